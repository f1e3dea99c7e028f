//! The outbox as the administrator sees it, and mails as their reader does.

use super::NOTICE;
use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::fold;
use palier_domain::id::{AccountId, MailId};

/// How many mails are read at once when words are looked for in them.
const PART: i64 = 5000;

/// Where a mail stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum State {
    /// Not sent yet.
    Waiting,
    /// A process is sending it.
    Sending,
    /// The mail server took it.
    Sent,
    /// Given up.
    Failed,
}

impl State {
    /// All of them, in the order of a mail's life.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sending, Self::Sent, Self::Failed];

    /// As written in the database and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// Reads what [`State::as_str`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A mail in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    /// Its identifier.
    pub id: MailId,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// How many times it was tried.
    pub attempts: i64,
    /// Not before.
    pub send_after: DateTime<Utc>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Mail {
    /// Its identifier.
    pub id: MailId,
    /// To whom, where it is an account.
    pub account_id: Option<AccountId>,
    /// What it is about.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The words, as text; empty once erased.
    pub body_text: String,
    /// Where it stands.
    pub state: State,
    /// How many times it was tried.
    pub attempts: i64,
    /// Not before.
    pub send_after: DateTime<Utc>,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When the mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

/// How many mails stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// Not sent yet.
    pub waiting: i64,
    /// Being sent.
    pub sending: i64,
    /// Sent.
    pub sent: i64,
    /// Given up.
    pub failed: i64,
}

impl Counts {
    /// The number of mails in a state.
    #[must_use]
    pub fn of(&self, state: State) -> i64 {
        match state {
            State::Waiting => self.waiting,
            State::Sending => self.sending,
            State::Sent => self.sent,
            State::Failed => self.failed,
        }
    }
}

/// How many mails stand where.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db) -> Result<Counts, StoreError> {
    one!(
        db.reads() => Counts,
        "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting,
            COUNT(CASE WHEN state = 'sending' THEN 1 END) AS sending,
            COUNT(CASE WHEN state = 'sent' THEN 1 END) AS sent,
            COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed
         FROM mail",
    )
}

/// Mails, newest first: those in a state if one is given, whose address or subject holds `search`
/// (case and accents aside). [`NOTICE`]s are left out.
///
/// Words are folded here: the engines disagree on what the lower case of É is. The outbox is read a
/// part at a time, until enough is found.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    state: Option<State>,
    search: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let wanted = fold(search.trim());
    if wanted.is_empty() {
        return part(db, state, offset, limit).await;
    }
    let holds = |text: &str| fold(text).contains(&wanted);
    let skipped = usize::try_from(offset).unwrap_or_default();
    let enough = skipped.saturating_add(usize::try_from(limit).unwrap_or_default());
    let (mut found, mut read) = (Vec::new(), 0);
    while found.len() < enough {
        let some = part(db, state, read, PART).await?;
        if some.is_empty() {
            break;
        }
        read += PART;
        found.extend(
            some.into_iter()
                .filter(|mail| holds(&mail.recipient) || holds(&mail.subject)),
        );
    }
    found.truncate(enough);
    Ok(found.into_iter().skip(skipped).collect())
}

async fn part(
    db: &Db,
    state: Option<State>,
    offset: i64,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    all!(
        db.reads() => Listed,
        "SELECT id, recipient, subject, state, attempts, send_after, created_at FROM mail
         WHERE ($1 IS NULL OR state = $1) AND kind <> $4
         ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
        state.map(State::as_str),
        limit,
        offset,
        NOTICE,
    )
}

/// A mail.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: MailId) -> Result<Option<Mail>, StoreError> {
    maybe!(
        db.reads() => Mail,
        "SELECT id, account_id, kind, recipient, subject, body_text, state, attempts, send_after,
            error, created_at, sent_at
         FROM mail WHERE id = $1",
        id,
    )
}

/// The mails to an account, newest first.
///
/// # Errors
/// When the database fails.
pub async fn sent_to(db: &Db, account: AccountId) -> Result<Vec<Mail>, StoreError> {
    all!(
        db.reads() => Mail,
        "SELECT id, account_id, kind, recipient, subject, body_text, state, attempts, send_after,
            error, created_at, sent_at
         FROM mail WHERE account_id = $1 ORDER BY created_at DESC, id DESC",
        account,
    )
}

/// Since when the mail that waits longest could have left.
///
/// # Errors
/// When the database fails.
pub async fn oldest_waiting(db: &Db) -> Result<Option<DateTime<Utc>>, StoreError> {
    maybe!(
        db.reads() => (DateTime<Utc>,),
        "SELECT send_after FROM mail WHERE state = 'waiting' ORDER BY send_after LIMIT 1",
    )
    .map(|row| row.map(|(at,)| at))
}
