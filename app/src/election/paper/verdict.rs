//! What the page of envelopes says: the verdict big and clear, the counts, the last ones.

use super::{Table, endpoint, number};
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::election::paper::envelope::{Envelopes, Seen, Verdict};
use palier_store::ballot_box::{Entered, Envelope};
use palier_store::election::electoral_roll::MyLine;

/// What the page says of the envelope that lies there.
pub(super) enum Told {
    Nothing,
    /// This one counts, in place of one that was taken back.
    Instead(i64),
    Entered(Box<Entered>, Option<MyLine>),
    NotOnRoll(String),
    Several(String),
}

/// What an operator sees on an envelope, as the form names it.
pub(super) fn name_of(seen: Seen) -> &'static str {
    match seen {
        Seen::InOrder => "in_order",
        Seen::Late => "late",
        Seen::Unsigned => "unsigned",
    }
}

/// The verdict on the envelope that lies there, big and clear.
pub(super) fn said(t: T, table: &Table, told: &Told, seen: Seen, known: i64) -> AnyView {
    match told {
        Told::Nothing => ().into_any(),
        Told::Instead(number) => view! {
            <section class="verdict go" role="status">
                <p class="verdict-word">{t.paper_envelope_is_accepted()}</p>
                <p>{t.paper_envelope_instead(*number)}</p>
            </section>
        }
        .into_any(),
        Told::Entered(entered, line) => verdict(t, table, entered, line.as_ref(), (seen, known)),
        Told::NotOnRoll(typed) => {
            let again = confirm(
                table,
                typed,
                seen,
                &["unknown"],
                0,
                t.paper_envelope_set_unknown(),
            );
            view! {
                <section class="verdict ask" role="status">
                    <p class="verdict-word">{t.paper_envelope_not_on_roll()}</p>
                    <p>{t.paper_envelope_not_on_roll_what(typed)}</p>
                    {again}
                </section>
            }
            .into_any()
        }
        Told::Several(typed) => view! {
            <section class="verdict ask" role="status">
                <p class="verdict-word">{t.paper_envelope_several()}</p>
                <p>{t.paper_envelope_several_what(typed)}</p>
            </section>
        }
        .into_any(),
    }
}

fn verdict(
    t: T,
    table: &Table,
    entered: &Entered,
    line: Option<&MyLine>,
    (seen, known): (Seen, i64),
) -> AnyView {
    let (envelope, again) = match entered {
        Entered::Now(envelope) => (envelope, None),
        Entered::Before(envelope) => {
            let word = t.paper_envelope_another();
            let flags: &[_] = match envelope.line {
                Some(_) => &["another"],
                None => &["another", "unknown"],
            };
            let again = confirm(table, &envelope.typed, seen, flags, known, word);
            let what = t.paper_envelope_before_what(envelope.number);
            (envelope, Some(view! { <p>{what}</p> {again} }))
        }
    };
    let (class, word) = match (&again, envelope.verdict) {
        (Some(_), _) => ("verdict ask", t.paper_envelope_before()),
        (None, Verdict::Accepted) => ("verdict go", t.paper_envelope_accepted()),
        (None, _) => ("verdict stop", t.paper_envelope_aside()),
    };
    let why = match (again.is_some(), envelope.verdict) {
        (false, Verdict::Accepted) => t.paper_envelope_accepted_what(),
        (_, verdict) => reason(t, verdict),
    };
    let who = line.map(|line| {
        let names: Vec<&str> = line.electors.iter().map(|one| one.name.as_str()).collect();
        view! { <p><strong>{names.join(", ")}</strong> ", " {line.dwelling.clone()}</p> }
    });
    view! {
        <section class=class role="status">
            <p class="verdict-word">{word}</p>
            <p>{why}</p>
            {who}
            <p class="who">{t.paper_envelope_is(envelope.number, envelope.typed.clone())}</p>
            {again}
        </section>
    }
    .into_any()
}

/// One button that sends the same number again, saying more of the envelope.
fn confirm(
    table: &Table,
    typed: &str,
    seen: Seen,
    flags: &[&'static str],
    known: i64,
    word: &'static str,
) -> AnyView {
    let flags = flags
        .iter()
        .map(|flag| view! { <input type="hidden" name=*flag value="true"/> })
        .collect_view();
    view! {
        <form method="post" action=endpoint(&table.found, "envelope")>
            <input type="hidden" name="number" value=typed.to_owned()/>
            <input type="hidden" name="seen" value=name_of(seen)/>
            <input type="hidden" name="known" value=known.to_string()/>
            {flags}
            <p><button class="button quiet">{word}</button></p>
        </form>
    }
    .into_any()
}

/// What became of an envelope.
fn reason(t: T, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => t.paper_envelope_is_accepted(),
        Verdict::Double => t.paper_envelope_double(),
        Verdict::Late => t.paper_envelope_is_late(),
        Verdict::Unsigned => t.paper_envelope_is_unsigned(),
        Verdict::Unknown => t.paper_envelope_unknown(),
    }
}

/// How many envelopes of each kind there are.
pub(super) fn counts(t: T, all: &Envelopes) -> AnyView {
    let aside = &all.set_aside;
    let rows = [
        (t.paper_envelope_is_accepted(), all.accepted),
        (t.paper_envelope_double(), aside.double),
        (t.paper_envelope_is_late(), aside.late),
        (t.paper_envelope_is_unsigned(), aside.unsigned),
        (t.paper_envelope_unknown(), aside.unknown),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, count)| {
            view! { <tr><th scope="row">{name}</th><td>{number(t, count)}</td></tr> }
        })
        .collect_view();
    view! {
        <table class="count-table wraps">
            <caption>{t.paper_envelope_counts()}</caption>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{t.paper_count_total()}</th>
                    <td>{number(t, all.entered())}</td>
                </tr>
            </tfoot>
        </table>
    }
    .into_any()
}

/// The envelopes that were entered last.
pub(super) fn latest(t: T, last: &[Envelope]) -> AnyView {
    if last.is_empty() {
        return ().into_any();
    }
    let items = last
        .iter()
        .map(|one| {
            let said = t.paper_envelope_is(one.number, one.typed.clone());
            view! { <li>{said} " " <strong>{reason(t, one.verdict)}</strong></li> }
        })
        .collect_view();
    view! { <h2>{t.paper_envelope_last()}</h2> <ul class="plain">{items}</ul> }.into_any()
}
