//! The table of what may be done with an amendment: by whom, from where, while the text stands
//! where, and what comes of it.
//!
//! One row per action. Everything that changes an amendment asks [`permits`] first, in the
//! transaction that holds it.

use super::action::Action;
use super::college::College::{Associations, Landlord, Tenants};
use super::lifecycle::Lifecycle::{
    self, Decided, Draft, Gathering, Inadmissible, Incorporated, Submitted, ToVote,
    UnderDiscussion, Withdrawn,
};
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::reworded::AppealOutcome;
use super::state::{Beside, Rank, State};
use super::text_status::TextStatus;
use super::who::Who::{
    self, Author, CoSignatory, Committee, Contributor, Delegate, Facilitator, Guarantor, Process,
    Staff,
};
use crate::charter::status::VersionStatus;

/// What comes of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The amendment stands where it stood.
    Stays,
    /// It stands elsewhere.
    Becomes(State),
    /// It is no more.
    Gone,
}

/// While the text stands where.
#[derive(Clone, Copy)]
enum While {
    /// Amendments of that rank are written: see [`Beside::is_written`].
    Written,
    /// The version is open or frozen: amendments are treated.
    Treated,
    /// It is frozen, or votes run: the list of what is voted is made.
    Listed,
    /// Votes run.
    Voted,
    /// The merge draft is made.
    Merged,
    /// The version is open: a new one, over which pending amendments are carried.
    Open,
    /// The version is shown, wherever it stands.
    Shown,
    /// Always.
    Always,
}

/// Which words.
#[derive(Clone, Copy)]
enum Words {
    /// Any.
    Any,
    /// Those that fit the current version.
    Fit,
    /// Those for which the author must choose.
    DoNotFit,
}

/// What comes of it.
#[derive(Clone, Copy)]
enum Then {
    Stays,
    Gone,
    To(Lifecycle),
    Ends(Outcome),
    Words(TextStatus),
}

struct Row(&'static [Who], &'static [Lifecycle], While, Words, Then);

const WRITERS: &[Who] = &[Author, Delegate];
const TYPISTS: &[Who] = &[Author, Delegate, Staff];
const OTHERS: &[Who] = &[
    Contributor(Tenants),
    Contributor(Associations),
    Contributor(Landlord),
];
const OTHERS_AND_SIGNED: &[Who] = &[
    CoSignatory,
    Contributor(Tenants),
    Contributor(Associations),
    Contributor(Landlord),
];
const SPEAKERS: &[Who] = &[
    Author,
    Delegate,
    CoSignatory,
    Contributor(Tenants),
    Contributor(Associations),
    Contributor(Landlord),
];
const OFFICE: &[Who] = &[Facilitator, Process];
const DRAFTS: &[Lifecycle] = &[Draft, Gathering];
const SIGNED: &[Lifecycle] = &[Gathering, Submitted, UnderDiscussion];
const PENDING: &[Lifecycle] = &[Draft, Gathering, Submitted, Inadmissible, UnderDiscussion];
const CHOOSING: &[Lifecycle] = &[Draft, Gathering, Submitted, UnderDiscussion];
const LAPSING: &[Lifecycle] = &[Gathering, Submitted, UnderDiscussion, ToVote];
const TALKED_OF: &[Lifecycle] = &[Gathering, Submitted, Inadmissible, UnderDiscussion, ToVote];

#[rustfmt::skip]
fn row(action: Action) -> Row {
    use Action as A;
    use AppealOutcome::{Reversed, Upheld};
    use Then::{Ends, Gone, Stays, To};
    use While::{Always, Listed, Merged, Open, Shown, Treated, Voted, Written};
    use Words::{Any, DoNotFit, Fit};
    match action {
        A::Edit                    => Row(TYPISTS,            &[Draft],                     Written, Any,      Stays),
        A::Discard                 => Row(TYPISTS,            &[Draft],                     Always,  Any,      Gone),
        A::AskForSupport           => Row(WRITERS,            &[Draft],                     Written, Fit,      To(Gathering)),
        A::Submit                  => Row(TYPISTS,            DRAFTS,                       Written, Fit,      To(Submitted)),
        A::CoSign                  => Row(OTHERS,             SIGNED,                       Written, Any,      Stays),
        A::TakeBackSignature       => Row(&[CoSignatory],     SIGNED,                       Treated, Any,      Stays),
        A::RuleAdmissible          => Row(&[Facilitator],     &[Submitted],                 Treated, Any,      To(UnderDiscussion)),
        A::RuleInadmissible(_)     => Row(&[Facilitator],     &[Submitted],                 Treated, Any,      To(Inadmissible)),
        A::Appeal                  => Row(WRITERS,            &[Inadmissible],              Treated, Any,      Stays),
        A::RuleOnAppeal(Upheld)    => Row(&[Guarantor],       &[Inadmissible],              Treated, Any,      Stays),
        A::RuleOnAppeal(Reversed)  => Row(&[Guarantor],       &[Inadmissible],              Treated, Any,      To(UnderDiscussion)),
        A::Recommend(_)            => Row(&[Committee],       &[UnderDiscussion],           Treated, Any,      Stays),
        A::AnswerRewording(_)      => Row(WRITERS,            &[UnderDiscussion],           Treated, Any,      Stays),
        A::PutToVote               => Row(&[Facilitator],     &[UnderDiscussion],           Listed,  Fit,      To(ToVote)),
        A::Decide(decision)        => Row(OFFICE,             &[ToVote],                    Voted,   Fit,      Ends(decision.outcome())),
        A::Lapse                   => Row(&[Process],         LAPSING,                      Shown,   Any,      Ends(Outcome::Lapsed)),
        A::Incorporate             => Row(OFFICE,             &[Decided],                   Merged,  Any,      To(Incorporated)),
        A::Withdraw                => Row(WRITERS,            SIGNED,                       Treated, Any,      To(Withdrawn)),
        A::TakeOver                => Row(&[CoSignatory],     &[Withdrawn],                 Treated, Any,      To(Submitted)),
        A::Carry(status)           => Row(&[Process],         PENDING,                      Open,    Any,      Then::Words(status)),
        A::KeepOnNewText           => Row(WRITERS,            CHOOSING,                     Treated, DoNotFit, Then::Words(TextStatus::Rebased)),
        A::AdoptNewWording         => Row(WRITERS,            CHOOSING,                     Treated, DoNotFit, Then::Words(TextStatus::Rebased)),
        A::AmendThis               => Row(OTHERS_AND_SIGNED,  &[Submitted, UnderDiscussion], Treated, Any,     Stays),
        A::Comment                 => Row(SPEAKERS,           TALKED_OF,                    Treated, Any,      Stays),
    }
}

/// Whether somebody may do something with an amendment, and where it stands then.
///
/// # Errors
/// [`Refusal`]: first of who asks, then of where the amendment stands, then of the version, then of
/// the words.
pub fn permits(action: Action, who: Who, state: State, beside: Beside) -> Result<Next, Refusal> {
    let Row(by, from, during, words, then) = row(action);
    if !by.contains(&who) {
        return Err(not_hers(action, who));
    }
    if !from.contains(&state.lifecycle) {
        return Err(Refusal::NotNow);
    }
    if action == Action::Incorporate && !state.outcome.is_accepted() {
        return Err(Refusal::NotNow);
    }
    if action == Action::AmendThis && beside.rank == Rank::SubAmendment {
        return Err(Refusal::TooDeep);
    }
    reached(during, beside)?;
    match words {
        Words::Fit if !state.text.applies() => return Err(Refusal::DoesNotFit),
        Words::DoNotFit if state.text != TextStatus::NeedsRebase => return Err(Refusal::Fits),
        _ => {}
    }
    Ok(next(state, then))
}

/// Whether somebody may do something in any of what she is; the refusal is that of the first.
///
/// # Errors
/// [`Refusal`].
pub fn permits_any(
    action: Action,
    hats: &[Who],
    state: State,
    beside: Beside,
) -> Result<(Who, Next), Refusal> {
    let mut first = None;
    for &who in hats {
        match permits(action, who, state, beside) {
            Ok(next) => return Ok((who, next)),
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    Err(first.unwrap_or_else(|| not_hers(action, Who::Nobody)))
}

fn reached(during: While, beside: Beside) -> Result<(), Refusal> {
    use VersionStatus::{Consolidating, Draft, Frozen, Open, Superseded, Voting};
    let version = beside.version;
    let reached = match during {
        While::Written if beside.is_written() => true,
        While::Written => return Err(Refusal::NotWritten),
        While::Treated => matches!(version, Open | Frozen),
        While::Listed => matches!(version, Frozen | Voting),
        While::Voted => version == Voting,
        While::Merged => version == Consolidating,
        While::Open => version == Open,
        While::Shown => !matches!(version, Draft | Superseded),
        While::Always => true,
    };
    if reached {
        Ok(())
    } else {
        Err(Refusal::WrongVersion)
    }
}

fn next(state: State, then: Then) -> Next {
    match then {
        Then::Stays => Next::Stays,
        Then::Gone => Next::Gone,
        Then::To(lifecycle) => Next::Becomes(State { lifecycle, ..state }),
        Then::Ends(outcome) => Next::Becomes(State {
            lifecycle: Decided,
            outcome,
            ..state
        }),
        Then::Words(text) => Next::Becomes(State { text, ..state }),
    }
}

/// Why this is not for her to do.
fn not_hers(action: Action, who: Who) -> Refusal {
    use Action as A;
    match (action, who) {
        (A::CoSign | A::AmendThis, Author | Delegate) => Refusal::OwnAmendment,
        (A::CoSign, CoSignatory) => Refusal::SignedBefore,
        (
            A::Edit
            | A::AskForSupport
            | A::Submit
            | A::CoSign
            | A::AnswerRewording(_)
            | A::Withdraw
            | A::TakeOver
            | A::KeepOnNewText
            | A::AdoptNewWording
            | A::AmendThis,
            Facilitator,
        ) => Refusal::FacilitatorProposesNothing,
        (A::TakeBackSignature | A::TakeOver, _) => Refusal::NotSigned,
        (
            A::RuleAdmissible
            | A::RuleInadmissible(_)
            | A::RuleOnAppeal(_)
            | A::Recommend(_)
            | A::PutToVote
            | A::Decide(_)
            | A::Incorporate,
            Author | Delegate,
        ) => Refusal::OwnAmendment,
        (
            A::Edit
            | A::Discard
            | A::AskForSupport
            | A::Submit
            | A::Appeal
            | A::AnswerRewording(_)
            | A::Withdraw
            | A::KeepOnNewText
            | A::AdoptNewWording,
            _,
        ) => Refusal::NotTheAuthor,
        _ => Refusal::NotYourTask,
    }
}
