//! Consultations: what is asked, of whom, under which rules, and what was decided.
//!
//! Ballots and marks are in a box of their own, as those of an election. Here the platform could
//! note who registered which credential; what it stores no longer tells once the roll is closed.

pub mod college;
pub mod holder;
pub mod roll;

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::consultation::RuleSet;
use palier_domain::election::consultation::ballot::Ballot;
use palier_domain::election::consultation::outcome::Outcome;
use palier_domain::election::consultation::stage::{
    ConsultationMove, ConsultationStage, Hours, NotFromHere,
};
use palier_domain::id::{ConsultationId, LandlordId, VersionId};
use serde_json::json;
use sqlx::types::Json;

/// A consultation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Consultation {
    /// Its identifier.
    pub id: ConsultationId,
    /// With whom it is held.
    pub landlord_id: LandlordId,
    /// Its identifier in archives and addresses: 14 characters.
    pub handle: String,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub body: String,
    /// The version of a charter that is put to the vote.
    pub version_id: Option<VersionId>,
    /// Where it stands.
    pub stage: ConsultationStage,
    /// What is asked.
    pub ballot: Json<Ballot>,
    /// Quorum and majority.
    pub rules: Json<RuleSet>,
    /// When nobody registers any more.
    pub roll_closes_at: DateTime<Utc>,
    /// When votes are taken from.
    pub opens_at: DateTime<Utc>,
    /// When they are no longer taken.
    pub closes_at: DateTime<Utc>,
    /// What was decided.
    pub outcome: Option<Json<Outcome>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// What is worked on while it is a draft.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub body: String,
    /// The version of a charter that is put to the vote.
    pub version_id: Option<VersionId>,
    /// What is asked.
    pub ballot: Ballot,
    /// Quorum and majority.
    pub rules: RuleSet,
    /// Its hours.
    pub hours: Hours,
}

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// It is not taken from here.
    #[error(transparent)]
    Refused(#[from] NotFromHere),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a consultation, as a draft.
///
/// # Errors
/// When the database fails.
pub async fn create(
    tx: &mut Tx,
    landlord: LandlordId,
    handle: &str,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<ConsultationId, StoreError> {
    let id = ConsultationId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO consultation (id, landlord_id, handle, title, body, version_id, stage, ballot,
            rules, roll_closes_at, opens_at, closes_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        id,
        landlord,
        handle,
        draft.title.as_str(),
        draft.body.as_str(),
        draft.version_id,
        ConsultationStage::Draft,
        Json(&draft.ballot),
        Json(draft.rules),
        draft.hours.roll_closes_at,
        draft.hours.opens_at,
        draft.hours.closes_at,
        now,
    )?;
    let data = json!({ "handle": handle, "title": draft.title });
    append(tx, id, "consultation.made", &data, now).await?;
    Ok(id)
}

const COLUMNS: &str =
    "SELECT id, landlord_id, handle, title, body, version_id, stage, ballot, rules,
    roll_closes_at, opens_at, closes_at, outcome, created_at FROM consultation";

/// The consultations of a landlord, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(db: &Db, landlord: LandlordId) -> Result<Vec<Consultation>, StoreError> {
    let sql = format!("{COLUMNS} WHERE landlord_id = $1 ORDER BY created_at DESC, id DESC");
    all!(db.reads() => Consultation, sqlx::AssertSqlSafe(sql.as_str()), landlord)
}

/// The consultation of a handle.
///
/// # Errors
/// When the database fails.
pub async fn by_handle(db: &Db, handle: &str) -> Result<Option<Consultation>, StoreError> {
    let sql = format!("{COLUMNS} WHERE handle = $1");
    maybe!(db.reads() => Consultation, sqlx::AssertSqlSafe(sql.as_str()), handle)
}

/// Consultations that the clock brings on, or whose holders decrypt.
///
/// # Errors
/// When the database fails.
pub async fn on_the_clock(db: &Db) -> Result<Vec<Consultation>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE stage IN ('registering', 'roll_closed', 'open', 'closed') ORDER BY id"
    );
    all!(db.reads() => Consultation, sqlx::AssertSqlSafe(sql.as_str()))
}

/// A consultation, with its row held until the transaction ends.
///
/// # Errors
/// When the database fails, or there is no such consultation.
pub async fn held(tx: &mut Tx, id: ConsultationId) -> Result<Consultation, StoreError> {
    run!(
        tx.on(),
        "UPDATE consultation SET stage = stage WHERE id = $1",
        id
    )?;
    let sql = format!("{COLUMNS} WHERE id = $1");
    maybe!(tx.on() => Consultation, sqlx::AssertSqlSafe(sql.as_str()), id)?
        .ok_or(StoreError::Missing("consultation"))
}

/// Changes what is worked on, while it is a draft; says whether it was.
///
/// # Errors
/// When the database fails, or there is no such consultation.
pub async fn set_draft(
    tx: &mut Tx,
    id: ConsultationId,
    draft: &Draft,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if held(tx, id).await?.stage != ConsultationStage::Draft {
        return Ok(false);
    }
    run!(
        tx.on(),
        "UPDATE consultation SET title = $2, body = $3, version_id = $4, ballot = $5, rules = $6,
            roll_closes_at = $7, opens_at = $8, closes_at = $9 WHERE id = $1",
        id,
        draft.title.as_str(),
        draft.body.as_str(),
        draft.version_id,
        Json(&draft.ballot),
        Json(draft.rules),
        draft.hours.roll_closes_at,
        draft.hours.opens_at,
        draft.hours.closes_at,
    )?;
    let data = json!({
        "title": draft.title, "body": draft.body, "ballot": draft.ballot, "rules": draft.rules,
        "hours": draft.hours,
    });
    append(tx, id, "consultation.changed", &data, now).await?;
    Ok(true)
}

/// Takes a step.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn advance(
    tx: &mut Tx,
    id: ConsultationId,
    step: ConsultationMove,
    now: DateTime<Utc>,
) -> Result<ConsultationStage, StepError> {
    let at = held(tx, id).await?;
    let stage = at.stage.advance(step)?;
    run!(
        tx.on(),
        "UPDATE consultation SET stage = $2 WHERE id = $1",
        id,
        stage
    )
    .map_err(StepError::from)?;
    // What was announced is what was decided under.
    let data = json!({
        "step": step, "stage": stage, "ballot": at.ballot.0, "rules": at.rules.0,
        "roll_closes_at": at.roll_closes_at, "opens_at": at.opens_at, "closes_at": at.closes_at,
    });
    append(tx, id, "consultation.step", &data, now).await?;
    Ok(stage)
}

/// Keeps what was decided, and takes the last step.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn decide(
    tx: &mut Tx,
    id: ConsultationId,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<(), StepError> {
    advance(tx, id, ConsultationMove::Decide, now).await?;
    run!(
        tx.on(),
        "UPDATE consultation SET outcome = $2 WHERE id = $1",
        id,
        Json(outcome),
    )?;
    let data = json!({ "outcome": outcome });
    append(tx, id, "consultation.decided", &data, now).await?;
    Ok(())
}

async fn append(
    tx: &mut Tx,
    id: ConsultationId,
    act: &str,
    data: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_consultation(id);
    journal::append(tx, &chain, act, Some(id.0), data, now)
        .await
        .map(drop)
}
