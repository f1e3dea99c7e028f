//! What people enter in the record, and who signed it.

use super::{condition, held};
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::official_record::entry::EntryKind;
use palier_domain::election::official_record::signing;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{AccountId, CandidateListId, ElectionId, RecordEntryId};
use serde_json::json;

/// Something that was entered.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RecordEntry {
    /// What it is.
    pub kind: EntryKind,
    /// The list whose agent observes.
    pub list_id: Option<CandidateListId>,
    /// Who says it.
    pub author: String,
    /// What is said.
    pub words: String,
    /// When it happened.
    pub happened_at: Option<DateTime<Utc>>,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
}

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Signature {
    /// Whose it is; absent once her account was deleted.
    pub account_id: Option<AccountId>,
    /// Her name.
    pub name: String,
    /// In what quality she signs.
    pub quality: String,
    /// The SHA-256, in hexadecimal, of what she signed.
    pub fingerprint: String,
    /// When she signed.
    pub signed_at: DateTime<Utc>,
}

/// Why nothing was entered or signed.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The record is made between the end of the vote and the proclamation.
    #[error("the record is not made at this stage")]
    Stage,
    /// Somebody signed already: nothing is added to what she signed.
    #[error("the record is signed already")]
    Signed,
    /// Somebody signed something else.
    #[error("others signed another record")]
    Other,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Enters something, before anybody signed.
///
/// # Errors
/// [`RecordError`]; nothing was written then.
pub async fn enter(
    tx: &mut Tx,
    election: ElectionId,
    entry: &RecordEntry,
    by: AccountId,
) -> Result<(), RecordError> {
    // Incidents are entered while they happen; observations once there is something to observe.
    let stages = match entry.kind {
        EntryKind::Observation => Stage::Counted..=Stage::Counted,
        EntryKind::Incident | EntryKind::Intervention => Stage::Sealed..=Stage::Counted,
    };
    if !stages.contains(&held(tx, election).await?.stage) {
        return Err(RecordError::Stage);
    }
    if signatures_in(tx, election).await? > 0 {
        return Err(RecordError::Signed);
    }
    let id = RecordEntryId(ids::new_v7(entry.entered_at));
    run!(
        tx.on(),
        "INSERT INTO record_entry (id, election_id, kind, list_id, author, account_id, words,
            happened_at, entered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        election,
        entry.kind,
        entry.list_id,
        entry.author.as_str(),
        by,
        entry.words.as_str(),
        entry.happened_at,
        entry.entered_at,
    )?;
    let data = json!({
        "kind": entry.kind, "list": entry.list_id, "author": entry.author, "words": entry.words,
    });
    let (chain, now) = (journal::of_election(election), entry.entered_at);
    journal::append(tx, &chain, "record.entered", Some(id.0), &data, now).await?;
    Ok(())
}

/// Everything that was entered, in the order in which it was.
///
/// # Errors
/// When the database fails.
pub async fn entries(db: &Db, election: ElectionId) -> Result<Vec<RecordEntry>, StoreError> {
    all!(
        db.reads() => RecordEntry,
        "SELECT kind, list_id, author, words, happened_at, entered_at FROM record_entry
         WHERE election_id = $1 ORDER BY entered_at, id",
        election,
    )
}

/// Signs a counted record whose checks all hold, with so many entries in it, once for each member of
/// the tally board; the
/// conditions of the proclamation are declared with it. Gives whether it is signed now.
///
/// # Errors
/// [`RecordError`]; nothing was written then.
pub async fn sign(
    tx: &mut Tx,
    election: ElectionId,
    signature: &Signature,
    entries: usize,
) -> Result<bool, RecordError> {
    if held(tx, election).await?.stage != Stage::Counted {
        return Err(RecordError::Stage);
    }
    let (entered,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM record_entry WHERE election_id = $1",
        election,
    )?;
    if usize::try_from(entered) != Ok(entries) {
        return Err(RecordError::Other);
    }
    let (others,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM record_signature WHERE election_id = $1 AND fingerprint <> $2",
        election,
        signature.fingerprint.as_str(),
    )?;
    if others > 0 {
        return Err(RecordError::Other);
    }
    let now = signature.signed_at;
    let new = run!(
        tx.on(),
        "INSERT INTO record_signature
            (id, election_id, account_id, name, quality, fingerprint, signed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (election_id, account_id) DO NOTHING",
        ids::new_v7(now),
        election,
        signature.account_id,
        signature.name.as_str(),
        signature.quality.as_str(),
        signature.fingerprint.as_str(),
        now,
    )?;
    if new > 0 {
        let data = json!({ "quality": signature.quality, "fingerprint": signature.fingerprint });
        let object = signature.account_id.map(|account| account.0);
        let chain = journal::of_election(election);
        journal::append(tx, &chain, "record.signed", object, &data, now).await?;
    }
    let print = signature.fingerprint.as_str();
    condition::declare(tx, election, Condition::RecordChecked, print, now).await?;
    let signed = is_signed(tx, election).await?;
    if signed {
        condition::declare(tx, election, Condition::RecordSigned, print, now).await?;
    }
    Ok(signed)
}

/// Whether enough of the tally board signed.
async fn is_signed(tx: &mut Tx, election: ElectionId) -> Result<bool, StoreError> {
    let (members,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM election_member WHERE election_id = $1 AND role = 'tally_board'",
        election,
    )?;
    let signed = signatures_in(tx, election).await?;
    let number = |n: i64| u64::try_from(n).unwrap_or_default();
    Ok(signing::is_signed(number(members), number(signed)))
}

async fn signatures_in(tx: &mut Tx, election: ElectionId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM record_signature WHERE election_id = $1";
    one!(tx.on() => (i64,), sql, election).map(|(count,)| count)
}

/// The signatures, in their order.
///
/// # Errors
/// When the database fails.
pub async fn signatures(db: &Db, election: ElectionId) -> Result<Vec<Signature>, StoreError> {
    all!(
        db.reads() => Signature,
        "SELECT account_id, name, quality, fingerprint, signed_at FROM record_signature
         WHERE election_id = $1 ORDER BY signed_at, id",
        election,
    )
}
