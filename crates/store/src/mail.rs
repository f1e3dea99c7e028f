//! The outbox: mails are rows, so that none is lost with a process and any process sends them.

mod list;
mod send;

pub use list::{Counts, Listed, Mail, State, counts, get, list, oldest_waiting, sent_to};
pub use send::{KEPT, Leased, TOO_LATE, failed, give_back, sent, sweep, take, too_late, try_again};

use crate::dispatch::{maybe, one, run};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, MailId};
use serde_json::json;

/// The kind of a mail that says that something new stands in one's space. Nobody but its reader sees
/// it listed: decisions are public with their instant, and whoever saw its own would know by it whom
/// a decision is about.
pub const NOTICE: &str = "notice";

/// A mail to send.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// To whom, where it is an account.
    pub account_id: Option<AccountId>,
    /// What it is about, for the administrator's list.
    pub kind: &'static str,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The words, as text.
    pub text: String,
    /// The words, as HTML.
    pub html: String,
    /// Asked twice under the same key, sent once.
    pub idempotency_key: String,
    /// Not before.
    pub send_after: DateTime<Utc>,
}

/// Puts a mail in the outbox, unless its key brought one before; gives that one's identifier then.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not exist.
pub async fn queue(tx: &mut Tx, new: NewMail, now: DateTime<Utc>) -> Result<MailId, StoreError> {
    let inserted = maybe!(
        tx.on() => (MailId,),
        "INSERT INTO mail (id, account_id, kind, recipient, subject, body_text, body_html,
            idempotency_key, state, attempts, send_after, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, $10)
         ON CONFLICT (idempotency_key) DO NOTHING RETURNING id",
        MailId(ids::new_v7(now)),
        new.account_id,
        new.kind,
        new.recipient,
        new.subject,
        new.text,
        new.html,
        &new.idempotency_key,
        new.send_after,
        now,
    )?;
    if let Some((id,)) = inserted {
        return Ok(id);
    }
    one!(
        tx.on() => (MailId,),
        "SELECT id FROM mail WHERE idempotency_key = $1",
        new.idempotency_key,
    )
    .map(|(id,)| id)
}

/// Lets a mail that was given up wait again, as new; journaled with the instance.
///
/// # Errors
/// [`StoreError::Conflict`] when it was not given up.
pub async fn revive(tx: &mut Tx, id: MailId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let revived = run!(
        tx.on(),
        "UPDATE mail SET state = 'waiting', attempts = 0, send_after = $2, error = NULL
         WHERE id = $1 AND state = 'failed'",
        id,
        now,
    )?;
    if revived == 0 {
        return Err(StoreError::Conflict("only a mail given up is tried anew"));
    }
    let (chain, act) = (journal::INSTANCE, "mail.tried_anew");
    journal::append(tx, chain, act, Some(id.0), &json!({}), now).await?;
    Ok(())
}
