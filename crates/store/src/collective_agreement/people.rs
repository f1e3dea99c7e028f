//! Who is asked and who answered: for a tenant about her own dwelling, for the desk about all.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::{Round, Says};
use palier_domain::entry::source::Source;
use palier_domain::id::{
    AccountId, AgreementAnswerId, AgreementId, DwellingId, LandlordId, PersonId,
};

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Given {
    /// The answer.
    pub id: AgreementAnswerId,
    /// For which dwelling.
    pub dwelling_id: DwellingId,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// Who gave it.
    pub person_id: PersonId,
    /// Her name.
    pub name: String,
    /// What she said.
    pub says: Says,
    /// On which day it was received.
    pub received_on: NaiveDate,
    /// When it was given or typed.
    pub given_at: DateTime<Utc>,
    /// On paper: how it came.
    pub source: Option<Source>,
    /// On paper: the number under which it is kept.
    pub reference: String,
    /// On paper: the code of its slip.
    pub slip: Option<String>,
}

/// A query for [`Given`] rows: `given!("WHERE ..")`.
macro_rules! given {
    ($rest:literal) => {
        concat!(
            "SELECT n.id, n.dwelling_id, e.name AS estate, b.name AS building,
                d.reference AS dwelling, n.person_id, p.name, n.says, n.received_on, n.given_at,
                n.source, n.reference, n.slip
             FROM agreement_answer n
             JOIN dwelling d ON d.id = n.dwelling_id
             JOIN building b ON b.id = d.building_id
             JOIN estate e ON e.id = b.estate_id
             JOIN person p ON p.id = n.person_id
             ",
            $rest
        )
    };
}

/// The answers of a round, by dwelling.
///
/// # Errors
/// When the database fails.
pub async fn answers(db: &Db, id: AgreementId, round: Round) -> Result<Vec<Given>, StoreError> {
    all!(
        db.reads() => Given,
        given!("WHERE n.agreement_id = $1 AND n.round = $2
                ORDER BY e.name, b.name, d.reference, n.given_at, n.id"),
        id,
        round,
    )
}

/// A dwelling of mine that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// The dwelling.
    pub dwelling_id: DwellingId,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// Who I am there.
    pub person_id: PersonId,
    /// What was answered for it, by me and by those who share the lease.
    pub given: Vec<Given>,
}

/// The dwellings that an account's owner rents and that are asked in a round.
///
/// # Errors
/// When the database fails.
pub async fn mine(
    db: &Db,
    (id, round): (AgreementId, Round),
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<Mine>, StoreError> {
    let rows = all!(
        db.reads() => (DwellingId, String, String, String, PersonId),
        "SELECT DISTINCT d.id, e.name, b.name, d.reference, h.person_id
         FROM account_person a
         JOIN tenancy_holder h ON h.person_id = a.person_id
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN agreement_dwelling g ON g.dwelling_id = t.dwelling_id
         JOIN dwelling d ON d.id = g.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id
         WHERE a.account_id = $1 AND g.agreement_id = $2 AND g.round = $3
            AND t.starts_on <= $4 AND (t.ends_on IS NULL OR t.ends_on >= $4)
         ORDER BY 4, 5",
        account,
        id,
        round,
        today,
    )?;
    let mut mine: Vec<Mine> = Vec::with_capacity(rows.len());
    for (dwelling_id, estate, building, dwelling, person_id) in rows {
        if mine.iter().any(|one| one.dwelling_id == dwelling_id) {
            continue;
        }
        let given = all!(
            db.reads() => Given,
            given!("WHERE n.agreement_id = $1 AND n.round = $2 AND n.dwelling_id = $3
                    ORDER BY n.given_at, n.id"),
            id,
            round,
            dwelling_id,
        )?;
        mine.push(Mine {
            dwelling_id,
            estate,
            building,
            dwelling,
            person_id,
            given,
        });
    }
    Ok(mine)
}

/// An agreement that asks a tenant something now.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AskedOf {
    /// The agreement.
    pub id: AgreementId,
    /// Its title.
    pub title: String,
    /// The last day.
    pub last_day: NaiveDate,
    /// Dwellings of hers that are asked.
    pub asked: i64,
    /// Those of them that answered.
    pub answered: i64,
}

/// The agreements of a landlord that ask an account's owner something today.
///
/// # Errors
/// When the database fails.
pub async fn asked_of(
    db: &Db,
    account: AccountId,
    landlord: LandlordId,
    today: NaiveDate,
) -> Result<Vec<AskedOf>, StoreError> {
    all!(
        db.reads() => AskedOf,
        "SELECT m.id, m.title, r.last_day, COUNT(DISTINCT g.dwelling_id) AS asked,
            COUNT(DISTINCT n.dwelling_id) AS answered
         FROM account_person a
         JOIN tenancy_holder h ON h.person_id = a.person_id
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN agreement_dwelling g ON g.dwelling_id = t.dwelling_id
         JOIN agreement_round r ON r.agreement_id = g.agreement_id AND r.round = g.round
         JOIN agreement m ON m.id = g.agreement_id
         LEFT JOIN agreement_answer n ON n.agreement_id = g.agreement_id AND n.round = g.round
            AND n.dwelling_id = g.dwelling_id
         WHERE a.account_id = $1 AND m.landlord_id = $2
            AND r.notified_on <= $3 AND r.last_day >= $3
            AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)
         GROUP BY m.id, m.title, r.last_day ORDER BY r.last_day, m.id",
        account,
        landlord,
        today,
    )
}

/// A dwelling that is asked, and who rents it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// The dwelling.
    pub dwelling_id: DwellingId,
    /// The estate.
    pub estate: String,
    /// The building.
    pub building: String,
    /// The dwelling's reference.
    pub dwelling: String,
    /// The lease's reference.
    pub lease: String,
    /// Who signed the lease, in the order of the roll.
    pub holders: Vec<(PersonId, String)>,
    /// Postal lines of the first of them.
    pub address: Vec<String>,
}

#[derive(sqlx::FromRow)]
struct HolderRow {
    dwelling_id: DwellingId,
    estate: String,
    building: String,
    dwelling: String,
    lease: String,
    person_id: PersonId,
    name: String,
    address: String,
}

/// The dwellings that are asked in a round, with those whose lease runs on a day, in the order of
/// estate, building and dwelling.
///
/// # Errors
/// When the database fails.
pub async fn concerned(
    db: &Db,
    id: AgreementId,
    round: Round,
    day: NaiveDate,
) -> Result<Vec<Concerned>, StoreError> {
    let rows = all!(db.reads() => HolderRow, HOLDERS, id, round, day)?;
    Ok(by_dwelling(rows))
}

/// The same, in a transaction that asks them.
///
/// # Errors
/// When the database fails.
pub async fn concerned_in(
    tx: &mut Tx,
    id: AgreementId,
    round: Round,
    day: NaiveDate,
) -> Result<Vec<Concerned>, StoreError> {
    let rows = all!(tx.on() => HolderRow, HOLDERS, id, round, day)?;
    Ok(by_dwelling(rows))
}

const HOLDERS: &str = "SELECT g.dwelling_id, e.name AS estate, b.name AS building,
        d.reference AS dwelling, t.reference AS lease, p.id AS person_id, p.name, p.address
     FROM agreement_dwelling g
     JOIN dwelling d ON d.id = g.dwelling_id
     JOIN building b ON b.id = d.building_id
     JOIN estate e ON e.id = b.estate_id
     JOIN tenancy t ON t.dwelling_id = g.dwelling_id
     JOIN tenancy_holder h ON h.tenancy_id = t.id
     JOIN person p ON p.id = h.person_id
     WHERE g.agreement_id = $1 AND g.round = $2
        AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)
     ORDER BY e.name, b.name, d.reference, t.reference, h.rank";

fn by_dwelling(rows: Vec<HolderRow>) -> Vec<Concerned> {
    let mut all: Vec<Concerned> = Vec::new();
    for row in rows {
        let holder = (row.person_id, row.name);
        match all.last_mut() {
            Some(last) if last.dwelling_id == row.dwelling_id => last.holders.push(holder),
            _ => all.push(Concerned {
                dwelling_id: row.dwelling_id,
                estate: row.estate,
                building: row.building,
                dwelling: row.dwelling,
                lease: row.lease,
                holders: vec![holder],
                address: row.address.lines().map(str::to_owned).collect(),
            }),
        }
    }
    all
}

/// One answer, for the desk's slip.
///
/// # Errors
/// When the database fails.
pub async fn one_answer(
    db: &Db,
    id: AgreementId,
    answer: AgreementAnswerId,
) -> Result<Option<Given>, StoreError> {
    maybe!(
        db.reads() => Given,
        given!("WHERE n.agreement_id = $1 AND n.id = $2"),
        id,
        answer,
    )
}
