//! Local collective agreements (law no 86-1290, article 42): drafted, put to the tenants, answered in
//! writing dwelling by dwelling, counted, and freed of names once their time is over.

mod answer;
mod ask;
mod close;
mod draft;
mod paper;
mod people;
mod read;

pub use answer::{Answered, answer, withdraw};
pub use ask::{Address, Notified, addresses, open};
pub use close::{close, sweep};
pub use draft::{Part, Place, Signature, Words, create, estates, estates_in, parts, place, save};
pub use paper::{NewPaper, OnPaper, TakenBack, by_slip, enter, take_back};
pub use people::{
    AskedOf, Concerned, Given, Mine, answers, asked_of, concerned, concerned_in, mine, one_answer,
};
pub use read::{Round, Signatory, Tally, Whole, get, of_landlord};

use crate::StoreError;
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::collective_agreement::TooManyAnswers;
use palier_domain::election::collective_agreement::answering::AnswerRefusal;
use palier_domain::election::collective_agreement::course::{OpenRefusal, Way};
use palier_domain::id::{AgreementId, LandlordId};

/// A collective agreement.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Agreement {
    /// Its identifier.
    pub id: AgreementId,
    /// Whose it is.
    pub landlord_id: LandlordId,
    /// Signed with associations, or proposed to the tenants.
    pub way: Way,
    /// Its title.
    pub title: String,
    /// Its text, in Markdown.
    pub body: String,
    /// When it was signed.
    pub signed_on: Option<NaiveDate>,
    /// Valid votes in the last election; 0 when it is not said.
    pub valid_votes: i64,
    /// Tenants concerned whom the associations that signed bring together.
    pub tenants_signed: i64,
    /// For how many days after the last day names are kept beside answers.
    pub keep_days: i64,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AgreementError {
    /// Tenants were asked about it: its words do not change any more.
    #[error("tenants were asked about it")]
    Opened,
    /// Tenants cannot be asked.
    #[error(transparent)]
    Open(#[from] OpenRefusal),
    /// The answer is not taken.
    #[error(transparent)]
    Answer(#[from] AnswerRefusal),
    /// Somebody of the dwelling answered before.
    #[error("the dwelling answered before")]
    Given,
    /// The person answered before.
    #[error("the person answered before")]
    Twice,
    /// The dwelling is not concerned, or the person does not rent it.
    #[error("nobody who is concerned")]
    NotConcerned,
    /// Its period is not over.
    #[error("the period is not over")]
    NotOver,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<TooManyAnswers> for AgreementError {
    fn from(error: TooManyAnswers) -> Self {
        Self::Store(error.into())
    }
}

impl From<TooManyAnswers> for StoreError {
    fn from(error: TooManyAnswers) -> Self {
        Self::Corrupt(error.to_string())
    }
}

/// A count as the database keeps it.
fn kept(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count that the database kept.
fn counted(kept: i64) -> u64 {
    u64::try_from(kept).unwrap_or_default()
}
