//! What was decided: figures, and by college where none has few voters.

use super::load::Found;
use super::say;
use crate::i18n::T;
use crate::parts::bars::{Bar, bars};
use leptos::prelude::*;
use palier_domain::election::consultation::outcome::{Counted, Outcome};

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The result.
#[must_use]
pub fn show(t: T, found: &Found, outcome: &Outcome) -> AnyView {
    let answers = say::answers(t, &found.asked.ballot);
    let alone = outcome.verdicts.len() == 1;
    let verdicts = outcome
        .verdicts
        .iter()
        .zip(&answers)
        .map(|(verdict, name)| {
            let said = say::verdict(t, *verdict);
            if alone {
                view! { <p class="answer"><strong>{said}</strong></p> }.into_any()
            } else {
                view! { <p><strong lang="fr">{name.clone()}</strong> " " {said}</p> }.into_any()
            }
        });
    let turnout = t.consultation_turnout(
        t.number(whole(outcome.electors)),
        t.number(whole(outcome.voters)),
    );
    let figures = match &outcome.total {
        None => view! { <p>{t.consultation_unopened()}</p> }.into_any(),
        Some(total) => figures(t, &answers, total, outcome.breakdown.as_deref()),
    };
    view! {
        <section class="card main outcome" id="resultat">
            <h2>{t.consultation_result()}</h2>
            {verdicts.collect_view()}
            <p>{turnout}</p>
            {figures}
        </section>
    }
    .into_any()
}

fn figures(t: T, answers: &[String], total: &Counted, colleges: Option<&[Counted]>) -> AnyView {
    let mut all: Vec<Bar> = answers
        .iter()
        .zip(&total.answers)
        .map(|(name, votes)| bar(t, name, *votes))
        .collect();
    all.push(bar(t, t.consultation_blank(), total.blank));
    let most = all.iter().map(|bar| bar.value).max().unwrap_or(1);
    let head = answers
        .iter()
        .map(|name| view! { <th scope="col" lang="fr">{name.clone()}</th> })
        .collect_view();
    let rows = colleges
        .unwrap_or_default()
        .iter()
        .map(|one| row(t, &one.college, one))
        .collect_view();
    let hidden = colleges
        .is_none()
        .then(|| view! { <p class="who">{t.consultation_no_breakdown()}</p> });
    view! {
        {bars(t.consultation_result(), all, most)}
        <div class="table" role="region" aria-label=t.consultation_result() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.consultation_college()}</th>
                        {head}
                        <th scope="col">{t.consultation_blank()}</th>
                        <th scope="col">{t.consultation_voters()}</th>
                        <th scope="col">{t.consultation_electors()}</th>
                    </tr>
                </thead>
                <tbody>{rows} {row(t, t.consultation_all(), total)}</tbody>
            </table>
        </div>
        {hidden}
    }
    .into_any()
}

fn bar(t: T, name: &str, votes: u64) -> Bar {
    Bar {
        name: name.to_owned(),
        value: whole(votes),
        said: t.number(whole(votes)),
    }
}

fn row(t: T, name: &str, counted: &Counted) -> AnyView {
    let cells = counted
        .answers
        .iter()
        .chain([&counted.blank, &counted.voters, &counted.electors])
        .map(|votes| view! { <td class="number">{t.number(whole(*votes))}</td> })
        .collect_view();
    view! { <tr><th scope="row">{name.to_owned()}</th> {cells}</tr> }.into_any()
}
