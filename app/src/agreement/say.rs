//! Where an agreement stands, what was answered and what came of it, in words.

use crate::i18n::T;
use palier_domain::election::collective_agreement::course::{Standing, Verdict, Way};
use palier_domain::election::collective_agreement::{
    Round as Which, Says, Signatories, quorum, refusals_that_undo,
};
use palier_store::collective_agreement::{Round, Whole};

/// A count for a sentence.
#[must_use]
pub fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The tag of an agreement: its class and its words.
#[must_use]
pub fn standing(t: T, standing: Standing) -> (&'static str, String) {
    match standing {
        Standing::Draft => ("tag done", t.agreement_state_draft().into()),
        Standing::ToCome(period) => (
            "tag soon",
            t.agreement_state_to_come(t.day_month(period.notified)),
        ),
        Standing::Open(period) => ("tag open", t.agreement_state_open(t.day_month(period.last))),
        Standing::Counting(_) => ("tag soon", t.agreement_state_counting().into()),
        Standing::Ended(Verdict::Binding | Verdict::Approved) => {
            ("tag open", t.agreement_state_applies().into())
        }
        Standing::Ended(Verdict::SecondRound) => ("tag soon", t.agreement_state_second().into()),
        Standing::Ended(Verdict::Refused | Verdict::NotEntitled | Verdict::Rejected) => {
            ("tag done", t.agreement_state_does_not_apply().into())
        }
    }
}

/// What came of it, in a sentence.
#[must_use]
pub fn verdict(t: T, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Binding => t.agreement_verdict_binding(),
        Verdict::Refused => t.agreement_verdict_refused(),
        Verdict::NotEntitled => t.agreement_verdict_not_entitled(),
        Verdict::Approved => t.agreement_verdict_approved(),
        Verdict::Rejected => t.agreement_verdict_rejected(),
        Verdict::SecondRound => t.agreement_verdict_second_round(),
    }
}

/// Why: the numbers, and what the article asks of them.
#[must_use]
pub fn reason(t: T, way: Way, round: &Round) -> Vec<String> {
    let count = |n| t.number(number(n));
    let dwellings = count(round.dwellings);
    let answers = round.tally.answers;
    if way == Way::Signed {
        let needed = count(refusals_that_undo(round.dwellings));
        return vec![t.agreement_reason_refusals(dwellings, needed, count(answers.no))];
    }
    let took = round.took_part();
    let share = t.permille(number(took.saturating_mul(1_000) / round.dwellings.max(1)));
    let mut why = vec![match round.which {
        Which::First => {
            let needed = count(quorum(round.dwellings));
            t.agreement_reason_quorum(count(took), dwellings, needed, share)
        }
        Which::Second => t.agreement_reason_no_quorum(count(took), dwellings, share),
    }];
    if round.which == Which::Second || took >= quorum(round.dwellings) {
        why.push(t.agreement_reason_majority(count(took), count(answers.yes)));
    }
    why
}

/// An answer.
#[must_use]
pub fn says(t: T, says: Says) -> &'static str {
    match says {
        Says::Yes => t.agreement_says_yes(),
        Says::No => t.agreement_says_no(),
        Says::Neither => t.agreement_says_neither(),
    }
}

/// Which time tenants are asked.
#[must_use]
pub fn round(t: T, way: Way, which: Which) -> &'static str {
    match (way, which) {
        (Way::Signed, _) => t.agreement_round_refusals(),
        (Way::Direct, Which::First) => t.agreement_round_first(),
        (Way::Direct, Which::Second) => t.agreement_round_second(),
    }
}

/// A way of article 42.
#[must_use]
pub fn way(t: T, way: Way) -> &'static str {
    match way {
        Way::Signed => t.agreement_way_signed(),
        Way::Direct => t.agreement_way_direct(),
    }
}

/// By what title those who signed bind the others.
#[must_use]
pub fn title(t: T, by: Option<Signatories>) -> String {
    match by {
        Some(Signatories::Affiliated) => t.agreement_by_affiliated().into(),
        Some(Signatories::ByVotes { votes, valid }) => {
            t.agreement_by_votes(t.number(number(valid)), t.number(number(votes)))
        }
        Some(Signatories::Tenants { signed, concerned }) => {
            t.agreement_by_tenants(t.number(number(concerned)), t.number(number(signed)))
        }
        None => t.agreement_by_nobody().into(),
    }
}

/// Who must do what next.
#[must_use]
pub fn next(t: T, whole: &Whole) -> String {
    match whole.standing {
        Standing::Draft => t.agreement_next_draft().into(),
        Standing::ToCome(period) => t.agreement_next_to_come(t.date(period.notified)),
        Standing::Open(period) => match whole.agreement.way {
            Way::Direct => t.agreement_next_open(t.date(period.last)),
            Way::Signed => t.agreement_next_open_signed(t.date(period.last)),
        },
        Standing::Counting(_) => t.agreement_next_counting().into(),
        Standing::Ended(Verdict::SecondRound) => t.agreement_next_second().into(),
        Standing::Ended(Verdict::Binding | Verdict::Approved) => t.agreement_next_applies().into(),
        Standing::Ended(_) => t.agreement_next_ended().into(),
    }
}
