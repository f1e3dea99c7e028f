//! The money of concertation that the result splits: at least what the law asks, to the cent.

use super::outcome::Outcome;
use crate::i18n::{Locale, T};
use leptos::prelude::*;
use palier_domain::election::funding::{
    AssociationVotes, CentsPerDwelling, LEAST_CENTS_PER_DWELLING, split,
};

/// A table for a landlord of so many dwellings; nothing where there is nothing to split.
#[must_use]
pub fn show(t: T, outcome: &Outcome, dwellings: u64) -> AnyView {
    let rate = CentsPerDwelling::new(LEAST_CENTS_PER_DWELLING).ok();
    let budget = rate.and_then(|rate| rate.budget(dwellings)).unwrap_or(0);
    let votes: Vec<AssociationVotes> = outcome
        .lists
        .iter()
        .map(|list| AssociationVotes {
            association: list.title.clone(),
            votes: list.seats.votes,
        })
        .collect();
    let Some(shared) = split(budget, &votes).filter(|_| budget > 0) else {
        return ().into_any();
    };
    let rows = shared
        .cents
        .iter()
        .map(|(name, cents)| {
            view! { <tr><th scope="row" lang="fr">{name.clone()}</th> <td>{euros(t, *cents)}</td></tr> }
        })
        .collect_view();
    let held_over = (shared.held_over > 0)
        .then(|| view! { <p>{t.outcome_funding_held_over(euros(t, shared.held_over))}</p> });
    let dwellings = super::say::count(t, dwellings);
    view! {
        <h2>{t.outcome_funding()}</h2>
        <p>{t.outcome_funding_what(dwellings, euros(t, budget))}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=t.outcome_funding()>
            <table class="count-table">
                <caption>{t.outcome_funding()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.record_list()}</th>
                        <th scope="col">{t.outcome_funding_share()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {held_over}
    }
    .into_any()
}

/// `8 728,87 €`; `€8,728.87`.
fn euros(t: T, cents: u64) -> String {
    let whole = super::say::count(t, cents / 100);
    let rest = cents % 100;
    match t.locale {
        Locale::Fr => format!("{whole},{rest:02}\u{a0}€"),
        Locale::En => format!("€{whole}.{rest:02}"),
    }
}
