//! News of an adoption, written to those whose text it is: whoever wrote or signed an amendment,
//! and the people of the colleges that are asked.

use super::read::within;
use super::{Adoption, AdoptionError, Concluded};
use crate::amendment::Letter;
use crate::dispatch::all;
use crate::mail::{self, NewMail};
use crate::{StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{AccountId, TextId, VersionId};
use std::collections::BTreeMap;

/// The kind of these mails, for the administrator's list.
const KIND: &str = "adoption";

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Her account.
    pub account_id: AccountId,
    /// Its address.
    pub email: String,
    /// The language of its mails: `fr` or `en`.
    pub locale: String,
    /// A greeting.
    pub own_name: String,
    /// Whether she wrote or signed an amendment of the text.
    pub amended: bool,
    /// The colleges in which she is.
    pub colleges: Vec<College>,
}

/// What is told of an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The version is before the colleges.
    Opened,
    /// All of them adopted it, or some refused clauses.
    Concluded(Concluded),
}

/// Writes the mails: the words are not the store's.
pub trait Words: Send + Sync {
    /// The mail to somebody; none where nothing is to be said.
    fn news(
        &self,
        to: &Told,
        news: News,
        adoption: &Adoption,
        now: DateTime<Utc>,
    ) -> Option<Letter>;
}

#[derive(sqlx::FromRow)]
struct Row {
    account_id: AccountId,
    email: String,
    locale: String,
    own_name: String,
}

const AMENDED: &str = "SELECT a.id AS account_id, a.email, a.locale, a.own_name FROM account a
     WHERE a.email IS NOT NULL AND a.id IN
        (SELECT w.account_id FROM contributor w WHERE w.id IN
            (SELECT m.contributor_id FROM amendment m
             WHERE m.text_id = $1 AND m.number IS NOT NULL)
         OR w.id IN
            (SELECT s.contributor_id FROM amendment_signature s
             JOIN amendment m ON m.id = s.amendment_id
             WHERE m.text_id = $1 AND m.number IS NOT NULL))";
const TENANTS: &str = "SELECT a.id AS account_id, a.email, a.locale, a.own_name FROM account a
     WHERE a.email IS NOT NULL AND a.id IN
        (SELECT p.account_id FROM account_person p
         JOIN tenancy_holder h ON h.person_id = p.person_id
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN text x ON x.landlord_id = t.landlord_id
         WHERE x.id = $1 AND t.starts_on <= $2 AND (t.ends_on IS NULL OR t.ends_on >= $2))";
const DELEGATES: &str = "SELECT a.id AS account_id, a.email, a.locale, a.own_name FROM account a
     WHERE a.email IS NOT NULL AND a.id IN
        (SELECT m.account_id FROM membership m
         JOIN association_landlord l ON l.association_id = m.association_id
         JOIN text x ON x.landlord_id = l.landlord_id
         WHERE m.role = 'association_delegate' AND x.id = $1
            AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2))";
const STAFF: &str = "SELECT a.id AS account_id, a.email, a.locale, a.own_name FROM account a
     WHERE a.email IS NOT NULL AND a.id IN
        (SELECT m.account_id FROM membership m
         JOIN text x ON x.landlord_id = m.landlord_id
         WHERE m.role = 'landlord_staff' AND x.id = $1
            AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2))";

/// Queues the mails about an adoption, one for each account, in the transaction that made the news;
/// `today` is the landlord's day.
///
/// # Errors
/// [`AdoptionError::NotNow`] when that version was never before the colleges.
pub async fn tell(
    tx: &mut Tx,
    (version, news): (VersionId, News),
    words: &dyn Words,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), AdoptionError> {
    let adoption = within(tx, version).await?.ok_or(AdoptionError::NotNow)?;
    let what = match news {
        News::Opened => "opened",
        News::Concluded(Concluded::Adopted) => "adopted",
        News::Concluded(Concluded::Returned) => "returned",
    };
    for to in recipients(tx, &adoption, today).await? {
        let Some(letter) = words.news(&to, news, &adoption, now) else {
            continue;
        };
        let new = NewMail {
            account_id: Some(to.account_id),
            kind: KIND,
            recipient: to.email,
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            idempotency_key: format!("{KIND}:{version}:{what}:{}", to.account_id),
            send_after: letter.send_after,
        };
        mail::queue(tx, new, now).await?;
    }
    Ok(())
}

/// Those whose text it is, each account once.
async fn recipients(
    tx: &mut Tx,
    adoption: &Adoption,
    today: NaiveDate,
) -> Result<Vec<Told>, StoreError> {
    let text = adoption.text_id;
    let mut found: BTreeMap<AccountId, Told> = BTreeMap::new();
    for row in all!(tx.on() => Row, AMENDED, text)? {
        let told = found.entry(row.account_id).or_insert_with(|| row.told());
        told.amended = true;
    }
    for state in &adoption.colleges {
        let college = state.rule.college;
        for row in of_college(tx, college, text, today).await? {
            let told = found.entry(row.account_id).or_insert_with(|| row.told());
            told.colleges.push(college);
        }
    }
    Ok(found.into_values().collect())
}

async fn of_college(
    tx: &mut Tx,
    college: College,
    text: TextId,
    today: NaiveDate,
) -> Result<Vec<Row>, StoreError> {
    let sql = match college {
        College::Tenants => TENANTS,
        College::Associations => DELEGATES,
        College::Landlord => STAFF,
    };
    all!(tx.on() => Row, sql, text, today)
}

impl Row {
    fn told(&self) -> Told {
        Told {
            account_id: self.account_id,
            email: self.email.clone(),
            locale: self.locale.clone(),
            own_name: self.own_name.clone(),
            amended: false,
            colleges: Vec::new(),
        }
    }
}
