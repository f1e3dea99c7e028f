//! Everything kept about an account's owner, for her to take away (GDPR, articles 15 and 20).

mod rows;
mod written;

use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::id::AccountId;
use serde::Serialize;

/// The version of the file's form: it changes when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The file.
#[derive(Debug, Serialize)]
pub struct MyData {
    format: &'static str,
    version: u32,
    made_at: DateTime<Utc>,
    account: rows::Account,
    /// Who she is on her landlords' rolls.
    persons: Vec<rows::Person>,
    leases: Vec<rows::Lease>,
    roles: Vec<rows::Role>,
    public_names: Vec<rows::PublicName>,
    comments: Vec<rows::Comment>,
    supports: Vec<rows::Support>,
    amendments: Vec<written::Amendment>,
    amendment_signatures: Vec<written::AmendmentSignature>,
    drafting_committees: Vec<written::Committee>,
    reports: Vec<rows::Report>,
    moderations: Vec<rows::Moderation>,
    roll_corrections: Vec<rows::RollCorrection>,
    /// What she entered in records of elections, and the records that she signed.
    record_entries: Vec<rows::InRecord>,
    record_signatures: Vec<rows::InRecord>,
    agreement_answers: Vec<rows::AgreementAnswer>,
    consultations: Vec<rows::Consultation>,
    notices: Vec<rows::Notice>,
    sessions: Vec<rows::Session>,
    known_devices: Vec<rows::Device>,
    mails: Vec<rows::Mail>,
}

impl MyData {
    /// How many rows stand under each heading, in the order of the file.
    #[must_use]
    pub fn counts(&self) -> [(&'static str, usize); 9] {
        [
            ("persons", self.persons.len()),
            ("leases", self.leases.len()),
            ("roles", self.roles.len()),
            ("comments", self.comments.len()),
            ("supports", self.supports.len()),
            ("amendments", self.amendments.len()),
            ("agreement_answers", self.agreement_answers.len()),
            ("sessions", self.sessions.len()),
            ("mails", self.mails.len()),
        ]
    }
}

/// Everything kept about an account's owner; nothing when there is no such account.
///
/// Hashes and salts are left out: they are no data about her, and would help whoever finds the file.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, id: AccountId, now: DateTime<Utc>) -> Result<Option<MyData>, StoreError> {
    let Some(account) = rows::account(db, id).await? else {
        return Ok(None);
    };
    Ok(Some(MyData {
        format: "palier-my-data",
        version: VERSION,
        made_at: now,
        account,
        persons: rows::persons(db, id).await?,
        leases: rows::leases(db, id).await?,
        roles: rows::roles(db, id).await?,
        public_names: rows::public_names(db, id).await?,
        comments: rows::comments(db, id).await?,
        supports: rows::supports(db, id).await?,
        amendments: written::amendments(db, id).await?,
        amendment_signatures: written::amendment_signatures(db, id).await?,
        drafting_committees: written::committees(db, id).await?,
        reports: rows::reports(db, id).await?,
        moderations: rows::moderations(db, id).await?,
        roll_corrections: rows::roll_corrections(db, id).await?,
        record_entries: rows::record_entries(db, id).await?,
        record_signatures: rows::record_signatures(db, id).await?,
        agreement_answers: rows::agreement_answers(db, id).await?,
        consultations: rows::consultations(db, id).await?,
        notices: rows::notices(db, id).await?,
        sessions: rows::sessions(db, id).await?,
        known_devices: rows::devices(db, id).await?,
        mails: rows::mails(db, id).await?,
    }))
}
