//! Corrections: asked for by whoever has an account, decided by officers with a reason.

use super::{RollError, make};
use crate::dispatch::{all, maybe, run};
use crate::election::held;
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::electoral_roll::correction::{
    CorrectionKind, CorrectionOutcome, Effect, may_ask, may_decide,
};
use palier_domain::election::electoral_roll::title::Ruling;
use palier_domain::id::{AccountId, CorrectionId, ElectionId, LandlordId, PersonId, TenancyId};
use serde_json::json;

/// A correction that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Correction {
    /// Its identifier.
    pub id: CorrectionId,
    /// Of which election.
    pub election_id: ElectionId,
    /// Who asked; absent once her account was deleted.
    pub account_id: Option<AccountId>,
    /// Whom it is about.
    pub person_id: PersonId,
    /// Her name on the landlord's file.
    pub person: String,
    /// Her reference there.
    pub person_reference: String,
    /// The tenancy that it is about, where there is one.
    pub tenancy_id: Option<TenancyId>,
    /// Its reference.
    pub tenancy: Option<String>,
    /// What is said to be wrong.
    pub kind: CorrectionKind,
    /// In her words.
    pub words: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// What was decided.
    pub outcome: Option<CorrectionOutcome>,
    /// Why.
    pub reason: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// When she opened the decision.
    pub read_at: Option<DateTime<Utc>>,
}

/// A correction to ask for.
#[derive(Clone, Debug)]
pub struct NewCorrection {
    /// Who asks.
    pub account: AccountId,
    /// Whom it is about: a person of hers.
    pub person: PersonId,
    /// The tenancy that it is about, one that the person holds.
    pub tenancy: Option<TenancyId>,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// In her words.
    pub words: String,
}

const COLUMNS: &str = "SELECT c.id, c.election_id, c.account_id, c.person_id, p.name AS person,
    p.reference AS person_reference, c.tenancy_id, t.reference AS tenancy, c.kind, c.words,
    c.asked_at, c.outcome, c.reason, c.decided_at, c.read_at
    FROM roll_correction c JOIN person p ON p.id = c.person_id
    LEFT JOIN tenancy t ON t.id = c.tenancy_id";

/// Asks for a correction.
///
/// # Errors
/// [`RollError::Correction`] outside its window; [`StoreError::Missing`] when the person is not the
/// account's, or does not hold the tenancy.
pub async fn ask(
    tx: &mut Tx,
    election: ElectionId,
    new: NewCorrection,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<CorrectionId, RollError> {
    let at = held(tx, election).await?;
    may_ask(at.stage, today, at.protocol.0.roll.corrections_until)?;
    own(tx, at.landlord_id, &new).await?;
    let id = CorrectionId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO roll_correction
            (id, election_id, account_id, person_id, tenancy_id, kind, words, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        election,
        new.account,
        new.person,
        new.tenancy,
        new.kind,
        &new.words,
        now,
    )?;
    let data = json!({
        "person": new.person, "tenancy": new.tenancy, "kind": new.kind, "words": new.words,
    });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "correction.asked", Some(id.0), &data, now).await?;
    Ok(id)
}

/// The person is the account's, and holds the tenancy.
async fn own(tx: &mut Tx, landlord: LandlordId, new: &NewCorrection) -> Result<(), StoreError> {
    maybe!(
        tx.on() => (PersonId,),
        "SELECT p.id FROM account_person a JOIN person p ON p.id = a.person_id
         WHERE a.account_id = $1 AND p.id = $2 AND p.landlord_id = $3",
        new.account,
        new.person,
        landlord,
    )?
    .ok_or(StoreError::Missing("person"))?;
    if let Some(tenancy) = new.tenancy {
        maybe!(
            tx.on() => (TenancyId,),
            "SELECT tenancy_id FROM tenancy_holder WHERE tenancy_id = $1 AND person_id = $2",
            tenancy,
            new.person,
        )?
        .ok_or(StoreError::Missing("tenancy"))?;
    }
    Ok(())
}

/// The corrections of an election: those that wait first, the oldest before.
///
/// # Errors
/// When the database fails.
pub async fn corrections(db: &Db, election: ElectionId) -> Result<Vec<Correction>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE c.election_id = $1
         ORDER BY CASE WHEN c.outcome IS NULL THEN 0 ELSE 1 END, c.asked_at, c.id LIMIT 1000"
    );
    all!(db.reads() => Correction, sqlx::AssertSqlSafe(sql.as_str()), election)
}

/// One correction.
///
/// # Errors
/// When the database fails.
pub async fn one(db: &Db, id: CorrectionId) -> Result<Option<Correction>, StoreError> {
    let sql = format!("{COLUMNS} WHERE c.id = $1");
    maybe!(db.reads() => Correction, sqlx::AssertSqlSafe(sql.as_str()), id)
}

/// What an account asked for, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(db: &Db, account: AccountId) -> Result<Vec<Correction>, StoreError> {
    let sql = format!("{COLUMNS} WHERE c.account_id = $1 ORDER BY c.asked_at DESC, c.id LIMIT 50");
    all!(db.reads() => Correction, sqlx::AssertSqlSafe(sql.as_str()), account)
}

/// Notes that who asked has read the decision.
///
/// # Errors
/// When the database fails.
pub async fn mark_read(
    db: &Db,
    id: CorrectionId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE roll_correction SET read_at = $3
         WHERE id = $1 AND account_id = $2 AND outcome IS NOT NULL AND read_at IS NULL",
        id,
        account,
        now,
    )
    .map(drop)
}

/// What an officer decides.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Of which correction.
    pub id: CorrectionId,
    /// Who decides.
    pub by: AccountId,
    /// What.
    pub outcome: CorrectionOutcome,
    /// Why: who asked reads it.
    pub reason: String,
    /// What it does to the roll, if it is accepted.
    pub effect: Effect,
}

/// A decision that was taken, and to whom it is to be told by mail.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Decided {
    /// Who asked.
    pub account_id: AccountId,
    /// Her address, if she gave one.
    pub email: Option<String>,
    /// The language of her mails.
    pub locale: String,
    /// A greeting.
    pub own_name: String,
}

/// Decides a correction, and makes the roll again with it; gives who asked, if she has her account
/// still.
///
/// # Errors
/// [`RollError::Correction`] once the roll is frozen, [`RollError::DecidedAlready`] when another
/// officer was first, [`StoreError::Missing`] when the election has no such correction, and
/// [`StoreError::Conflict`] for an effect on a tenancy when the correction names none.
pub async fn decide(
    tx: &mut Tx,
    election: ElectionId,
    decision: &Decision,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Option<Decided>, RollError> {
    let at = held(tx, election).await?;
    may_decide(at.stage)?;
    let row = maybe!(
        tx.on() => (PersonId, Option<TenancyId>, Option<CorrectionOutcome>),
        "SELECT person_id, tenancy_id, outcome FROM roll_correction
         WHERE id = $1 AND election_id = $2",
        decision.id,
        election,
    )?;
    let (person, tenancy, outcome) = row.ok_or(StoreError::Missing("correction"))?;
    if outcome.is_some() {
        return Err(RollError::DecidedAlready);
    }
    run!(
        tx.on(),
        "UPDATE roll_correction SET outcome = $2, reason = $3, decided_by = $4, decided_at = $5
         WHERE id = $1",
        decision.id,
        decision.outcome,
        &decision.reason,
        decision.by,
        now,
    )?;
    let data = json!({ "outcome": decision.outcome, "reason": decision.reason, "by": decision.by });
    let chain = journal::of_election(election);
    journal::append(
        tx,
        &chain,
        "correction.decided",
        Some(decision.id.0),
        &data,
        now,
    )
    .await?;
    if decision.outcome == CorrectionOutcome::Accepted {
        take_effect(tx, election, &decision.effect, person, tenancy).await?;
        make(tx, election, today, now).await?;
    }
    let asked = maybe!(
        tx.on() => Decided,
        "SELECT a.id AS account_id, a.email, a.locale, a.own_name
         FROM roll_correction c JOIN account a ON a.id = c.account_id WHERE c.id = $1",
        decision.id,
    )?;
    Ok(asked)
}

async fn take_effect(
    tx: &mut Tx,
    election: ElectionId,
    effect: &Effect,
    person: PersonId,
    tenancy: Option<TenancyId>,
) -> Result<(), StoreError> {
    let ruling = match effect {
        Effect::MadeAgain => return Ok(()),
        Effect::Admit => Ruling::Admitted,
        Effect::Strike => Ruling::Struck,
        Effect::Name { name, address } => {
            return run!(
                tx.on(),
                "INSERT INTO roll_naming (election_id, person_id, name, address)
                 VALUES ($1, $2, $3, $4) ON CONFLICT (election_id, person_id)
                 DO UPDATE SET name = excluded.name, address = excluded.address",
                election,
                person,
                name,
                address,
            )
            .map(drop);
        }
    };
    let tenancy = tenancy.ok_or(StoreError::Conflict("the correction names no tenancy"))?;
    run!(
        tx.on(),
        "INSERT INTO roll_ruling (election_id, tenancy_id, ruling) VALUES ($1, $2, $3)
         ON CONFLICT (election_id, tenancy_id) DO UPDATE SET ruling = excluded.ruling",
        election,
        tenancy,
        ruling,
    )
    .map(drop)
}
