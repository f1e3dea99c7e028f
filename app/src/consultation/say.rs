//! The words for stages, rules, colleges and what is decided.

use super::load::Found;
use crate::i18n::T;
use palier_domain::election::consultation::ballot::{Answer, Ballot};
use palier_domain::election::consultation::holders::OUTSIDE;
use palier_domain::election::consultation::ratio::Ratio;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_domain::election::consultation::{Colleges, MajorityOf, RuleSet, Verdict};
use palier_store::consultation::college::Source;

/// The steps as a visitor sees them, and which of them it is at.
#[must_use]
pub fn progress(t: T, stage: Stage) -> (Vec<&'static str>, usize) {
    let names = vec![
        t.consultation_step_prepare(),
        t.consultation_step_register(),
        t.consultation_step_vote(),
        t.consultation_step_open(),
        t.consultation_step_result(),
    ];
    let at = match stage {
        Stage::Draft => 0,
        Stage::Registering | Stage::RollClosed => 1,
        Stage::Open => 2,
        Stage::Closed => 3,
        Stage::Decided | Stage::Cancelled => 4,
    };
    (names, at)
}

/// Where it stands.
#[must_use]
pub fn stage(t: T, stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => t.consultation_stage_draft(),
        Stage::Registering => t.consultation_stage_registering(),
        Stage::RollClosed => t.consultation_stage_roll_closed(),
        Stage::Open => t.consultation_stage_open(),
        Stage::Closed => t.consultation_stage_closed(),
        Stage::Decided => t.consultation_stage_decided(),
        Stage::Cancelled => t.consultation_stage_cancelled(),
    }
}

/// The class of a stage's tag.
#[must_use]
pub fn tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Registering | Stage::Open => "tag open",
        _ => "tag done",
    }
}

/// What is decided.
#[must_use]
pub fn verdict(t: T, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Adopted => t.consultation_adopted(),
        Verdict::Rejected => t.consultation_rejected(),
        Verdict::NoQuorum => t.consultation_no_quorum(),
    }
}

/// Who is in a college.
#[must_use]
pub fn source(t: T, source: Source) -> &'static str {
    match source {
        Source::Tenants => t.consultation_source_tenants(),
        Source::Associations => t.consultation_source_associations(),
        Source::Landlord => t.consultation_source_landlord(),
        Source::Listed => t.consultation_source_listed(),
    }
}

/// Of which college a holder of the key is.
#[must_use]
pub fn holder(t: T, found: &Found, place: i64) -> String {
    if place == OUTSIDE {
        t.consultation_holder_outside().to_owned()
    } else {
        found.college(place).to_owned()
    }
}

/// The answers in the words of the reader.
#[must_use]
pub fn answers(t: T, ballot: &Ballot) -> Vec<String> {
    let named = ballot.answers(t.consultation_yes(), t.consultation_no());
    named.into_iter().map(str::to_owned).collect()
}

/// How one answers.
#[must_use]
pub fn how(t: T, ballot: &Ballot) -> String {
    match &ballot.answer {
        Answer::YesNo => t.consultation_how_yes_no().to_owned(),
        Answer::Choose { most, .. } => {
            t.consultation_how_choose(i64::try_from(*most).unwrap_or(i64::MAX))
        }
    }
}

/// The rules, one sentence each.
#[must_use]
pub fn rules(t: T, rules: &RuleSet) -> Vec<String> {
    let quorum = match rules.quorum {
        None => t.consultation_rule_no_quorum().to_owned(),
        Some(part) => t.consultation_rule_quorum(ratio(t, part)),
    };
    let of = match rules.of {
        MajorityOf::Expressed => t.consultation_of_expressed(),
        MajorityOf::Voters => t.consultation_of_voters(),
        MajorityOf::Electors => t.consultation_of_electors(),
    };
    let colleges = match rules.colleges {
        Colleges::Together => t.consultation_rule_together(),
        Colleges::Each => t.consultation_rule_each(),
    };
    let least = i64::try_from(rules.least_shown).unwrap_or(i64::MAX);
    vec![
        quorum,
        t.consultation_rule_majority(of, ratio(t, rules.majority)),
        colleges.to_owned(),
        t.consultation_rule_least(t.number(least)),
    ]
}

/// "at least 1/3", "more than 1/2".
fn ratio(t: T, ratio: Ratio) -> String {
    let part = format!("{}/{}", ratio.numerator(), ratio.denominator());
    if ratio.is_passed() {
        t.consultation_more_than(part)
    } else {
        t.consultation_at_least(part)
    }
}
