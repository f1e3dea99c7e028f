//! What somebody with an account is on a roll: her line and who shares it, or why she has none.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::NaiveDate;
use palier_domain::election::electoral_roll::title::LeftOut;
use palier_domain::id::{AccountId, ElectionId, LandlordId, PersonId, RollLineId, TenancyId};

/// One of the persons that an account is on a landlord's file, and where she stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The person.
    pub person: PersonId,
    /// Her name on the landlord's file.
    pub name: String,
    /// Her line, if she has one.
    pub line: Option<MyLine>,
    /// Her tenancies that give no vote, and why; a reason is missing for one that came later.
    pub without: Vec<MyTenancy>,
}

/// A line of the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyLine {
    /// The line.
    pub id: RollLineId,
    /// The tenancy that gives the vote.
    pub tenancy: TenancyId,
    /// Its reference.
    pub reference: String,
    /// Its residence.
    pub estate: String,
    /// Its dwelling.
    pub dwelling: String,
    /// All who share the vote, herself among them, in order.
    pub electors: Vec<Elector>,
}

/// Somebody on a line.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Elector {
    /// The person.
    pub person_id: PersonId,
    /// As the letters name her.
    pub name: String,
    /// Where they go.
    pub address: String,
}

/// A tenancy that gives no vote.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MyTenancy {
    /// The tenancy.
    pub tenancy_id: TenancyId,
    /// Its reference.
    pub reference: String,
    /// Its residence.
    pub estate: String,
    /// Its dwelling.
    pub dwelling: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Why it gives none.
    pub reason: Option<LeftOut>,
}

/// What an account is on the roll of an election of a landlord.
///
/// # Errors
/// When the database fails.
pub async fn mine(
    db: &Db,
    election: ElectionId,
    landlord: LandlordId,
    account: AccountId,
) -> Result<Vec<Mine>, StoreError> {
    let persons = all!(
        db.reads() => (PersonId, String),
        "SELECT p.id, p.name FROM account_person a JOIN person p ON p.id = a.person_id
         WHERE a.account_id = $1 AND p.landlord_id = $2 ORDER BY a.linked_at, p.id",
        account,
        landlord,
    )?;
    let mut all = Vec::with_capacity(persons.len());
    for (person, name) in persons {
        all.push(Mine {
            person,
            name,
            line: line_of(db, election, person).await?,
            without: without(db, election, person).await?,
        });
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: RollLineId,
    tenancy_id: TenancyId,
    reference: String,
    estate: String,
    dwelling: String,
}

async fn line_of(
    db: &Db,
    election: ElectionId,
    person: PersonId,
) -> Result<Option<MyLine>, StoreError> {
    let row = maybe!(
        db.reads() => LineRow,
        "SELECT l.id, l.tenancy_id, l.reference, s.name AS estate, l.dwelling
         FROM roll_elector e JOIN roll_line l ON l.id = e.line_id
         JOIN estate s ON s.id = l.estate_id
         WHERE e.election_id = $1 AND e.person_id = $2",
        election,
        person,
    )?;
    with_electors(db, row).await
}

async fn with_electors(db: &Db, row: Option<LineRow>) -> Result<Option<MyLine>, StoreError> {
    match row {
        None => Ok(None),
        Some(row) => Ok(Some(MyLine {
            electors: electors(db, row.id).await?,
            id: row.id,
            tenancy: row.tenancy_id,
            reference: row.reference,
            estate: row.estate,
            dwelling: row.dwelling,
        })),
    }
}

async fn electors(db: &Db, line: RollLineId) -> Result<Vec<Elector>, StoreError> {
    all!(
        db.reads() => Elector,
        "SELECT person_id, name, address FROM roll_elector WHERE line_id = $1 ORDER BY rank",
        line,
    )
}

async fn without(
    db: &Db,
    election: ElectionId,
    person: PersonId,
) -> Result<Vec<MyTenancy>, StoreError> {
    all!(
        db.reads() => MyTenancy,
        "SELECT t.id AS tenancy_id, t.reference, s.name AS estate, d.reference AS dwelling,
            t.starts_on, t.ends_on, o.reason
         FROM tenancy_holder h JOIN tenancy t ON t.id = h.tenancy_id
         JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate s ON s.id = b.estate_id
         LEFT JOIN roll_left_out o ON o.tenancy_id = t.id AND o.election_id = $1
         WHERE h.person_id = $2 AND NOT EXISTS
            (SELECT 1 FROM roll_line l WHERE l.election_id = $1 AND l.tenancy_id = t.id)
         ORDER BY t.starts_on DESC, t.reference",
        election,
        person,
    )
}

/// The line that has a reference, of a lease or of a dwelling, or on which somebody has exactly that
/// name; for the desk.
///
/// # Errors
/// When the database fails.
pub async fn search(db: &Db, election: ElectionId, asked: &str) -> Result<Vec<MyLine>, StoreError> {
    let rows = all!(
        db.reads() => LineRow,
        "SELECT l.id, l.tenancy_id, l.reference, s.name AS estate, l.dwelling
         FROM roll_line l JOIN estate s ON s.id = l.estate_id
         WHERE l.election_id = $1 AND (l.reference = $2 OR l.dwelling = $2 OR EXISTS
            (SELECT 1 FROM roll_elector e WHERE e.line_id = l.id AND LOWER(e.name) = LOWER($2)))
         ORDER BY l.reference LIMIT 20",
        election,
        asked,
    )?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(MyLine {
            electors: electors(db, row.id).await?,
            id: row.id,
            tenancy: row.tenancy_id,
            reference: row.reference,
            estate: row.estate,
            dwelling: row.dwelling,
        });
    }
    Ok(lines)
}

/// A line of the roll, if it is one of this election.
///
/// # Errors
/// When the database fails.
pub async fn line(
    db: &Db,
    election: ElectionId,
    id: RollLineId,
) -> Result<Option<MyLine>, StoreError> {
    let row = maybe!(
        db.reads() => LineRow,
        "SELECT l.id, l.tenancy_id, l.reference, s.name AS estate, l.dwelling
         FROM roll_line l JOIN estate s ON s.id = l.estate_id
         WHERE l.election_id = $1 AND l.id = $2",
        election,
        id,
    )?;
    with_electors(db, row).await
}
