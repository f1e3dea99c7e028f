//! The adoption of the charter, as anyone reads it: what is voted, the rules, what each college
//! says, and what came of it.

use super::college::{self, Of};
use super::seen::Seen;
use super::{next, say};
use crate::amendment::treat::step::steps;
use crate::i18n::T;
use crate::site::dates::local;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::outcome::unsettled;
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::charter::status::VersionStatus as Status;
use palier_store::adoption::{Adoption, Concluded};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of a version that was before the colleges.
    version: Option<i64>,
}

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let seen = Seen::of(&ctx, &slug, asked.version).await?;
    let next = next::card(&ctx, &seen).await?;
    let t = ctx.t;
    let head = Head::of(&seen.reader.landlord, t.adoption_title());
    Ok(shell::page(&ctx, &head, move || {
        let reader = &seen.reader;
        let body = match seen.adoption() {
            None => before(t, &seen),
            Some(adoption) => one(t, &seen, adoption),
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", reader.landlord.slug) lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.adoption_title()}</h1>
            <p class="lead">{lead(t, &seen)}</p>
            {place(t, &seen)}
            {next}
            {body}
            {history(t, &seen)}
        }
    }))
}

/// Who decides; where the landlord has all three colleges it is said by name.
fn lead(t: T, seen: &Seen) -> &'static str {
    let rules = seen
        .adoption()
        .map_or_else(|| seen.rules(), |one| one.rules.clone());
    if rules.colleges().len() == 3 {
        t.adoption_lead()
    } else {
        t.adoption_lead_rules()
    }
}

/// Where the text stands towards the adoption that is shown.
fn place(t: T, seen: &Seen) -> AnyView {
    let text = &seen.reader.found.text;
    if seen.shown > 0 {
        let sequence = seen.adoption().map_or(0, |one| one.sequence);
        let latest = seen.reader.at("adoption");
        return view! {
            <p class="note">
                {t.adoption_former(sequence)} " " <a href=latest>{t.adoption_former_back()}</a>
            </p>
        }
        .into_any();
    }
    // What came of it stands below.
    let under_way = !matches!(text.status, Status::Adopted | Status::Returned);
    let stage = under_way.then(|| steps(t, text.status));
    let other = (seen.current().is_none() && !seen.adoptions.is_empty())
        .then(|| view! { <p class="note">{t.adoption_other_version(text.sequence)}</p> });
    view! { {stage} {other} }.into_any()
}

/// Before any version came before the colleges.
fn before(t: T, seen: &Seen) -> AnyView {
    let fixed = match seen.rules {
        Some(_) => t.adoption_rules_fixed(),
        None => t.adoption_rules_default(),
    };
    view! {
        <p class="empty">{t.adoption_not_yet(seen.reader.found.text.sequence)}</p>
        <h2>{t.adoption_rules()}</h2>
        <p>{fixed}</p>
        {rules(t, &seen.rules())}
    }
    .into_any()
}

/// The rules in plain sentences: what holds for all, then college by college.
pub(super) fn rules(t: T, rules: &AdoptionRules) -> AnyView {
    let general = say::general(t, rules).map(|said| view! { <li>{said}</li> });
    let colleges = rules.colleges().iter().map(|rule| {
        let said = say::rule(t, rule, rules.weights()).map(|one| view! { <li>{one}</li> });
        view! {
            <h3>{say::college(t, rule.college)}</h3>
            <ul>{said.into_iter().collect_view()}</ul>
        }
    });
    let colleges = colleges.collect_view();
    view! { <ul>{general.into_iter().collect_view()}</ul> {colleges} }.into_any()
}

fn one(t: T, seen: &Seen, adoption: &Adoption) -> AnyView {
    let of = Of {
        slug: &seen.reader.landlord.slug,
        adoption,
        clauses: &seen.clauses,
    };
    let colleges = adoption
        .colleges
        .iter()
        .map(|state| college::card(t, &of, state));
    let colleges = colleges.collect_view();
    view! {
        {outcome(t, seen, adoption)}
        {voted(t, seen, adoption)}
        <h2>{t.adoption_colleges()}</h2>
        {colleges}
        <h2>{t.adoption_rules()}</h2>
        <p>{t.adoption_rules_fixed()}</p>
        {rules(t, &adoption.rules)}
    }
    .into_any()
}

/// What came of it, or who is awaited.
fn outcome(t: T, seen: &Seen, adoption: &Adoption) -> AnyView {
    let sequence = t.number(adoption.sequence);
    match adoption.concluded {
        Some((Concluded::Adopted, day)) => {
            let revision = seen.revision.filter(|_| seen.shown == 0);
            let revision = revision.map(|day| view! { <p>{t.adoption_revision_on(t.date(day))}</p> });
            view! {
                <div class="note good">
                    <p><strong>{t.adoption_adopted_on(t.date(day), sequence)}</strong></p>
                    {revision}
                </div>
            }
            .into_any()
        }
        Some((Concluded::Returned, day)) => {
            view! { <p class="note"><strong>{t.adoption_returned_on(t.date(day), sequence)}</strong></p> }
                .into_any()
        }
        None => {
            let waiting = unsettled(&adoption.standings()).colleges_waiting;
            let said = match i64::try_from(waiting) {
                Ok(0) => t.adoption_all_decided().to_owned(),
                Ok(n) => t.adoption_under_way(n),
                Err(_) => String::new(),
            };
            view! { <p class="note" role="status">{said}</p> }.into_any()
        }
    }
}

/// Which words are voted: the version, and the hash of its bytes.
fn voted(t: T, seen: &Seen, adoption: &Adoption) -> AnyView {
    let zone = &seen.reader.landlord.zone;
    let since = t.date(local(adoption.opened_at, zone).date_naive());
    let version = seen.reader.at(&format!("version/{}", adoption.sequence));
    let (title, since) = match adoption.concluded {
        None => (t.adoption_voted(), t.adoption_voted_since(since)),
        Some(_) => (t.adoption_voted_done(), t.adoption_voted_on(since)),
    };
    view! {
        <section class="card">
            <h2>{title}</h2>
            <p><a href=version>{t.adoption_voted_version(adoption.sequence)}</a></p>
            <p>{since}</p>
            <p class="who">{t.adoption_voted_hash()}</p>
            <p class="hash"><code>{hex::encode(adoption.manifest)}</code></p>
            <p class="hint">{t.adoption_voted_hash_what()}</p>
        </section>
    }
    .into_any()
}

/// The other versions that were before the colleges.
fn history(t: T, seen: &Seen) -> AnyView {
    let others = seen.adoptions.iter().enumerate();
    let others: Vec<&Adoption> = others
        .filter(|(at, _)| *at != seen.shown)
        .map(|(_, one)| one)
        .collect();
    if others.is_empty() {
        return ().into_any();
    }
    let items = others.into_iter().map(|one| {
        let href = seen
            .reader
            .at(&format!("adoption?version={}", one.sequence));
        let version = t.number(one.sequence);
        let said = match one.concluded {
            None => t.adoption_history_open(one.sequence),
            Some((Concluded::Adopted, day)) => t.adoption_history_adopted(t.date(day), version),
            Some((Concluded::Returned, day)) => t.adoption_history_returned(t.date(day), version),
        };
        view! { <li><a href=href>{said}</a></li> }
    });
    let items = items.collect_view();
    view! { <h2>{t.adoption_history()}</h2> <ul class="plain">{items}</ul> }.into_any()
}
