//! The people on a landlord's roll, as its staff look them up. What an account does is not here.

mod one;

pub use one::{Lease, Letter, Person, letters, person};

use crate::dispatch::{all, both};
use crate::{Db, StoreError, batch};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{LandlordId, PersonId};
use palier_domain::landlord::lookup::{Lookup, sort_key};
use std::collections::{HashMap, HashSet};

/// Some of those who were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many there are in all.
    pub total: usize,
    /// Those of the page, by name.
    pub people: Vec<Found>,
}

/// A person as a list shows her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The person.
    pub id: PersonId,
    /// Her number on the roll.
    pub reference: String,
    /// Her name.
    pub name: String,
    /// Where she rents, or rented last: estate, building, dwelling.
    pub home: Option<[String; 3]>,
    /// Whether that lease runs.
    pub rents: bool,
}

#[derive(sqlx::FromRow)]
struct Named {
    id: PersonId,
    reference: String,
    name: String,
}

/// Those on a roll whose name fits, or of whom a person's, lease's or dwelling's reference does.
///
/// Names are folded here, not in the database: neither engine takes accents off, and a roll of
/// 12,480 dwellings is read and folded in some hundredths of a second.
///
/// # Errors
/// When the database fails.
pub async fn search(
    db: &Db,
    landlord: LandlordId,
    lookup: &Lookup,
    day: NaiveDate,
    page: usize,
    per_page: usize,
) -> Result<Page, StoreError> {
    let by_number = by_number(db, landlord, lookup).await?;
    let roll = all!(
        db.reads() => Named,
        "SELECT id, reference, name FROM person WHERE landlord_id = $1",
        landlord,
    )?;
    let mut found: Vec<(String, Named)> = roll
        .into_iter()
        .filter(|row| by_number.contains(&row.id) || lookup.fits(&row.name))
        .map(|row| (sort_key(&row.name), row))
        .collect();
    found.sort_by(|(a, one), (b, other)| (a, &one.reference).cmp(&(b, &other.reference)));
    let total = found.len();
    let shown: Vec<Named> = found
        .into_iter()
        .skip(page.saturating_mul(per_page))
        .take(per_page)
        .map(|(_, row)| row)
        .collect();
    let mut homes = homes(db, &shown, day).await?;
    let people = shown
        .into_iter()
        .map(|row| {
            let home = homes.remove(&row.id);
            Found {
                id: row.id,
                reference: row.reference,
                name: row.name,
                rents: home.as_ref().is_some_and(|(_, rents)| *rents),
                home: home.map(|(home, _)| home),
            }
        })
        .collect();
    Ok(Page { total, people })
}

async fn by_number(
    db: &Db,
    landlord: LandlordId,
    lookup: &Lookup,
) -> Result<HashSet<PersonId>, StoreError> {
    let found = all!(
        db.reads() => (PersonId,),
        "SELECT p.id FROM person p
            WHERE p.landlord_id = $1 AND LOWER(p.reference) LIKE $2 ESCAPE '\\'
         UNION
         SELECT h.person_id FROM tenancy t
            JOIN dwelling d ON d.id = t.dwelling_id
            JOIN tenancy_holder h ON h.tenancy_id = t.id
            WHERE t.landlord_id = $1 AND (LOWER(t.reference) LIKE $2 ESCAPE '\\'
                OR LOWER(d.reference) LIKE $2 ESCAPE '\\')",
        landlord,
        lookup.reference_pattern(),
    )?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

#[derive(sqlx::FromRow)]
struct Home {
    person_id: PersonId,
    estate: String,
    building: String,
    dwelling: String,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

/// Where each lives: the oldest lease that runs, else the last one.
async fn homes(
    db: &Db,
    people: &[Named],
    day: NaiveDate,
) -> Result<HashMap<PersonId, ([String; 3], bool)>, StoreError> {
    let mut homes = HashMap::with_capacity(people.len());
    for chunk in people.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT h.person_id, e.name AS estate, b.name AS building, d.reference AS dwelling,
                t.starts_on, t.ends_on
             FROM tenancy_holder h
             JOIN tenancy t ON t.id = h.tenancy_id
             JOIN dwelling d ON d.id = t.dwelling_id
             JOIN building b ON b.id = d.building_id
             JOIN estate e ON e.id = b.estate_id
             WHERE h.person_id IN {} ORDER BY t.starts_on DESC, t.reference DESC",
            batch::list(1, chunk.len())
        );
        let rows = both!(db.reads(), |at| {
            let mut query = sqlx::query_as::<_, Home>(sqlx::AssertSqlSafe(sql));
            for row in chunk {
                query = query.bind(row.id);
            }
            query.fetch_all(at).await
        })?;
        for row in rows {
            let rents = row.starts_on <= day && row.ends_on.is_none_or(|last| last >= day);
            let home = ([row.estate, row.building, row.dwelling], rents);
            // From the latest to the oldest: one that runs takes the place of any before it.
            if rents {
                homes.insert(row.person_id, home);
            } else {
                homes.entry(row.person_id).or_insert(home);
            }
        }
    }
    Ok(homes)
}

/// Where somebody's codes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeState {
    /// None was ever issued.
    Never,
    /// One waits to be used.
    Waits {
        /// Its last instant.
        until: DateTime<Utc>,
    },
    /// The last one was used.
    Used,
    /// The last one lapsed before it was used.
    Lapsed,
}
