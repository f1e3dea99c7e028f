//! The table, written a second time in another form: three matrices that must all say yes.
//!
//! Whoever changes a rule changes both, or a test fails.

use super::action::Action;
use super::college::College;
use super::lifecycle::Lifecycle;
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::state::{Beside, Rank, State};
use super::table::{Next, permits, permits_any};
use super::text_status::TextStatus;
use super::who::Who;
use crate::charter::status::VersionStatus;

/// Who: Author, Delegate, co-Signatory, Tenant, aSsociation (`O`), Landlord, Facilitator, drafting
/// Committee, Guarantor, typist from paper (`P`), the rules (`R`). A cell lists who may from there.
const BY_LIFECYCLE: &str = "
action            draft  gathering  submitted  inadmissible  discussion  to_vote  decided  incorporated  withdrawn
edit              ADP    -          -          -             -           -        -        -             -
discard           ADP    -          -          -             -           -        -        -             -
ask_for_support   AD     -          -          -             -           -        -        -             -
submit            ADP    ADP        -          -             -           -        -        -             -
co_sign           -      TOL        TOL        -             TOL         -        -        -             -
take_back         -      S          S          -             S           -        -        -             -
admissible        -      -          F          -             -           -        -        -             -
inadmissible      -      -          F          -             -           -        -        -             -
appeal            -      -          -          AD            -           -        -        -             -
on_appeal         -      -          -          G             -           -        -        -             -
recommend         -      -          -          -             C           -        -        -             -
answer            -      -          -          -             AD          -        -        -             -
put_to_vote       -      -          -          -             F           -        -        -             -
decide            -      -          -          -             -           FR       -        -             -
lapse             -      R          R          -             R           R        -        -             -
incorporate       -      -          -          -             -           -        FR       -             -
withdraw          -      AD         AD         -             AD          -        -        -             -
take_over         -      -          -          -             -           -        -        -             S
carry             R      R          R          R             R           -        -        -             -
keep              AD     AD         AD         -             AD          -        -        -             -
adopt             AD     AD         AD         -             AD          -        -        -             -
amend_this        -      -          STOL       -             STOL        -        -        -             -
comment           -      ADSTOL     ADSTOL     ADSTOL        ADSTOL      ADSTOL   -        -             -
";

/// `x`: for amendments and sub-amendments; `s`: for sub-amendments only; `a`: for amendments only.
const BY_VERSION: &str = "
action            draft  open  frozen  voting  consolidating  submitted  adopted  returned  superseded
edit              -      x     s       -       -              -          -        -         -
discard           x      x     x       x       x              x          x        x         x
ask_for_support   -      x     s       -       -              -          -        -         -
submit            -      x     s       -       -              -          -        -         -
co_sign           -      x     s       -       -              -          -        -         -
take_back         -      x     x       -       -              -          -        -         -
admissible        -      x     x       -       -              -          -        -         -
inadmissible      -      x     x       -       -              -          -        -         -
appeal            -      x     x       -       -              -          -        -         -
on_appeal         -      x     x       -       -              -          -        -         -
recommend         -      x     x       -       -              -          -        -         -
answer            -      x     x       -       -              -          -        -         -
put_to_vote       -      -     x       x       -              -          -        -         -
decide            -      -     -       x       -              -          -        -         -
lapse             -      x     x       x       x              x          x        x         -
incorporate       -      -     -       -       x              -          -        -         -
withdraw          -      x     x       -       -              -          -        -         -
take_over         -      x     x       -       -              -          -        -         -
carry             -      x     -       -       -              -          -        -         -
keep              -      x     x       -       -              -          -        -         -
adopt             -      x     x       -       -              -          -        -         -
amend_this        -      a     a       -       -              -          -        -         -
comment           -      x     x       -       -              -          -        -         -
";

const BY_WORDS: &str = "
action            clean  rebased  needs_rebase  orphan
edit              x      x        x             x
discard           x      x        x             x
ask_for_support   x      x        -             -
submit            x      x        -             -
co_sign           x      x        x             x
take_back         x      x        x             x
admissible        x      x        x             x
inadmissible      x      x        x             x
appeal            x      x        x             x
on_appeal         x      x        x             x
recommend         x      x        x             x
answer            x      x        x             x
put_to_vote       x      x        -             -
decide            x      x        -             -
lapse             x      x        x             x
incorporate       x      x        x             x
withdraw          x      x        x             x
take_over         x      x        x             x
carry             x      x        x             x
keep              -      -        x             -
adopt             -      -        x             -
amend_this        x      x        x             x
comment           x      x        x             x
";

const VERSIONS: [VersionStatus; 9] = [
    VersionStatus::Draft,
    VersionStatus::Open,
    VersionStatus::Frozen,
    VersionStatus::Voting,
    VersionStatus::Consolidating,
    VersionStatus::Submitted,
    VersionStatus::Adopted,
    VersionStatus::Returned,
    VersionStatus::Superseded,
];

fn name(action: Action) -> &'static str {
    match action {
        Action::Edit => "edit",
        Action::Discard => "discard",
        Action::AskForSupport => "ask_for_support",
        Action::Submit => "submit",
        Action::CoSign => "co_sign",
        Action::TakeBackSignature => "take_back",
        Action::RuleAdmissible => "admissible",
        Action::RuleInadmissible(_) => "inadmissible",
        Action::Appeal => "appeal",
        Action::RuleOnAppeal(_) => "on_appeal",
        Action::Recommend(_) => "recommend",
        Action::AnswerRewording(_) => "answer",
        Action::PutToVote => "put_to_vote",
        Action::Decide(_) => "decide",
        Action::Lapse => "lapse",
        Action::Incorporate => "incorporate",
        Action::Withdraw => "withdraw",
        Action::TakeOver => "take_over",
        Action::Carry(_) => "carry",
        Action::KeepOnNewText => "keep",
        Action::AdoptNewWording => "adopt",
        Action::AmendThis => "amend_this",
        Action::Comment => "comment",
    }
}

fn letter(who: Who) -> char {
    match who {
        Who::Author => 'A',
        Who::Delegate => 'D',
        Who::CoSignatory => 'S',
        Who::Contributor(College::Tenants) => 'T',
        Who::Contributor(College::Associations) => 'O',
        Who::Contributor(College::Landlord) => 'L',
        Who::Facilitator => 'F',
        Who::Committee => 'C',
        Who::Guarantor => 'G',
        Who::Staff => 'P',
        Who::Process => 'R',
        Who::Nobody => '!',
    }
}

/// The rows of an action in the three matrices.
struct Rows([Vec<&'static str>; 3]);

fn rows(action: Action) -> Rows {
    Rows([BY_LIFECYCLE, BY_VERSION, BY_WORDS].map(|matrix| {
        let row = matrix
            .lines()
            .find(|line| line.split_whitespace().next() == Some(name(action)))
            .unwrap_or_else(|| panic!("no row for {action:?}"));
        row.split_whitespace().skip(1).collect()
    }))
}

fn allowed(rows: &Rows, action: Action, who: Who, state: State, beside: Beside) -> bool {
    let Rows([by_lifecycle, by_version, by_words]) = rows;
    let place = |of: Option<usize>| of.unwrap();
    let lifecycle = place(
        Lifecycle::ALL
            .iter()
            .position(|&one| one == state.lifecycle),
    );
    let version = place(VERSIONS.iter().position(|&one| one == beside.version));
    let words = place(TextStatus::ALL.iter().position(|&one| one == state.text));
    let during = match by_version[version] {
        "x" => true,
        "s" => beside.rank == Rank::SubAmendment,
        "a" => beside.rank == Rank::Amendment,
        _ => false,
    };
    by_lifecycle[lifecycle].contains(letter(who))
        && during
        && by_words[words] == "x"
        && (action != Action::Incorporate
            || matches!(state.outcome, Outcome::Accepted | Outcome::AcceptedModified))
}

/// Where it stands next, by a second hand.
fn after(action: Action, state: State) -> Next {
    let to = |lifecycle| Next::Becomes(State { lifecycle, ..state });
    match action {
        Action::Discard => Next::Gone,
        Action::AskForSupport => to(Lifecycle::Gathering),
        Action::Submit | Action::TakeOver => to(Lifecycle::Submitted),
        Action::RuleAdmissible | Action::RuleOnAppeal(super::reworded::AppealOutcome::Reversed) => {
            to(Lifecycle::UnderDiscussion)
        }
        Action::RuleInadmissible(_) => to(Lifecycle::Inadmissible),
        Action::PutToVote => to(Lifecycle::ToVote),
        Action::Incorporate => to(Lifecycle::Incorporated),
        Action::Withdraw => to(Lifecycle::Withdrawn),
        Action::Lapse => Next::Becomes(State {
            lifecycle: Lifecycle::Decided,
            outcome: Outcome::Lapsed,
            ..state
        }),
        Action::Decide(decision) => Next::Becomes(State {
            lifecycle: Lifecycle::Decided,
            outcome: decision.outcome(),
            ..state
        }),
        Action::Carry(text) => Next::Becomes(State { text, ..state }),
        Action::KeepOnNewText | Action::AdoptNewWording => Next::Becomes(State {
            text: TextStatus::Rebased,
            ..state
        }),
        _ => Next::Stays,
    }
}

fn states() -> Vec<State> {
    let mut all = Vec::new();
    for lifecycle in Lifecycle::ALL {
        for outcome in Outcome::ALL {
            for text in TextStatus::ALL {
                let state = State {
                    lifecycle,
                    outcome,
                    text,
                };
                if state.is_coherent() {
                    all.push(state);
                }
            }
        }
    }
    all
}

#[test]
fn every_action_by_everyone_everywhere_is_allowed_exactly_where_the_matrices_say() {
    let mut tried = 0;
    let mut yes = 0;
    for action in Action::all() {
        let rows = rows(action);
        for who in Who::ALL {
            for state in states() {
                for version in VERSIONS {
                    for rank in [Rank::Amendment, Rank::SubAmendment] {
                        let beside = Beside { version, rank };
                        let found = permits(action, who, state, beside);
                        let expected = allowed(&rows, action, who, state, beside);
                        let case = (action, who, state, beside);
                        assert_eq!(found.is_ok(), expected, "{case:?}: {found:?}");
                        if let Ok(next) = found {
                            assert_eq!(next, after(action, state), "{case:?}");
                            yes += 1;
                        }
                        tried += 1;
                    }
                }
            }
        }
    }
    assert_eq!(tried, 38 * 12 * 56 * 9 * 2);
    assert!(yes > 0 && yes < tried / 10, "{yes} of {tried}");
}

#[test]
fn whatever_is_allowed_leaves_the_axes_in_agreement() {
    for action in Action::all() {
        for who in Who::ALL {
            for state in states() {
                for version in VERSIONS {
                    let beside = Beside {
                        version,
                        rank: Rank::SubAmendment,
                    };
                    if let Ok(Next::Becomes(next)) = permits(action, who, state, beside) {
                        assert!(next.is_coherent(), "{action:?} of {state:?}: {next:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_facilitator_proposes_nothing_and_is_told_so() {
    let beside = Beside {
        version: VersionStatus::Open,
        rank: Rank::Amendment,
    };
    for action in [
        Action::Edit,
        Action::Submit,
        Action::CoSign,
        Action::AmendThis,
    ] {
        for state in states() {
            assert_eq!(
                permits(action, Who::Facilitator, state, beside),
                Err(Refusal::FacilitatorProposesNothing)
            );
        }
    }
}

#[test]
fn a_frozen_version_takes_sub_amendments_only() {
    let frozen = |rank| Beside {
        version: VersionStatus::Frozen,
        rank,
    };
    assert_eq!(
        permits(
            Action::Submit,
            Who::Author,
            State::NEW,
            frozen(Rank::Amendment)
        ),
        Err(Refusal::NotWritten)
    );
    assert!(
        permits(
            Action::Submit,
            Who::Author,
            State::NEW,
            frozen(Rank::SubAmendment)
        )
        .is_ok()
    );
}

#[test]
fn one_of_several_hats_suffices_and_the_first_one_answers() {
    let state = State {
        lifecycle: Lifecycle::UnderDiscussion,
        ..State::NEW
    };
    let beside = Beside {
        version: VersionStatus::Open,
        rank: Rank::Amendment,
    };
    let hats = [Who::Committee, Who::Contributor(College::Tenants)];
    let signed = permits_any(Action::CoSign, &hats, state, beside);
    assert_eq!(
        signed,
        Ok((Who::Contributor(College::Tenants), Next::Stays))
    );
    assert_eq!(
        permits_any(Action::TakeOver, &hats, state, beside),
        Err(Refusal::NotSigned)
    );
}
