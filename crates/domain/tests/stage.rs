//! The one way through an election, and every other way refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use chrono::NaiveDate;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::stage::{Advanced, Facts, Stage, StageDates, StepRefusal};
use std::collections::BTreeSet;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn dates() -> StageDates {
    StageDates {
        notice: date("2030-09-24"),
        lists_received: date("2030-10-08"),
        lists_known: date("2030-11-03"),
        roll_cut_off: date("2030-10-22"),
        roll_published: date("2030-10-23"),
        corrections_until: date("2030-11-08"),
        roll_frozen: date("2030-11-12"),
        ballots_sent: date("2030-11-19"),
        opens: date("2030-11-20"),
        closes: date("2030-12-03"),
        challenge_ends: date("2030-12-18"),
        destroyed: date("2031-01-02"),
    }
}

const STAGES: [Stage; 18] = [
    Stage::Draft,
    Stage::Announced,
    Stage::ListsClosed,
    Stage::RollPublished,
    Stage::RollFrozen,
    Stage::KeysMade,
    Stage::CodesSealed,
    Stage::Rehearsed,
    Stage::Sealed,
    Stage::Open,
    Stage::Frozen,
    Stage::Tallied,
    Stage::Decrypted,
    Stage::Counted,
    Stage::Proclaimed,
    Stage::Final,
    Stage::Annulled,
    Stage::Archived,
];

/// A day on which nothing is too early, with all conditions met.
fn everything() -> Facts {
    Facts {
        today: date("2032-01-01"),
        met: Condition::ALL.iter().copied().collect(),
    }
}

/// The way through, written out by hand: what the table of steps must say.
fn way(online: bool) -> Vec<(Stage, Move, ElectionRole, Stage)> {
    use ElectionRole::{CodeAuthorities, Commission, ElectionOfficer, Platform, TallyBoard};
    use Stage as S;
    let start = [
        (S::Draft, Move::Announce, ElectionOfficer, S::Announced),
        (S::Announced, Move::CloseLists, Commission, S::ListsClosed),
        (
            S::ListsClosed,
            Move::PublishRoll,
            ElectionOfficer,
            S::RollPublished,
        ),
        (
            S::RollPublished,
            Move::FreezeRoll,
            ElectionOfficer,
            S::RollFrozen,
        ),
    ];
    let prepared = [
        (S::RollFrozen, Move::MakeKeys, TallyBoard, S::KeysMade),
        (
            S::KeysMade,
            Move::SealCodes,
            CodeAuthorities,
            S::CodesSealed,
        ),
        (
            S::CodesSealed,
            Move::Rehearse,
            ElectionOfficer,
            S::Rehearsed,
        ),
        (S::Rehearsed, Move::Seal, TallyBoard, S::Sealed),
    ];
    let vote = [
        (S::Sealed, Move::Open, Platform, S::Open),
        (S::Open, Move::Freeze, Platform, S::Frozen),
    ];
    let decrypted = [
        (S::Frozen, Move::Tally, TallyBoard, S::Tallied),
        (S::Tallied, Move::Decrypt, TallyBoard, S::Decrypted),
        (S::Decrypted, Move::Count, TallyBoard, S::Counted),
    ];
    let end = [
        (S::Counted, Move::Proclaim, TallyBoard, S::Proclaimed),
        (S::Proclaimed, Move::EndChallenge, ElectionOfficer, S::Final),
        (S::Proclaimed, Move::Annul, ElectionOfficer, S::Annulled),
        (S::Final, Move::Annul, ElectionOfficer, S::Annulled),
        (S::Archived, Move::Annul, ElectionOfficer, S::Annulled),
        (S::Final, Move::Archive, Commission, S::Archived),
    ];
    let mut way = start.to_vec();
    if online {
        way.extend(prepared);
        way.extend(vote);
        way.extend(decrypted);
    } else {
        way.push((S::RollFrozen, Move::Seal, TallyBoard, S::Sealed));
        way.extend(vote);
        way.push((S::Frozen, Move::Count, TallyBoard, S::Counted));
    }
    way.extend(end);
    way
}

#[test]
fn every_step_out_of_order_is_refused_for_every_role() {
    for online in [true, false] {
        let (way, mut taken) = (way(online), 0);
        for stage in STAGES {
            for step in Move::ALL {
                for role in ElectionRole::ALL {
                    let found = stage.advance(step, role, online, &dates(), &everything());
                    let line = way.iter().find(|line| (line.0, line.1) == (stage, step));
                    match line {
                        None => {
                            assert_eq!(found, Err(StepRefusal::OutOfOrder), "{stage:?} {step:?}")
                        }
                        Some((_, _, needs, _)) if *needs != role => {
                            assert_eq!(found, Err(StepRefusal::NotYours { needs: *needs }));
                        }
                        Some((_, _, _, to)) => {
                            assert_eq!(found.unwrap().stage, *to);
                            taken += 1;
                        }
                    }
                }
            }
        }
        assert_eq!(taken, way.len());
    }
}

#[test]
fn each_missing_condition_stops_its_step_and_is_named() {
    for online in [true, false] {
        for (from, step, role, _) in way(online) {
            assert!(!step.conditions(online).is_empty());
            for condition in step.conditions(online) {
                let mut facts = everything();
                facts.met.remove(condition);
                let found = from.advance(step, role, online, &dates(), &facts);
                assert_eq!(found, Err(StepRefusal::Missing(vec![*condition])));
            }
            let nothing = Facts {
                met: BTreeSet::new(),
                ..everything()
            };
            let all = step.conditions(online).to_vec();
            let found = from.advance(step, role, online, &dates(), &nothing);
            assert_eq!(found, Err(StepRefusal::Missing(all)));
        }
    }
}

#[test]
fn every_condition_stops_some_step() {
    let needed: BTreeSet<_> = Move::ALL
        .iter()
        .flat_map(|step| step.conditions(true))
        .copied()
        .collect();
    assert_eq!(needed, everything().met);
}

#[test]
fn no_step_is_taken_before_its_day() {
    let dates = dates();
    for (from, step, role, to) in way(true) {
        let Some(first) = step.earliest(&dates) else {
            continue;
        };
        let on = |today| Facts {
            today,
            ..everything()
        };
        let before = from.advance(step, role, true, &dates, &on(first.pred_opt().unwrap()));
        assert_eq!(before, Err(StepRefusal::TooEarly { from: first }));
        let then = from.advance(step, role, true, &dates, &on(first)).unwrap();
        assert_eq!(
            then,
            Advanced {
                stage: to,
                late_by: 0
            }
        );
    }
}

#[test]
fn a_late_step_is_taken_and_told() {
    let facts = Facts {
        today: date("2030-09-27"),
        ..everything()
    };
    let officer = ElectionRole::ElectionOfficer;
    let found = Stage::Draft.advance(Move::Announce, officer, true, &dates(), &facts);
    assert_eq!(
        found,
        Ok(Advanced {
            stage: Stage::Announced,
            late_by: 3
        })
    );
}

#[test]
fn nobody_opens_or_closes_the_vote_by_hand() {
    for (stage, step) in [(Stage::Sealed, Move::Open), (Stage::Open, Move::Freeze)] {
        for role in ElectionRole::ALL {
            let found = stage.advance(step, role, true, &dates(), &everything());
            assert_eq!(found.is_ok(), role == ElectionRole::Platform);
        }
    }
}

#[test]
fn what_comes_next_is_told_until_the_end() {
    let next = Stage::KeysMade.next(true, &dates());
    assert_eq!(next.len(), 1);
    assert_eq!(next[0].role, ElectionRole::CodeAuthorities);
    assert_eq!(next[0].latest, Some(date("2030-11-19")));
    for stage in STAGES {
        let ends = stage == Stage::Annulled;
        assert_eq!(stage.next(true, &dates()).is_empty(), ends);
    }
    // Nobody gets stuck on paper alone either.
    for (_, _, _, to) in way(false) {
        let ends = to == Stage::Annulled;
        assert_eq!(to.next(false, &dates()).is_empty(), ends);
    }
}

#[test]
fn a_challenge_runs_from_the_day_of_the_count() {
    let dates = dates().counted_late(2);
    assert_eq!(dates.challenge_ends, date("2030-12-20"));
    assert_eq!(dates.destroyed, date("2031-01-04"));
    let on = |day| Facts {
        today: date(day),
        ..everything()
    };
    let officer = ElectionRole::ElectionOfficer;
    let end = |day| Stage::Proclaimed.advance(Move::EndChallenge, officer, true, &dates, &on(day));
    let from = date("2030-12-21");
    assert_eq!(end("2030-12-20"), Err(StepRefusal::TooEarly { from }));
    assert!(end("2030-12-21").is_ok());
}

#[test]
fn a_court_annuls_however_late() {
    let officer = ElectionRole::ElectionOfficer;
    for stage in [Stage::Proclaimed, Stage::Final, Stage::Archived] {
        let found = stage.advance(Move::Annul, officer, true, &dates(), &everything());
        assert_eq!(found.unwrap().stage, Stage::Annulled);
    }
    let counted = Stage::Counted.advance(Move::Annul, officer, true, &dates(), &everything());
    assert_eq!(counted, Err(StepRefusal::OutOfOrder));
}

#[test]
fn a_condition_has_one_name_everywhere() {
    for condition in Condition::ALL {
        assert_eq!(serde_json::to_value(condition).unwrap(), condition.name());
    }
}
