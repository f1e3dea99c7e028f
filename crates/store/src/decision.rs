//! What is decided of a text in public: the fate of comments, the votes on amendments, the merge
//! draft, the new version, and what becomes of the amendments that wait.
//!
//! Everything here holds the chain of its text first, as [`amendment`](crate::amendment) does.

mod bundle;
mod carry;
mod draft;
mod fate;
mod from_comment;
mod process;
mod provenance;
mod publish;
mod read;
mod review;
mod steps;
mod touch;
mod vote;

pub use bundle::{Alternative, Bundle, alone, bundles, bundles_within};
pub use carry::{Waiting, carry, lapse_overdue, waiting};
pub use draft::{MergeDraft, TouchRow, merge_draft, merge_draft_within, touches};
pub use fate::{FateError, NewFate, Said, add_argument, say};
pub use from_comment::{begin_from_comment, note_amendments_of_comments};
pub use process::{process, process_until};
pub use provenance::written;
pub use publish::{MergeError, Published, publish};
pub use read::{Figures, RoundRow, VoteRow, rounds, votes};
pub use review::{Argument, FateRow, Reviewed, arguments, fates, reviewed, without_fate};
pub use steps::{put_to_vote, step};
pub use touch::{touch, undo};
pub use vote::{NewVote, VoteError, record};

use crate::amendment::{By, Letter};
use palier_domain::account::role::Role;
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::charter::merge::Lapse;
use palier_domain::id::AccountId;

/// Who says in words why something lapses, and writes to the authors of comments.
pub trait Words: Send + Sync {
    /// Why an amendment lapses beside one that was accepted, in the public language of the site;
    /// `with` is that one's number.
    fn lapses(&self, why: &Lapse, with: Option<i64>) -> String;

    /// Why an amendment lapses whose clause is no more.
    fn orphan(&self) -> String;

    /// Why an amendment lapses whose author did not choose in time.
    fn overdue(&self) -> String;

    /// The mail to the author of a comment; none where nothing is to be said.
    fn comment(
        &self,
        to: &CommentAuthor,
        said: &CommentTold<'_>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Option<Letter>;
}

/// The author of a comment, to be written to.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CommentAuthor {
    /// Her account.
    pub account_id: AccountId,
    /// Its address.
    pub email: String,
    /// The language of its mails: `fr` or `en`.
    pub locale: String,
    /// A greeting.
    pub own_name: String,
}

/// What became of a comment, and where that is read.
#[derive(Clone, Debug)]
pub struct CommentTold<'a> {
    /// What.
    pub fate: CommentFate,
    /// The argument under which it stands.
    pub argument: Option<&'a str>,
    /// The number of the amendment in which it is.
    pub number: Option<i64>,
    /// Why; may be empty.
    pub reason: &'a str,
    /// The landlord's place in addresses.
    pub landlord_slug: &'a str,
    /// The text's place in that landlord's addresses.
    pub text_slug: &'a str,
    /// The handle of the clause.
    pub handle: i64,
}

/// Whether somebody runs the process here: the facilitator, who does not work for the landlord.
pub(crate) fn runs_the_process(by: By<'_>) -> bool {
    match by {
        By::Process => true,
        By::Person(person) => {
            let has = |role| person.standing.roles.contains(&role);
            has(Role::Facilitator) && !has(Role::LandlordStaff)
        }
    }
}
