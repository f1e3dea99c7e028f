//! The words for where a commitment stands.

use crate::i18n::T;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::charter::commitment::state::CommitmentState;
use palier_store::commitment::{Commitment, Figures};

/// Where it stands, as somebody says.
pub(super) fn state(t: T, state: CommitmentState) -> &'static str {
    match state {
        CommitmentState::Planned => t.commitment_planned(),
        CommitmentState::UnderWay => t.commitment_under_way(),
        CommitmentState::Kept => t.commitment_kept(),
        CommitmentState::GivenUp => t.commitment_given_up(),
    }
}

fn colour(state: CommitmentState) -> &'static str {
    match state {
        CommitmentState::Planned => "tag soon",
        CommitmentState::UnderWay | CommitmentState::Kept => "tag open",
        CommitmentState::GivenUp => "tag done",
    }
}

/// A state as a tag.
pub(super) fn tag(t: T, of: CommitmentState) -> AnyView {
    let mark =
        (of == CommitmentState::Kept).then(|| view! { <span aria-hidden="true">"✓ "</span> });
    view! { <span class=colour(of)>{mark} {state(t, of)}</span> }.into_any()
}

/// Since how many days it is late; nothing if it is not.
pub(super) fn days_late(one: &Commitment, today: NaiveDate) -> Option<i64> {
    let due = one.due_on.filter(|_| one.is_late(today))?;
    Some((today - due).num_days())
}

/// Where it stands: late ones with a mark and in words, ended ones too.
pub(super) fn tags(t: T, one: &Commitment, today: NaiveDate) -> AnyView {
    let late = days_late(one, today).map(|days| {
        view! {
            <span class="tag late commitment-late">
                <span class="mark" aria-hidden="true">"!"</span> {t.commitment_late_by(days)}
            </span>
        }
    });
    let ended = one
        .ended_at
        .map(|_| view! { <span class="tag done">{t.commitment_ended()}</span> });
    view! { <p class="tags">{late} {tag(t, one.state)} {ended}</p> }.into_any()
}

/// How many stand where, in one sentence.
pub(super) fn figures(t: T, figures: Figures) -> String {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let all = [
        figures.late,
        figures.under_way,
        figures.planned,
        figures.kept,
        figures.given_up,
    ];
    let total = all.iter().sum::<usize>();
    let parts = [
        t.commitment_count_late(whole(figures.late)),
        t.commitment_count_under_way(whole(figures.under_way)),
        t.commitment_count_planned(whole(figures.planned)),
        t.commitment_count_kept(whole(figures.kept)),
        t.commitment_count_given_up(whole(figures.given_up)),
    ];
    let said = parts.into_iter().zip(all).filter(|(_, n)| *n > 0);
    let said: Vec<String> = said.map(|(words, _)| words).collect();
    let list = match said.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => t.commitment_and(before.join(", "), last),
    };
    t.commitment_figures(list, whole(total))
}

/// By when, in words.
pub(super) fn due(t: T, one: &Commitment) -> String {
    match one.due_on {
        Some(day) => t.date(day),
        None => t.commitment_no_day().to_owned(),
    }
}

/// Words, or that the text does not say.
pub(super) fn or_open(t: T, words: &str) -> AnyView {
    if words.is_empty() {
        view! { <span class="who">{t.commitment_left_open()}</span> }.into_any()
    } else {
        view! { <span lang="fr">{words.to_owned()}</span> }.into_any()
    }
}
