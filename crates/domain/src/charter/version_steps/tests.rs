//! Every step by everyone from everywhere, against a table written apart.

use super::*;
use VersionStatus as V;
use VersionStep as S;

const STATUSES: [V; 9] = [
    V::Draft,
    V::Open,
    V::Frozen,
    V::Voting,
    V::Consolidating,
    V::Submitted,
    V::Adopted,
    V::Returned,
    V::Superseded,
];

/// From, step, by, to.
const TABLE: &str = "
draft          open         facilitator  open
open           freeze       facilitator  frozen
frozen         open_votes   facilitator  voting
voting         consolidate  facilitator  consolidating
consolidating  submit       facilitator  submitted
submitted      adopt        process      adopted
submitted      return       process      returned
open           supersede    process      superseded
consolidating  supersede    process      superseded
adopted        supersede    process      superseded
returned       supersede    process      superseded
";

fn name(status: V) -> String {
    let name = serde_json::to_value(status).unwrap();
    name.as_str().unwrap().to_owned()
}

fn said_by(by: TakenBy) -> &'static str {
    match by {
        TakenBy::Facilitator => "facilitator",
        TakenBy::Process => "process",
        TakenBy::Other => "other",
    }
}

/// Nothing stands in the way, and a college refuses where one must.
fn clear(step: S) -> Unsettled {
    Unsettled {
        colleges_refusing: u64::from(step == S::Return),
        ..Unsettled::default()
    }
}

#[test]
fn every_step_by_everyone_from_everywhere_is_taken_exactly_where_the_table_says() {
    for status in STATUSES {
        for wanted in S::ALL {
            for by in [TakenBy::Facilitator, TakenBy::Process, TakenBy::Other] {
                let from = [
                    name(status),
                    wanted.name().to_owned(),
                    said_by(by).to_owned(),
                ];
                let expected = TABLE
                    .lines()
                    .map(|line| line.split_whitespace().collect::<Vec<_>>())
                    .find(|row| row.len() == 4 && from.iter().eq(row[..3].iter()))
                    .map(|row| row[3].to_owned());
                let found = step(status, wanted, by, &clear(wanted));
                assert_eq!(found.ok().map(name), expected, "{from:?}");
            }
        }
    }
}

#[test]
fn a_version_is_not_frozen_while_a_comment_has_no_fate() {
    let unsettled = Unsettled {
        comments_without_fate: 2,
        ..Unsettled::default()
    };
    assert_eq!(
        step(V::Open, S::Freeze, TakenBy::Facilitator, &unsettled),
        Err(StepRefusal::CommentsWithoutFate(2))
    );
}

#[test]
fn each_step_waits_for_what_it_needs_and_for_nothing_else() {
    type Set = fn(&mut Unsettled);
    let needs: [(V, S, Set, StepRefusal); 8] = [
        (
            V::Draft,
            S::Open,
            |of| of.without_rules = true,
            StepRefusal::WithoutRules,
        ),
        (
            V::Frozen,
            S::OpenVotes,
            |of| of.not_ruled = 1,
            StepRefusal::NotRuled(1),
        ),
        (
            V::Frozen,
            S::OpenVotes,
            |of| of.appeals_waiting = 1,
            StepRefusal::AppealsWaiting(1),
        ),
        (
            V::Frozen,
            S::OpenVotes,
            |of| of.rewordings_unanswered = 1,
            StepRefusal::RewordingsUnanswered(1),
        ),
        (
            V::Voting,
            S::Consolidate,
            |of| of.not_decided = 1,
            StepRefusal::NotDecided(1),
        ),
        (
            V::Consolidating,
            S::Submit,
            |of| of.not_incorporated = 1,
            StepRefusal::NotIncorporated(1),
        ),
        (
            V::Submitted,
            S::Adopt,
            |of| of.colleges_waiting = 1,
            StepRefusal::CollegesWaiting(1),
        ),
        (
            V::Submitted,
            S::Adopt,
            |of| of.colleges_refusing = 1,
            StepRefusal::CollegesRefusing(1),
        ),
    ];
    for (from, wanted, set, refusal) in needs {
        let by = match wanted {
            S::Adopt => TakenBy::Process,
            _ => TakenBy::Facilitator,
        };
        let mut unsettled = Unsettled::default();
        set(&mut unsettled);
        assert_eq!(step(from, wanted, by, &unsettled), Err(refusal));
        let elsewhere = step(V::Open, S::Supersede, TakenBy::Process, &unsettled);
        assert_eq!(elsewhere, Ok(V::Superseded));
    }
}

#[test]
fn a_version_is_returned_only_by_a_college_that_refuses() {
    let unsettled = Unsettled::default();
    assert_eq!(
        step(V::Submitted, S::Return, TakenBy::Process, &unsettled),
        Err(StepRefusal::NobodyRefuses)
    );
}
