//! Mails, composed from sentences and put in the outbox; the server sends what stands there.

mod letter;

pub use letter::Letter;

use crate::account::{address, link};
use crate::i18n::{Locale, T};
use crate::site::dates::zone_of;
use crate::site::error::AppError;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::id::{AccountId, MailId};
use palier_domain::mail::{Urgency, leaves_at};
use palier_store::account::Reach;
use palier_store::mail::{self, NewMail};
use palier_store::{StoreError, Tx};

/// The kind of a mail with a link that signs in.
pub const SIGN_IN_LINK: &str = "sign_in_link";
/// The kind of a mail with a link that confirms an address.
pub const CONFIRM_ADDRESS: &str = "confirm_address";
/// The kind of a mail that says that the address of an account changed.
pub const ADDRESS_CHANGED: &str = "address_changed";

pub use palier_store::mail::NOTICE;

/// The kind of a mail that says that somebody else opened a way into an account.
pub const ACCOUNT_OPENED: &str = "account_opened";

/// How long the link works that mails of a kind hold, if they hold one that opens a door.
#[must_use]
pub fn link_life(kind: &str) -> Option<TimeDelta> {
    match kind {
        SIGN_IN_LINK => Some(TimeDelta::minutes(link::MINUTES)),
        CONFIRM_ADDRESS => Some(TimeDelta::minutes(address::MINUTES)),
        _ => None,
    }
}

/// Whether mails of a kind hold a link that opens a door: their words are shown to nobody lightly,
/// and erased once they are sent.
#[must_use]
pub fn holds_a_link(kind: &str) -> bool {
    link_life(kind).is_some()
}

/// Whether somebody waits for mails of a kind: for a link, or to learn that a door was opened.
#[must_use]
pub fn urgency(kind: &str) -> Urgency {
    if holds_a_link(kind) || kind == ACCOUNT_OPENED {
        Urgency::Awaited
    } else {
        Urgency::Ordinary
    }
}

/// When a mail of a kind leaves that failed, and was to be tried again at an instant: nobody is
/// woken by a second try either. By night in Paris, as a mail does not keep its reader's zone.
#[must_use]
pub fn leaves_again_at(kind: &str, at: DateTime<Utc>) -> DateTime<Utc> {
    leaves_at(at, &zone_of(ZONE), urgency(kind))
}

/// To whom a mail goes.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// The account, where it is one.
    pub account: Option<AccountId>,
    /// The address.
    pub address: &'a str,
    /// IANA name of the zone in which it is night or day there.
    pub zone: &'a str,
}

/// The zone of those of whom no landlord says another.
pub const ZONE: &str = "Europe/Paris";

/// What a mail is: its kind, the key that makes it one, whether somebody waits for it.
#[derive(Clone, Debug)]
pub struct Sending {
    /// What it is about.
    pub kind: &'static str,
    /// Asked twice under the same key, sent once.
    pub key: String,
    /// Whether somebody waits for it.
    pub urgency: Urgency,
}

impl Sending {
    /// A mail that is asked for anew each time.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn fresh(kind: &'static str, urgency: Urgency) -> Result<Self, AppError> {
        Ok(Self {
            kind,
            key: fresh_key(kind)?,
            urgency,
        })
    }
}

impl<'a> To<'a> {
    /// An account at its address.
    #[must_use]
    pub fn account(account: AccountId, address: &'a str) -> Self {
        Self {
            account: Some(account),
            address,
            zone: ZONE,
        }
    }
}

/// The language in which an account is written to.
#[must_use]
pub fn language(reach: &Reach) -> T {
    let locale = Locale::from_tag(&reach.locale).unwrap_or_default();
    T { locale }
}

/// Puts a mail in the outbox, in the transaction of what it is about.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(
    tx: &mut Tx,
    to: To<'_>,
    sending: Sending,
    letter: &Letter,
    now: DateTime<Utc>,
) -> Result<MailId, StoreError> {
    let new = NewMail {
        account_id: to.account,
        kind: sending.kind,
        recipient: to.address.to_owned(),
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html(),
        idempotency_key: sending.key,
        send_after: leaves_at(now, &zone_of(to.zone), sending.urgency),
    };
    mail::queue(tx, new, now).await
}

/// A key that no other mail has: for what may be asked for again and again.
///
/// # Errors
/// When the system gives no randomness.
pub fn fresh_key(kind: &str) -> Result<String, AppError> {
    Ok(format!("{kind}:{}", crate::site::secret::token()?))
}
