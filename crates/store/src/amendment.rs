//! Amendments: written, handed in, signed, ruled on, voted, merged; nothing of them vanishes.
//!
//! Whatever changes one holds the chain of its text first, asks
//! [`table`](palier_domain::charter::amendment::table), writes what happened on its timeline and in
//! the journal, and queues the mails about it, all in one transaction.

mod amended;
mod appeal;
mod carry;
mod content;
mod decide;
mod draft;
mod enter;
mod event;
mod hats;
mod held;
mod letters;
mod list;
mod open_clauses;
mod part;
mod recommend;
mod row;
mod rule;
mod rules;
mod sign;
mod submit;
mod thread;
mod version;
mod withdraw;

pub use amended::amended;
pub use appeal::{appeal, rule_on_appeal};
pub use carry::{Choice, carry, choose, overdue, pending};
pub use content::{Content, content, operations, operations_of, to_merge};
pub use decide::{decide, incorporate, lapse, put_to_vote};
pub use draft::{Made, NewAmendment, amend, create, discard, save};
pub use enter::{NewPaper, enter};
pub use event::{Event, What, timeline};
pub use hats::{By, Person, hats_of};
pub use letters::{Fate, Letter, Letters, Recipient};
pub use list::{
    Filter, Page, by_ids, counts, list, mine, of_amendment, of_clause, of_clauses, signed_by,
};
pub use recommend::{Recommendation, answer, recommend, recommendations, recommendations_of};
pub use row::{Amendment, by_number, get};
pub use rule::{Ruling, RulingRow, rule, rulings, rulings_of};
pub use rules::{
    Member, Rules, committee, join_committee, leave_committee, members, rules, rules_stand,
    set_rules,
};
pub use sign::{Signatory, co_sign, signatories, take_back};
pub use submit::{ask_for_support, submit};
pub use thread::{add_comment, comments};
pub use version::{StepError, hold_text, step_version, unsettled};
pub use withdraw::{take_over, withdraw};

pub(crate) use part::part;

use crate::StoreError;
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::amendment::support::NotEnoughSupport;

/// Who does something, and when; and who writes the mails about it.
pub struct Act<'a> {
    /// Who does it.
    pub by: By<'a>,
    /// Who writes the mails.
    pub letters: &'a dyn Letters,
    /// When.
    pub now: DateTime<Utc>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AmendmentError {
    /// The table says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody saved it meanwhile: what is kept, and its revision.
    #[error("somebody saved it meanwhile")]
    Changed(Box<Content>, i64),
    /// Too few signed it.
    #[error(transparent)]
    Support(#[from] NotEnoughSupport),
    /// It changes nothing.
    #[error("it changes nothing")]
    Empty,
    /// She does not speak in that quality here.
    #[error("she does not speak in that quality")]
    NoQuality,
    /// What would be decided or answered does not wait, or was done before.
    #[error("nothing waits for that")]
    NothingWaits,
    /// Its author has not agreed to a rewording.
    #[error("its author agreed to no rewording")]
    NotAgreed,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}
