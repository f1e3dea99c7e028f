//! What became of it: its author and those who signed it are written to, in the same transaction.

use super::event::What;
use super::row::{self, Amendment};
use super::{Act, AmendmentError};
use crate::dispatch::all;
use crate::mail::{self, NewMail};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, AmendmentId};
use serde_json::Value;

/// The kind of these mails, for the administrator's list.
const KIND: &str = "amendment";

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Recipient {
    /// Her account.
    pub account_id: AccountId,
    /// Its address.
    pub email: String,
    /// The language of its mails: `fr` or `en`.
    pub locale: String,
    /// A greeting.
    pub own_name: String,
    /// Whether she is its author; else she signed it.
    pub wrote: bool,
}

/// What became of an amendment.
#[derive(Clone, Debug)]
pub struct Fate<'a> {
    /// What happened.
    pub what: What,
    /// The amendment as it stands now.
    pub amendment: &'a Amendment,
    /// What its timeline says besides.
    pub data: &'a Value,
}

/// A mail, written.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The words, as text.
    pub text: String,
    /// The words, as HTML.
    pub html: String,
    /// Not before.
    pub send_after: DateTime<Utc>,
}

/// Writes the mails: the words are not the store's.
pub trait Letters: Send + Sync {
    /// The mail to somebody about what became of an amendment; none where nothing is to be said.
    fn write(&self, to: &Recipient, fate: &Fate<'_>, now: DateTime<Utc>) -> Option<Letter>;
}

/// Queues the mails about something that happened, one for each account.
pub(super) async fn tell(
    tx: &mut Tx,
    id: AmendmentId,
    (what, place): (What, i64),
    data: &Value,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let amendment = row::within(tx, id).await?;
    let fate = Fate {
        what,
        amendment: &amendment,
        data,
    };
    for to in recipients(tx, id).await? {
        let Some(letter) = act.letters.write(&to, &fate, act.now) else {
            continue;
        };
        let new = NewMail {
            account_id: Some(to.account_id),
            kind: KIND,
            recipient: to.email,
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            idempotency_key: format!("{KIND}:{id}:{place}:{}", to.account_id),
            send_after: letter.send_after,
        };
        mail::queue(tx, new, act.now).await?;
    }
    Ok(())
}

/// Its author and those who signed it, each account once.
async fn recipients(tx: &mut Tx, id: AmendmentId) -> Result<Vec<Recipient>, StoreError> {
    all!(
        tx.on() => Recipient,
        "SELECT a.id AS account_id, a.email, a.locale, a.own_name,
            EXISTS (SELECT 1 FROM amendment m JOIN contributor o ON o.id = m.contributor_id
                WHERE m.id = $1 AND o.account_id = a.id) AS wrote
         FROM account a
         WHERE a.email IS NOT NULL AND a.id IN
            (SELECT w.account_id FROM contributor w
             WHERE w.id IN (SELECT m.contributor_id FROM amendment m WHERE m.id = $1)
                OR w.id IN (SELECT s.contributor_id FROM amendment_signature s
                    WHERE s.amendment_id = $1))
         ORDER BY a.id",
        id,
    )
}
