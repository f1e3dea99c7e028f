//! Letters printed again, and the end of the files that they were printed from.

use super::held;
use crate::dispatch::{all, maybe, one, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::lost_letter::{
    AskedBy, AskedHow, LetterHalf, LetterRefusal, may_destroy, may_reprint,
};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId, RollLineId};
use serde_json::json;
use uuid::Uuid;

/// Why nothing was put on record.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] LetterRefusal),
    /// It was said already.
    #[error("the file is destroyed already")]
    Already,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A letter that was printed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewReprint {
    /// What the form was given when it was shown: sent twice, it is one letter.
    pub id: Uuid,
    /// The line of the roll.
    pub line: RollLineId,
    /// Which half of its code.
    pub half: LetterHalf,
    /// Who asked.
    pub asked_by: AskedBy,
    /// How.
    pub channel: AskedHow,
    /// The two members who opened the file.
    pub members: [AccountId; 2],
}

/// The same, as the commission reads it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reprint {
    /// The line of the roll.
    pub line_id: RollLineId,
    /// Which half of its code.
    pub half: LetterHalf,
    /// Who asked.
    pub asked_by: AskedBy,
    /// How.
    pub channel: AskedHow,
    /// The first member, by the name that she goes by; absent once her account was deleted.
    pub first: Option<String>,
    /// The second one.
    pub second: Option<String>,
    /// When it was put on record.
    pub printed_at: DateTime<Utc>,
}

/// Puts on record that a letter was printed again.
///
/// # Errors
/// [`LetterError::Refused`]; [`StoreError::Missing`] when the election has no such line.
pub async fn reprinted(
    tx: &mut Tx,
    election: ElectionId,
    new: &NewReprint,
    now: DateTime<Utc>,
) -> Result<(), LetterError> {
    let at = held(tx, election).await?;
    let commission = all!(
        tx.on() => (AccountId,),
        "SELECT account_id FROM election_member WHERE election_id = $1 AND role = $2",
        election,
        ElectionRole::Commission,
    )?;
    let commission: Vec<_> = commission.into_iter().map(|(account,)| account).collect();
    may_reprint(at.stage, new.members, &commission)?;
    maybe!(
        tx.on() => (RollLineId,),
        "SELECT id FROM roll_line WHERE election_id = $1 AND id = $2",
        election,
        new.line,
    )?
    .ok_or(StoreError::Missing("roll line"))?;
    let [first, second] = new.members;
    let kept = run!(
        tx.on(),
        "INSERT INTO letter_reprint (id, election_id, line_id, half, asked_by, channel,
            first_member, second_member, printed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING",
        new.id,
        election,
        new.line,
        new.half,
        new.asked_by,
        new.channel,
        first,
        second,
        now,
    )?;
    if kept == 0 {
        return Ok(());
    }
    let data = json!({
        "line": new.line, "half": new.half, "asked_by": new.asked_by, "channel": new.channel,
        "members": new.members,
    });
    note(tx, election, "letter.reprinted", Some(new.id), &data, now).await
}

/// Letters that were printed again, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn reprints(db: &Db, election: ElectionId) -> Result<Vec<Reprint>, StoreError> {
    all!(
        db.reads() => Reprint,
        "SELECT r.line_id, r.half, r.asked_by, r.channel, a.own_name AS first,
            b.own_name AS second, r.printed_at
         FROM letter_reprint r LEFT JOIN account a ON a.id = r.first_member
         LEFT JOIN account b ON b.id = r.second_member
         WHERE r.election_id = $1 ORDER BY r.printed_at DESC, r.id LIMIT 1000",
        election,
    )
}

/// How many letters were printed again: public.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Db, election: ElectionId) -> Result<i64, StoreError> {
    one!(
        db.reads() => (i64,),
        "SELECT COUNT(*) FROM letter_reprint WHERE election_id = $1",
        election,
    )
    .map(|(count,)| count)
}

/// Puts on record that the file of a half was destroyed.
///
/// # Errors
/// [`LetterError`]; nothing was written then.
pub async fn destroyed(
    tx: &mut Tx,
    election: ElectionId,
    half: LetterHalf,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), LetterError> {
    let at = held(tx, election).await?;
    may_destroy(at.stage)?;
    let told = run!(
        tx.on(),
        "INSERT INTO letter_file_destroyed (election_id, half, told_by, destroyed_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (election_id, half) DO NOTHING",
        election,
        half,
        by,
        now,
    )?;
    if told == 0 {
        return Err(LetterError::Already);
    }
    let data = json!({ "half": half, "by": by });
    note(tx, election, "letter_file.destroyed", None, &data, now).await
}

/// The halves whose files were destroyed, and when that was put on record: public.
///
/// # Errors
/// When the database fails.
pub async fn files_destroyed(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(LetterHalf, DateTime<Utc>)>, StoreError> {
    all!(
        db.reads() => (LetterHalf, DateTime<Utc>),
        "SELECT half, destroyed_at FROM letter_file_destroyed WHERE election_id = $1 ORDER BY half",
        election,
    )
}

async fn note(
    tx: &mut Tx,
    election: ElectionId,
    act: &str,
    about: Option<Uuid>,
    data: &serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), LetterError> {
    let chain = journal::of_election(election);
    let about = about.or(Some(election.0));
    journal::append(tx, &chain, act, about, data, now).await?;
    Ok(())
}
