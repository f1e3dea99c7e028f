//! Sessions: who is signed in, from where, until when. Tokens are stored hashed.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, SessionId};

/// A session to open.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// SHA-256 of the cookie's token.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub account_id: AccountId,
    /// "Firefox, Android": kind of browser and system, no more.
    pub device: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A session that runs.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Session {
    /// What the list of one's sessions names it by.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// A greeting on one's own pages.
    pub own_name: String,
    /// What the account signs in with.
    pub identifier: String,
    /// When it was last seen; see [`touch`].
    pub seen_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A session as its owner sees it in her list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// What to revoke it by.
    pub id: SessionId,
    /// "Firefox, Android".
    pub device: String,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last seen.
    pub seen_at: DateTime<Utc>,
}

/// Opens a session.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not exist.
pub async fn open(
    tx: &mut Tx,
    new: NewSession,
    now: DateTime<Utc>,
) -> Result<SessionId, StoreError> {
    let id = SessionId(ids::new_v4());
    run!(
        tx.on(),
        "INSERT INTO session (token_hash, id, account_id, created_at, seen_at, expires_at, device)
         VALUES ($1, $2, $3, $4, $4, $5, $6)",
        &new.token_hash[..],
        id,
        new.account_id,
        now,
        new.expires_at,
        new.device,
    )?;
    Ok(id)
}

/// The session of a token, while it lasts.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &Db,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Session>, StoreError> {
    maybe!(
        db.reads() => Session,
        "SELECT s.id, s.account_id, a.own_name, a.identifier, s.seen_at, s.expires_at
         FROM session s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = $1 AND s.expires_at > $2",
        &token_hash[..],
        now,
    )
}

/// Notes that a session was seen; not at each request, callers wait some minutes in between.
///
/// # Errors
/// When the database fails.
pub async fn touch(db: &Db, token_hash: &[u8; 32], now: DateTime<Utc>) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2",
        &token_hash[..],
        now,
    )
    .map(drop)
}

/// An account's sessions that run, the last seen first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<SessionRow>, StoreError> {
    all!(
        db.reads() => SessionRow,
        "SELECT id, device, created_at, seen_at FROM session
         WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id",
        account,
        now,
    )
}

/// Ends one of an account's own sessions; false when it has no such one.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    tx: &mut Tx,
    account: AccountId,
    session: SessionId,
) -> Result<bool, StoreError> {
    run!(
        tx.on(),
        "DELETE FROM session WHERE account_id = $1 AND id = $2",
        account,
        session
    )
    .map(|rows| rows > 0)
}

/// Ends all sessions of an account but one; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn revoke_others(
    tx: &mut Tx,
    account: AccountId,
    kept: Option<SessionId>,
) -> Result<u64, StoreError> {
    run!(
        tx.on(),
        "DELETE FROM session WHERE account_id = $1 AND ($2 IS NULL OR id <> $2)",
        account,
        kept
    )
}

/// Ends the session of a token, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn revoke_token(tx: &mut Tx, token_hash: &[u8; 32]) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "DELETE FROM session WHERE token_hash = $1",
        &token_hash[..]
    )
    .map(drop)
}

/// Removes the sessions that have ended; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM session WHERE expires_at <= $1",
        now
    )
}
