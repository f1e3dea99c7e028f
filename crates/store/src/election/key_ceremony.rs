//! The holders' public messages, relayed, and the key that they made together.

use super::{condition, held};
use crate::dispatch::{all, maybe, one, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use serde_json::json;

/// A message of a holder.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct KeyMessage {
    /// 1, 3 or 5.
    pub round: i64,
    /// The number of the holder, from 1.
    pub holder: i64,
    /// The message, as it came.
    pub body: String,
    /// When.
    pub received_at: DateTime<Utc>,
}

/// A message to keep, checked by whoever knows the protocol.
#[derive(Clone, Copy, Debug)]
pub struct NewMessage<'a> {
    /// 1, 3 or 5.
    pub round: i64,
    /// The number of the holder, from 1.
    pub holder: i64,
    /// The message.
    pub body: &'a str,
    /// Its SHA-256 in hexadecimal.
    pub sha256: &'a str,
}

/// The messages of an election, by round and holder.
///
/// # Errors
/// When the database fails.
pub async fn messages(db: &Db, election: ElectionId) -> Result<Vec<KeyMessage>, StoreError> {
    all!(
        db.reads() => KeyMessage,
        "SELECT round, holder, body, received_at FROM key_message WHERE election_id = $1
         ORDER BY round, holder",
        election,
    )
}

/// The part of the trustees, once the rounds are over.
///
/// # Errors
/// When the database fails.
pub async fn trustees(db: &Db, election: ElectionId) -> Result<Option<String>, StoreError> {
    let row = maybe!(
        db.reads() => (String,),
        "SELECT trustees FROM election_key WHERE election_id = $1",
        election,
    )?;
    Ok(row.map(|(trustees,)| trustees))
}

/// Keeps a message; says whether it was kept. Not before the election is announced, not once its
/// key is made, and never over another of that round once a later round has begun.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    new: NewMessage<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let at = held(tx, election).await?;
    if at.stage == Stage::Draft || at.stage > Stage::RollFrozen {
        return Ok(false);
    }
    let (later,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM key_message WHERE election_id = $1 AND round > $2",
        election,
        new.round,
    )?;
    let (made,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM election_key WHERE election_id = $1",
        election,
    )?;
    if later > 0 || made > 0 {
        return Ok(false);
    }
    run!(
        tx.on(),
        "INSERT INTO key_message (election_id, round, holder, body, received_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (election_id, round, holder) DO UPDATE SET body = excluded.body,
            received_at = excluded.received_at",
        election,
        new.round,
        new.holder,
        new.body,
        now,
    )?;
    let data = json!({ "round": new.round, "holder": new.holder, "sha256": new.sha256 });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "key.message", Some(election.0), &data, now).await?;
    Ok(true)
}

/// Keeps what the rounds made, and says that every share was certified; `fingerprint` is what the
/// holders compare.
///
/// # Errors
/// When the database fails.
pub async fn finish(
    tx: &mut Tx,
    election: ElectionId,
    trustees: &str,
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    held(tx, election).await?;
    run!(
        tx.on(),
        "INSERT INTO election_key (election_id, trustees, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (election_id) DO NOTHING",
        election,
        trustees,
        now,
    )?;
    let shares = Condition::SharesCertified;
    condition::declare(tx, election, shares, fingerprint, now).await
}

/// The holders who opened their key files again, and when.
///
/// # Errors
/// When the database fails.
pub async fn reopened(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(i64, DateTime<Utc>)>, StoreError> {
    all!(
        db.reads() => (i64, DateTime<Utc>),
        "SELECT holder, reopened_at FROM key_reopened WHERE election_id = $1 ORDER BY holder",
        election,
    )
}

/// Notes that a holder opened her key file again; once all of `holders` have before the seal, the
/// condition holds. After it, on the eve of closing, the journal alone says what was before.
///
/// # Errors
/// When the database fails.
pub async fn reopen(
    tx: &mut Tx,
    election: ElectionId,
    holder: i64,
    holders: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let stage = held(tx, election).await?.stage;
    run!(
        tx.on(),
        "INSERT INTO key_reopened (election_id, holder, reopened_at) VALUES ($1, $2, $3)
         ON CONFLICT (election_id, holder) DO UPDATE SET reopened_at = excluded.reopened_at",
        election,
        holder,
        now,
    )?;
    let data = json!({ "holder": holder });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "key.reopened", Some(election.0), &data, now).await?;
    if stage >= Stage::Sealed {
        return Ok(());
    }
    let (told,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM key_reopened WHERE election_id = $1",
        election,
    )?;
    if told < holders {
        return Ok(());
    }
    let note = format!("{told}/{holders}");
    condition::declare(tx, election, Condition::KeyFilesReopened, &note, now).await
}
