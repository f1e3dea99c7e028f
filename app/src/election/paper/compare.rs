//! Two counts side by side: what differs, and settling it.

use super::count::Shown;
use super::figures::{channel, channels, fields, items, name, value};
use super::problem::PaperProblem;
use super::send::SETTLE;
use super::{endpoint, number};
use crate::i18n::T;
use crate::parts::field::{area, summary};
use leptos::prelude::*;
use palier_domain::election::paper::count::{Gap, Sheet, differences};

/// Both counts, what is wrong, and the form that settles it.
pub(super) fn compared(t: T, shown: &Shown, both: &[(String, Sheet); 2]) -> AnyView {
    let [(first_name, first), (second_name, second)] = both;
    let named = |at: i64, name: &String| {
        let name = if name.is_empty() {
            t.paper_count_deleted().to_owned()
        } else {
            name.clone()
        };
        t.paper_count_operator(name, at)
    };
    let columns = vec![
        (named(1, first_name), first),
        (named(2, second_name), second),
    ];
    let differ = differences(first, second);
    let count = i64::try_from(differ.len()).unwrap_or(i64::MAX);
    let said = if differ.is_empty() {
        t.paper_count_same().to_owned()
    } else {
        t.paper_count_differ(count)
    };
    view! {
        <p class="note" role="status"><strong>{said}</strong></p>
        {register(t, shown, first)}
        {figures_of(t, shown, &columns)}
        {form(t, shown, first, second)}
    }
    .into_any()
}

/// Where the first count and the register part: it stops a settlement, or asks for its reason.
fn register(t: T, shown: &Shown, sheet: &Sheet) -> AnyView {
    let said: Vec<String> = match sheet.against(&shown.ground) {
        Ok(gaps) => gaps.iter().map(|gap| say(t, *gap)).collect(),
        Err(fault) => vec![PaperProblem::from(fault).say(t)],
    };
    if said.is_empty() {
        return ().into_any();
    }
    let items = said
        .into_iter()
        .map(|said| view! { <li>{said}</li> })
        .collect_view();
    view! { <p>{t.paper_count_register()}</p> <ul class="broken">{items}</ul> }.into_any()
}

fn say(t: T, gap: Gap) -> String {
    match gap {
        Gap::Signatures { voters, marks } => {
            t.paper_count_gap_box(number(t, marks), number(t, voters))
        }
        Gap::Received { entered, noted } => {
            t.paper_count_gap_received(number(t, entered), number(t, noted))
        }
    }
}

/// The figures of one or two counts as tables, what differs being marked in words too.
pub(super) fn figures_of(t: T, shown: &Shown, columns: &[(String, &Sheet)]) -> AnyView {
    let all = shown.table.found.election.protocol.channels;
    channels(all)
        .into_iter()
        .map(|at| {
            let heads = columns
                .iter()
                .map(|(name, _)| view! { <th scope="col">{name.clone()}</th> })
                .collect_view();
            let rows = items(shown.lists.len())
                .into_iter()
                .map(|item| {
                    let values: Vec<u64> = columns
                        .iter()
                        .map(|(_, sheet)| value(sheet, at, item))
                        .collect();
                    let differs = values.windows(2).any(|pair| pair[0] != pair[1]);
                    let mark = differs.then(|| {
                        view! { " " <span class="tag late">{t.paper_count_differs()}</span> }
                    });
                    let cells = values
                        .into_iter()
                        .map(|value| view! { <td>{number(t, value)}</td> })
                        .collect_view();
                    view! {
                        <tr class:differs=differs>
                            <th scope="row">{name(t, at, item, &shown.lists)} {mark}</th>
                            {cells}
                        </tr>
                    }
                })
                .collect_view();
            view! {
                <table class="count-table wraps">
                    <caption>{channel(t, at)}</caption>
                    <thead><tr><th scope="col">{t.paper_count_figure()}</th> {heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
        })
        .collect_view()
        .into_any()
}

/// Figures agreed, and why: those that both counted the same stand there already.
fn form(t: T, shown: &Shown, first: &Sheet, second: &Sheet) -> AnyView {
    let found = &shown.table.found;
    let channels = found.election.protocol.channels;
    let agreed = |at, item| {
        let (a, b) = (value(first, at, item), value(second, at, item));
        if a == b { a.to_string() } else { String::new() }
    };
    let hint = t.paper_count_settle_hint().to_owned();
    let form = &shown.settle;
    view! {
        <section class="card main">
            <h2>{t.paper_count_settle()}</h2>
            <p>{t.paper_count_settle_what()}</p>
            <form method="post" action=endpoint(found, "settle") id=SETTLE class="stack" novalidate>
                {summary(t, form)}
                {fields(t, form, channels, &shown.lists, agreed)}
                {area(t, form, "reason", t.paper_count_reason(), hint, String::new())}
                <p><button class="button">{t.paper_count_settle_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
