//! How a college voted, in figures: small ones of a secret ballot are hidden.

use super::say;
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::adoption::ballot::{Ballot, Counts, Says, Seat, Voice};
use palier_domain::charter::adoption::cells::shown;
use palier_domain::charter::adoption::rules::{CollegeRule, LEAST_SHOWN};
use palier_store::adoption::Kept;

/// The figures of a ballot; `slug` is the landlord's.
pub(super) fn figures(t: T, slug: &str, kept: &Kept, rule: &CollegeRule) -> AnyView {
    // What was kept was judged: named votes add up.
    let counts = kept.ballot.counts().ok().flatten();
    let electors = kept.ballot.electors();
    let quorum = counts.map(|counts| quorum(t, rule, &counts, electors));
    match &kept.ballot.0 {
        Ballot::Secret { consultation, .. } => {
            let link = format!("/{slug}/consultations/{consultation}");
            let told = match counts {
                Some(counts) => secret(t, &counts, electors),
                None => view! { <p>{t.adoption_ballot_unopened()}</p> }.into_any(),
            };
            view! { {told} {quorum} <p><a href=link>{t.adoption_ballot_link()}</a></p> }.into_any()
        }
        Ballot::Named { seats, voices } => {
            let told = counts.map(|counts| open(t, &counts, electors));
            view! { {told} {quorum} {named(t, seats, voices)} }.into_any()
        }
        Ballot::Board { held_on, .. } => {
            let told = counts.map(|counts| open(t, &counts, electors));
            view! { <p>{t.adoption_board_on(t.date(*held_on))}</p> {told} {quorum} }.into_any()
        }
    }
}

fn number(t: T, n: u64) -> String {
    t.number(i64::try_from(n).unwrap_or(i64::MAX))
}

fn voters(counts: &Counts) -> u64 {
    let said = counts.yes.saturating_add(counts.no);
    said.saturating_add(counts.blank)
}

/// Whether the quorum is reached, where there is one.
fn quorum(t: T, rule: &CollegeRule, counts: &Counts, electors: u64) -> AnyView {
    let Some(needed) = rule.quorum else {
        return ().into_any();
    };
    let part = say::part(t, needed);
    let said = if needed.is_met(voters(counts), electors) {
        t.adoption_quorum_met(part)
    } else {
        t.adoption_quorum_not_met(part)
    };
    view! { <p>{said}</p> }.into_any()
}

/// Figures that are public by nature.
fn open(t: T, counts: &Counts, electors: u64) -> AnyView {
    let cells = [counts.yes, counts.no, counts.blank];
    view! {
        {bar(cells)}
        <dl class="facts">
            {cells_of(t, cells.map(Some), t.adoption_blank())}
            {turnout(t, counts, electors)}
        </dl>
    }
    .into_any()
}

/// Figures of a secret ballot: none tells of few.
fn secret(t: T, counts: &Counts, electors: u64) -> AnyView {
    let told = shown(&[counts.yes, counts.no, counts.blank], LEAST_SHOWN);
    let cells = [0, 1, 2].map(|at| told.cells.get(at).copied().flatten());
    let picture = match cells {
        [Some(yes), Some(no), Some(blank)] => Some(bar([yes, no, blank])),
        _ => None,
    };
    let sum = told.hidden.map(|sum| {
        view! { <dt>{t.adoption_hidden_sum()}</dt> <dd>{number(t, sum)}</dd> }
    });
    let why = told
        .hidden
        .map(|_| view! { <p class="hint">{t.adoption_hidden_why()}</p> });
    view! {
        {picture}
        <dl class="facts">
            {cells_of(t, cells, t.adoption_blank_secret())}
            {sum}
            {turnout(t, counts, electors)}
        </dl>
        {why}
    }
    .into_any()
}

fn cells_of(t: T, cells: [Option<u64>; 3], blank: &'static str) -> AnyView {
    let names = [t.adoption_yes(), t.adoption_no(), blank];
    let rows = names.into_iter().zip(cells).map(|(name, cell)| {
        let said = match cell {
            Some(votes) => view! { <dd>{number(t, votes)}</dd> }.into_any(),
            None => view! { <dd class="untold">{t.adoption_hidden()}</dd> }.into_any(),
        };
        view! { <dt>{name}</dt> {said} }
    });
    rows.collect_view().into_any()
}

fn turnout(t: T, counts: &Counts, electors: u64) -> AnyView {
    let said = t.adoption_voters_of(number(t, electors), number(t, voters(counts)));
    view! { <dt>{t.adoption_voters()}</dt> <dd>{said}</dd> }.into_any()
}

/// For, against and neither, side by side; the figures below say the same.
fn bar([yes, no, blank]: [u64; 3]) -> AnyView {
    let all = yes.saturating_add(no).saturating_add(blank);
    if all == 0 {
        return ().into_any();
    }
    let mut from = 0;
    let parts = [("yes", yes), ("no", no), ("blank", blank)].map(|(class, votes)| {
        let x = from;
        from += votes;
        (votes > 0).then(|| view! { <rect class=class x=x y="0" width=votes height="1"/> })
    });
    let frame = format!("0 0 {all} 1");
    view! {
        <svg class="share" viewBox=frame preserveAspectRatio="none" aria-hidden="true">
            {parts.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}

/// What each association said.
fn named(t: T, seats: &[Seat], voices: &[Voice]) -> AnyView {
    let weighted = seats.iter().any(|seat| seat.weight != 1);
    let rows = seats.iter().map(|seat| {
        let said = voices
            .iter()
            .find(|one| one.association == seat.association);
        let said = match said.map(|one| one.says) {
            Some(Says::For) => t.adoption_says_for(),
            Some(Says::Against) => t.adoption_says_against(),
            Some(Says::Abstains) => t.adoption_says_abstains(),
            None => t.adoption_says_nothing(),
        };
        let weight =
            weighted.then(|| view! { <td class="number">{t.number(i64::from(seat.weight))}</td> });
        view! { <tr><th scope="row">{seat.name.clone()}</th><td>{said}</td>{weight}</tr> }
    });
    let rows = rows.collect_view();
    let weight = weighted.then(|| view! { <th scope="col">{t.adoption_weight()}</th> });
    view! {
        <div class="table" role="region" aria-label=t.adoption_seat() tabindex="0">
            <table class="voices">
                <thead><tr>
                    <th scope="col">{t.adoption_seat()}</th><th scope="col">{t.adoption_says()}</th>
                    {weight}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
