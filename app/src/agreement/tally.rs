//! The counts of an agreement: numbers and dates, never names.

use super::load::Found;
use super::say;
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::{Standing, Way};
use palier_domain::election::collective_agreement::{Round as Which, quorum, refusals_that_undo};
use palier_store::collective_agreement::Round;

/// What came of it, with the numbers and the article; nothing while tenants answer.
pub(super) fn outcome(t: T, found: &Found) -> AnyView {
    let (verdict, provisional) = match found.whole.standing {
        Standing::Counting(verdict) => (verdict, true),
        Standing::Ended(verdict) => (verdict, false),
        Standing::Draft | Standing::ToCome(_) | Standing::Open(_) => return ().into_any(),
    };
    let Some(last) = found.whole.last() else {
        return ().into_any();
    };
    let why = say::reason(t, found.whole.agreement.way, last)
        .into_iter()
        .map(|why| view! { <li>{why}</li> })
        .collect_view();
    let note = provisional.then(|| view! { <p class="note">{t.agreement_provisional()}</p> });
    view! {
        <section class="card main">
            <h2>{t.agreement_outcome()}</h2>
            {note}
            <p><strong>{say::verdict(t, verdict)}</strong></p>
            <ul>{why}</ul>
            <p class="who">{t.agreement_law()}</p>
        </section>
    }
    .into_any()
}

/// Each time that tenants were asked: days, dwellings, answers.
pub(super) fn rounds(t: T, found: &Found) -> AnyView {
    let way = found.whole.agreement.way;
    found
        .whole
        .rounds
        .iter()
        .map(|round| one(t, way, round))
        .collect_view()
        .into_any()
}

fn one(t: T, way: Way, round: &Round) -> AnyView {
    let answers = round.tally.answers;
    let row = |name: &'static str, count: u64| {
        let count = t.number(say::number(count));
        view! { <tr><th scope="row">{name}</th><td>{count}</td></tr> }
    };
    // The second time, as many as come.
    let least = (round.which == Which::First)
        .then(|| row(t.agreement_count_quorum(), quorum(round.dwellings)));
    let body = match way {
        Way::Signed => view! {
            {row(t.agreement_count_refusals(), answers.no)}
            {row(t.agreement_count_undo(), refusals_that_undo(round.dwellings))}
        }
        .into_any(),
        Way::Direct => view! {
            {row(t.agreement_count_answers(), round.took_part())}
            {least}
            {row(t.agreement_says_yes(), answers.yes)}
            {row(t.agreement_says_no(), answers.no)}
            {row(t.agreement_says_neither(), answers.neither)}
        }
        .into_any(),
    };
    let aside = |name, count: u64| (count > 0).then(|| row(name, count));
    let until = t.agreement_period(t.date(round.period.notified), t.date(round.period.last));
    view! {
        <section class="tally">
            <h3>{say::round(t, way, round.which)}</h3>
            <p>{until}</p>
            <table class="count-table">
                <caption class="hidden">{say::round(t, way, round.which)}</caption>
                <tbody>
                    {row(t.agreement_count_dwellings(), round.dwellings)}
                    {body}
                    {aside(t.agreement_count_contradictory(), round.tally.contradictory)}
                    {aside(t.agreement_count_late(), round.tally.late)}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The way from the draft to the result, as steps.
pub(super) fn progress(t: T, found: &Found) -> AnyView {
    let now = match found.whole.standing {
        Standing::Draft => 0,
        Standing::ToCome(_) => 1,
        Standing::Open(_) => 2,
        Standing::Counting(_) => 3,
        Standing::Ended(_) => 4,
    };
    let names = vec![
        t.agreement_step_draft(),
        t.agreement_step_notified(),
        t.agreement_step_answers(),
        t.agreement_step_count(),
        t.agreement_step_result(),
    ];
    crate::parts::steps::steps(names, now).into_any()
}
