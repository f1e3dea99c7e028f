//! The figures that stand: settled once, reopened only with a reason and before the online tally is
//! decrypted.

use super::received::{append, noted};
use super::{PaperError, open, settled_round};
use crate::dispatch::{all, maybe, run};
use crate::election::{condition, decryption, held, lots};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::election::paper::count::{Ground, PaperOutcome, Sheet, keeps_what_agrees};
use palier_domain::election::paper::envelope::may_open;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;
use sqlx::types::Json;

/// A count of paper that was settled.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Settlement {
    /// Its round, from 1.
    pub round: i64,
    /// What it gave to the record.
    pub outcome: Json<PaperOutcome>,
    /// Why these figures; empty where nothing differed.
    pub reason: String,
    /// By whom, by the name that she goes by; nothing once her account was deleted.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: DateTime<Utc>,
    /// Why it was counted again; nothing for what stands.
    pub reopened_why: Option<String>,
    /// Who reopened it.
    pub reopened_by: Option<String>,
}

/// Settles what differs: the figures that were agreed, and why; both operators have sent.
///
/// # Errors
/// [`PaperError`]; nothing was written then.
pub async fn settle(
    tx: &mut Tx,
    election: ElectionId,
    account: AccountId,
    (sheet, ground, reason): (&Sheet, &Ground, &str),
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    let round = open(tx, election).await?;
    let sent = all!(
        tx.on() => (Json<Sheet>,),
        "SELECT sheet FROM paper_sheet WHERE election_id = $1 AND round = $2 ORDER BY place",
        election,
        round,
    )?;
    let [(first,), (second,)] = &sent[..] else {
        return Err(PaperError::NotBothSent);
    };
    if reason.trim().is_empty() {
        return Err(PaperError::ReasonNeeded);
    }
    let ground = with_noted(tx, election, ground).await?;
    sheet.against(&ground)?;
    // Where neither count can be right, both are put right; else what both counted alike stays.
    let may_be_right = [first, second]
        .iter()
        .any(|one| one.against(&ground).is_ok());
    if may_be_right && !keeps_what_agrees(first, second, sheet) {
        return Err(PaperError::BothAgree);
    }
    keep(tx, election, round, account, (sheet, &ground, reason), now).await
}

/// Whether a sheet settles without a word.
pub(super) async fn plain(
    tx: &mut Tx,
    election: ElectionId,
    sheet: &Sheet,
    ground: &Ground,
) -> Result<bool, StoreError> {
    let ground = with_noted(tx, election, ground).await?;
    Ok(sheet.against(&ground).is_ok_and(|gaps| gaps.is_empty()))
}

/// Writes what is settled, and declares it.
pub(super) async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    round: i64,
    account: AccountId,
    (sheet, ground, reason): (&Sheet, &Ground, &str),
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    let outcome = sheet.clone().outcome(&ground.envelopes);
    run!(
        tx.on(),
        "INSERT INTO paper_settlement
            (election_id, round, outcome, reason, settled_by, settled_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        election,
        round,
        Json(&outcome),
        reason,
        account,
        now,
    )?;
    let data = json!({ "round": round, "outcome": outcome, "reason": reason, "by": account });
    append(tx, election, "paper.settled", &data, now).await?;
    let note = round.to_string();
    condition::declare(tx, election, Condition::PaperSettled, &note, now).await?;
    Ok(())
}

/// Opens a settled count again, with a reason and before a share of the online tally is there: paper is
/// counted anew.
///
/// # Errors
/// [`PaperError`]; nothing was written then.
pub async fn reopen(
    tx: &mut Tx,
    election: ElectionId,
    account: AccountId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), PaperError> {
    if !may_open(held(tx, election).await?.stage) {
        return Err(PaperError::Stage);
    }
    if reason.trim().is_empty() {
        return Err(PaperError::ReasonNeeded);
    }
    let round = settled_round(tx, election).await?;
    let round = round.ok_or(PaperError::NotSettled)?;
    if decryption::has_begun(tx, election).await? {
        return Err(PaperError::Decrypting);
    }
    run!(
        tx.on(),
        "UPDATE paper_settlement SET reopened_why = $3, reopened_by = $4, reopened_at = $5
         WHERE election_id = $1 AND round = $2",
        election,
        round,
        reason,
        account,
        now,
    )?;
    let data = json!({ "round": round, "reason": reason, "by": account });
    append(tx, election, "paper.reopened", &data, now).await?;
    // Lots were drawn for figures that no longer stand.
    lots::withdraw(tx, election, now).await?;
    condition::withdraw(tx, election, Condition::PaperSettled, now).await?;
    Ok(())
}

/// What paper gives to the record, once both operators agree or their differences are settled.
///
/// # Errors
/// When the database fails.
pub async fn outcome(db: &Db, election: ElectionId) -> Result<Option<PaperOutcome>, StoreError> {
    let found = maybe!(
        db.reads() => (Json<PaperOutcome>,),
        "SELECT outcome FROM paper_settlement WHERE election_id = $1 AND reopened_at IS NULL",
        election,
    )?;
    Ok(found.map(|(outcome,)| outcome.0))
}

/// Everything that was settled, the latest first: what stands, and what was reopened.
///
/// # Errors
/// When the database fails.
pub async fn settlements(db: &Db, election: ElectionId) -> Result<Vec<Settlement>, StoreError> {
    all!(
        db.reads() => Settlement,
        "SELECT p.round, p.outcome, p.reason, a.own_name AS settled_by, p.settled_at,
            p.reopened_why, b.own_name AS reopened_by
         FROM paper_settlement p LEFT JOIN account a ON a.id = p.settled_by
         LEFT JOIN account b ON b.id = p.reopened_by
         WHERE p.election_id = $1 ORDER BY p.round DESC",
        election,
    )
}

/// The same ground, with the envelopes that were noted when they came.
async fn with_noted(
    tx: &mut Tx,
    election: ElectionId,
    ground: &Ground,
) -> Result<Ground, StoreError> {
    let noted = noted(tx, election).await?;
    Ok(Ground { noted, ..*ground })
}
