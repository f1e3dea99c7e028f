//! Links in mails: one signs in, once; another confirms an address, once. Tokens are stored hashed.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::AccountId;

/// A link to issue.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// SHA-256 of the token in the link.
    pub token_hash: [u8; 32],
    /// Whose it is.
    pub account_id: AccountId,
    /// Where to go afterwards.
    pub next: String,
    /// The address that it confirms; none on a link that signs in.
    pub email: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A link that can still be used.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Link {
    /// Whose it is.
    pub account_id: AccountId,
    /// Where to go afterwards.
    pub next: String,
    /// The address that it confirms; none on a link that signs in.
    pub email: Option<String>,
}

/// Issues a link; the account's older unused ones of the same sort die.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not exist.
pub async fn issue(tx: &mut Tx, new: NewLink) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "DELETE FROM sign_in_link
         WHERE account_id = $1 AND used_at IS NULL AND (email IS NULL) = $2",
        new.account_id,
        new.email.is_none(),
    )?;
    run!(
        tx.on(),
        "INSERT INTO sign_in_link (token_hash, account_id, next, email, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        &new.token_hash[..],
        new.account_id,
        new.next,
        new.email,
        new.expires_at,
    )
    .map(drop)
}

/// The link of a token, while it can be used.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &Db,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Link>, StoreError> {
    maybe!(
        db.reads() => Link,
        "SELECT account_id, next, email FROM sign_in_link
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
        &token_hash[..],
        now,
    )
}

/// Uses a link up; the second of two finds nothing, nor does who brings one of the other sort.
///
/// # Errors
/// When the database fails.
pub async fn use_up(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    confirms: bool,
    now: DateTime<Utc>,
) -> Result<Option<Link>, StoreError> {
    maybe!(
        tx.on() => Link,
        "UPDATE sign_in_link SET used_at = $2
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2
            AND (email IS NOT NULL) = $3
         RETURNING account_id, next, email",
        &token_hash[..],
        now,
        confirms,
    )
}

/// Whether a session was opened by a link, at that very instant, after `since`.
///
/// # Errors
/// When the database fails.
pub async fn opened(
    db: &Db,
    session_hash: &[u8; 32],
    since: DateTime<Utc>,
) -> Result<bool, StoreError> {
    maybe!(
        db.reads() => (DateTime<Utc>,),
        "SELECT l.used_at FROM session s
         JOIN sign_in_link l ON l.account_id = s.account_id AND l.used_at = s.created_at
         WHERE s.token_hash = $1 AND l.used_at > $2 AND l.email IS NULL LIMIT 1",
        &session_hash[..],
        since,
    )
    .map(|row| row.is_some())
}

/// Forgets that sessions of an account were opened by links: what they allowed was done.
///
/// # Errors
/// When the database fails.
pub async fn forget_used(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "DELETE FROM sign_in_link WHERE account_id = $1 AND used_at IS NOT NULL",
        account,
    )
    .map(drop)
}

/// Removes links that ended more than a day ago; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM sign_in_link WHERE expires_at <= $1",
        now - TimeDelta::days(1),
    )
}
