//! One college in an adoption, as anyone reads it.

use super::clauses::Clauses;
use super::figures::figures;
use super::say;
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::ClauseId;
use palier_domain::markdown;
use palier_store::adoption::{Adoption, CollegeState, Kept};

/// What of an adoption is shown.
pub(super) struct Of<'a> {
    /// The landlord's place in addresses.
    pub slug: &'a str,
    /// The adoption.
    pub adoption: &'a Adoption,
    /// The clauses of its version.
    pub clauses: &'a Clauses,
}

/// What a college needs, said, refuses.
pub(super) fn card(t: T, of: &Of<'_>, state: &CollegeState) -> AnyView {
    let college = state.rule.college;
    let id = format!("college-{}", college.name());
    view! {
        <section class="card college" id=id>
            <p class="tags"><span class=say::tag(state.standing)>{say::standing(t, state.standing)}</span></p>
            <h3>{say::college(t, college)}</h3>
            {said(t, of, state)}
        </section>
    }
    .into_any()
}

/// What it said so far.
pub(super) fn said(t: T, of: &Of<'_>, state: &CollegeState) -> AnyView {
    let Some((last, earlier)) = state.ballots.split_last() else {
        let waits = say::waiting(t, state.rule.college);
        return view! { <p>{waits}</p> }.into_any();
    };
    let next = match state.standing {
        Standing::NoQuorum => Some(t.adoption_no_quorum_next()),
        Standing::Rejected => Some(t.adoption_rejected_next()),
        _ => None,
    };
    let next = next.map(|said| view! { <p class="note">{said}</p> });
    let earlier = earlier.iter().map(|kept| {
        view! {
            <details>
                <summary>{t.adoption_ballot_earlier()}</summary>
                {ballot(t, of, state, kept)}
            </details>
        }
    });
    let earlier = earlier.collect_view();
    view! {
        {ballot(t, of, state, last)}
        {next}
        {refused(t, of, state)}
        {earlier}
    }
    .into_any()
}

fn ballot(t: T, of: &Of<'_>, state: &CollegeState, kept: &Kept) -> AnyView {
    let college = state.rule.college;
    let from = &of.adoption.weights_from;
    let from = (college == College::Associations && !from.is_empty()).then(|| {
        view! { <p class="who">{t.adoption_weights_from()} " " <span lang="fr">{from.clone()}</span></p> }
    });
    let title = match college {
        College::Landlord => t.adoption_statement_landlord(),
        _ => t.adoption_statement(),
    };
    let statement = (!kept.statement.is_empty()).then(|| {
        let words = markdown::comment(&kept.statement);
        view! { <p><strong>{title}</strong></p> <blockquote lang="fr" inner_html=words></blockquote> }
    });
    view! {
        {figures(t, of.slug, kept, &state.rule)}
        {from}
        {statement}
    }
    .into_any()
}

/// The clauses that it refuses, each where it is read, and why.
fn refused(t: T, of: &Of<'_>, state: &CollegeState) -> AnyView {
    if state.refused.is_empty() {
        return ().into_any();
    }
    let items = state.refused.iter().map(|one| {
        let href = address(of, one.clause_id);
        let name = of.clauses.name(t, one.clause_id);
        view! {
            <li>
                <p><a href=href>{name}</a></p>
                <p>{t.adoption_refused_why()} " " <span lang="fr">{one.reason.clone()}</span></p>
            </li>
        }
    });
    let items = items.collect_view();
    view! { <p><strong>{t.adoption_refused()}</strong></p> <ul class="plain">{items}</ul> }
        .into_any()
}

/// Where a clause of the version is read.
pub(super) fn address(of: &Of<'_>, clause: ClauseId) -> String {
    let anchor = of.clauses.anchor(clause);
    let (slug, sequence) = (of.slug, of.adoption.sequence);
    format!("/{slug}/charte/version/{sequence}{anchor}")
}
