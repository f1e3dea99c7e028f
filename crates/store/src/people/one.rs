//! One person on the roll: her leases, her codes, her letters.

use super::CodeState;
use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::id::{LandlordId, LetterBatchId, PersonId, TenancyId};

/// A person as her own page at the desk shows her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: PersonId,
    /// Her number on the roll.
    pub reference: String,
    /// Her name.
    pub name: String,
    /// Postal lines below the name.
    pub address: Vec<String>,
    /// Her leases, the latest first.
    pub leases: Vec<Lease>,
    /// Where her codes stand.
    pub code: CodeState,
    /// Whether she has an account: nothing more is known of it here.
    pub has_account: bool,
}

/// A lease of hers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The landlord's reference for it.
    pub reference: String,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; absent while it runs.
    pub ends_on: Option<NaiveDate>,
    /// Who else signed it, in the order of the roll.
    pub with: Vec<(PersonId, String)>,
}

impl Lease {
    /// Whether it runs on a day.
    #[must_use]
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|last| last >= day)
    }
}

/// A letter to a person.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Letter {
    /// With which others it was made.
    pub batch_id: LetterBatchId,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Whether it is the only letter of its batch: a code was lost.
    pub alone: bool,
    /// Whether it still holds its code and can be printed.
    pub printable: bool,
}

#[derive(sqlx::FromRow)]
struct Row {
    reference: String,
    name: String,
    address: String,
}

#[derive(sqlx::FromRow)]
struct LeaseRow {
    id: TenancyId,
    reference: String,
    estate: String,
    building: String,
    dwelling: String,
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
}

/// A person of a landlord's roll.
///
/// # Errors
/// When the database fails.
pub async fn person(
    db: &Db,
    landlord: LandlordId,
    id: PersonId,
    now: DateTime<Utc>,
) -> Result<Option<Person>, StoreError> {
    let row = maybe!(
        db.reads() => Row,
        "SELECT reference, name, address FROM person WHERE id = $1 AND landlord_id = $2",
        id,
        landlord,
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (accounts,) = one!(
        db.reads() => (i64,),
        "SELECT COUNT(*) FROM account_person WHERE person_id = $1",
        id,
    )?;
    Ok(Some(Person {
        id,
        reference: row.reference,
        name: row.name,
        address: row.address.lines().map(str::to_owned).collect(),
        leases: leases(db, id).await?,
        code: code(db, id, now).await?,
        has_account: accounts > 0,
    }))
}

async fn leases(db: &Db, person: PersonId) -> Result<Vec<Lease>, StoreError> {
    let rows = all!(
        db.reads() => LeaseRow,
        "SELECT t.id, t.reference, e.name AS estate, b.name AS building, d.reference AS dwelling,
            t.starts_on, t.ends_on
         FROM tenancy_holder h
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id
         WHERE h.person_id = $1 ORDER BY t.starts_on DESC, t.reference",
        person,
    )?;
    let others = all!(
        db.reads() => (TenancyId, PersonId, String),
        "SELECT o.tenancy_id, p.id, p.name
         FROM tenancy_holder h
         JOIN tenancy_holder o ON o.tenancy_id = h.tenancy_id AND o.person_id <> h.person_id
         JOIN person p ON p.id = o.person_id
         WHERE h.person_id = $1 ORDER BY o.rank",
        person,
    )?;
    Ok(rows
        .into_iter()
        .map(|row| Lease {
            with: others
                .iter()
                .filter(|(lease, ..)| *lease == row.id)
                .map(|(_, other, name)| (*other, name.clone()))
                .collect(),
            reference: row.reference,
            estate: row.estate,
            building: row.building,
            dwelling: row.dwelling,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        })
        .collect())
}

/// Where the latest of a person's codes stands.
async fn code(db: &Db, person: PersonId, now: DateTime<Utc>) -> Result<CodeState, StoreError> {
    let last = maybe!(
        db.reads() => (DateTime<Utc>, Option<DateTime<Utc>>),
        "SELECT expires_at, used_at FROM activation_code
         WHERE person_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1",
        person,
    )?;
    Ok(match last {
        None => CodeState::Never,
        Some((_, Some(_))) => CodeState::Used,
        Some((until, None)) if until > now => CodeState::Waits { until },
        Some(_) => CodeState::Lapsed,
    })
}

/// Letters to a person, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn letters(db: &Db, person: PersonId) -> Result<Vec<Letter>, StoreError> {
    all!(
        db.reads() => Letter,
        "SELECT b.id AS batch_id, b.made_at, (b.person_id IS NOT NULL) AS alone,
            (l.digits IS NOT NULL) AS printable
         FROM letter l JOIN letter_batch b ON b.id = l.batch_id
         WHERE l.person_id = $1 ORDER BY b.made_at DESC, b.id DESC LIMIT 50",
        person,
    )
}
