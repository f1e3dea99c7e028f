//! Adopting a version, college by college, and opening the text again after it.
//!
//! Everything here holds the chain of its text first, as [`amendment`](crate::amendment) does.

mod college;
mod conclude;
mod letters;
mod open;
mod read;
mod refuse;
mod reopen;
mod rules;
mod sign;

pub use college::{Given, keep};
pub use conclude::{Concluded, conclude};
pub use letters::{News, Told, Words, tell};
pub use open::{Opening, open};
pub use read::{Adoption, CollegeState, Kept, Refused, Signature, in_force, of_text, of_version};
pub use refuse::refuse;
pub use reopen::{Reopened, reopen, reopened};
pub use rules::{rules, rules_are_free, set_rules};
pub use sign::{NewSignature, sign};

pub(crate) use reopen::reopened_within;

use crate::StoreError;
use crate::amendment::{By, StepError};
use palier_domain::account::role::Role;
use palier_domain::charter::adoption::ballot::BallotError;
use palier_domain::charter::adoption::task::{Hats, NotHers, Task, may};
use palier_domain::charter::amendment::college::College;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AdoptionError {
    /// It is somebody else's task.
    #[error(transparent)]
    NotHers(#[from] NotHers),
    /// The version does not stand where this is done; or somebody did it meanwhile.
    #[error("the version does not stand where this is done")]
    NotNow,
    /// The rules stand: the text is open.
    #[error("the rules of the adoption stand")]
    RulesStand,
    /// The merge draft has touches that are in no version yet.
    #[error("the merge draft has touches that are in no version yet")]
    TouchesWaiting,
    /// Votes weigh what the last election gave, and nobody said what.
    #[error("no association has a weight")]
    WithoutWeights,
    /// That college is not asked.
    #[error("the college of {} is not asked", .0.name())]
    NotAsked(College),
    /// The college has voted.
    #[error("the college of {} has voted", .0.name())]
    Voted(College),
    /// The college adopted, or did not vote: it refuses nothing.
    #[error("the college of {} refuses nothing", .0.name())]
    RefusesNothing(College),
    /// A refusal names clauses, each with its reason.
    #[error("a refusal names clauses and reasons")]
    WithoutReason,
    /// The clause is not in that version.
    #[error("the clause is not in that version")]
    NoSuchClause,
    /// The consultation is not decided, or is not on that version and that college.
    #[error("that consultation is not the ballot of that college on that version")]
    NoResult,
    /// Not every college has decided, or one that refuses has not said what.
    #[error("not every college has decided")]
    CollegesWaiting,
    /// A signature has no name, or is on a day to come.
    #[error("a signature needs a name and a day that is past")]
    NoSignature,
    /// The figures are no ballot.
    #[error(transparent)]
    Ballot(#[from] BallotError),
    /// The version says no.
    #[error(transparent)]
    Step(#[from] StepError),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What somebody is towards an adoption.
#[must_use]
pub fn hats(by: By<'_>) -> Hats {
    match by {
        By::Process => Hats {
            process: true,
            ..Hats::default()
        },
        By::Person(person) => {
            let has = |role| person.standing.roles.contains(&role);
            let qualities = person.standing.qualities.iter();
            let mut colleges = qualities.map(|quality| College::of(*quality));
            Hats {
                facilitator: has(Role::Facilitator),
                landlord_staff: has(Role::LandlordStaff),
                delegate: colleges.any(|college| college == College::Associations),
                process: false,
            }
        }
    }
}

pub(crate) fn hers(task: Task, by: By<'_>) -> Result<(), NotHers> {
    may(task, hats(by))
}
