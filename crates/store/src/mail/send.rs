//! Sending: a mail is leased, then sent, tried later or given up. Two processes never hold the same
//! one; should a process die between the mail server's yes and [`sent`], that one mail goes twice,
//! with the same `Message-ID`.

use crate::dispatch::{all, run};
use crate::{Db, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::MailId;

/// How long the words of a sent mail are kept.
pub const KEPT: TimeDelta = TimeDelta::days(30);

/// What is noted of a mail whose link ended before it could be sent; the administrator's page has
/// its own words for it.
pub const TOO_LATE: &str = "too_late";

/// A mail that is this process's to send, until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Leased {
    /// Its identifier, of which its `Message-ID` is made.
    pub id: MailId,
    /// What it is about.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The words, as text.
    pub body_text: String,
    /// The words, as HTML.
    pub body_html: String,
    /// How many times it was tried, this one included.
    pub attempts: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When another process may take it; it is also the proof of the lease.
    pub lease_until: DateTime<Utc>,
}

/// Leases some mails that are due, the longest waiting first.
///
/// The condition stands twice: on PostgreSQL, who waits for another's lease of the same rows looks
/// at them anew, and only the outer condition is asked again.
///
/// # Errors
/// When the database fails.
pub async fn take(
    db: &Db,
    now: DateTime<Utc>,
    lease: TimeDelta,
    limit: i64,
) -> Result<Vec<Leased>, StoreError> {
    all!(
        db.writes() => Leased,
        "UPDATE mail SET state = 'sending', lease_until = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM mail
                WHERE (state = 'waiting' AND send_after <= $1)
                    OR (state = 'sending' AND lease_until <= $1)
                ORDER BY send_after, id LIMIT $3)
            AND ((state = 'waiting' AND send_after <= $1)
                OR (state = 'sending' AND lease_until <= $1))
         RETURNING id, kind, recipient, subject, body_text, body_html, attempts, created_at,
            lease_until",
        now,
        now + lease,
        limit,
    )
}

/// The mail server took it. Whoever holds the lease now, it was sent.
///
/// The words of a mail that held a link that opens a door are erased at once.
///
/// # Errors
/// When the database fails.
pub async fn sent(
    db: &Db,
    mail: &Leased,
    holds_a_link: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET state = 'sent', sent_at = $2, lease_until = NULL, error = NULL,
            body_text = CASE WHEN $3 THEN '' ELSE body_text END,
            body_html = CASE WHEN $3 THEN '' ELSE body_html END
         WHERE id = $1 AND state <> 'sent'",
        mail.id,
        now,
        holds_a_link,
    )
    .map(drop)
}

/// It failed, and waits until another instant.
///
/// # Errors
/// When the database fails.
pub async fn try_again(
    db: &Db,
    mail: &Leased,
    at: DateTime<Utc>,
    error: &str,
) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET state = 'waiting', lease_until = NULL, send_after = $3, error = $4
         WHERE id = $1 AND state = 'sending' AND lease_until = $2",
        mail.id,
        mail.lease_until,
        at,
        error,
    )
    .map(drop)
}

/// It failed for good.
///
/// # Errors
/// When the database fails.
pub async fn failed(db: &Db, mail: &Leased, error: &str) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET state = 'failed', lease_until = NULL, error = $3
         WHERE id = $1 AND state = 'sending' AND lease_until = $2",
        mail.id,
        mail.lease_until,
        error,
    )
    .map(drop)
}

/// It was not sent, as it would have come too late: its link works no more. Its words are erased.
///
/// # Errors
/// When the database fails.
pub async fn too_late(db: &Db, mail: &Leased) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET state = 'failed', lease_until = NULL, error = $3, body_text = '',
            body_html = ''
         WHERE id = $1 AND state = 'sending' AND lease_until = $2",
        mail.id,
        mail.lease_until,
        TOO_LATE,
    )
    .map(drop)
}

/// It was not tried after all: the process stops. The attempt does not count.
///
/// # Errors
/// When the database fails.
pub async fn give_back(db: &Db, mail: &Leased) -> Result<(), StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET state = 'waiting', lease_until = NULL, attempts = attempts - 1
         WHERE id = $1 AND state = 'sending' AND lease_until = $2",
        mail.id,
        mail.lease_until,
    )
    .map(drop)
}

/// Erases the words of mails sent more than [`KEPT`] ago; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "UPDATE mail SET body_text = '', body_html = ''
         WHERE state = 'sent' AND sent_at <= $1 AND body_text <> ''",
        now - KEPT,
    )
}
