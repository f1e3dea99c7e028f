//! The public page of an agreement: its text, whom it concerns, its days, its counts.

use super::load::{Found, public};
use super::mine::{self, Mine};
use super::{say, tally};
use crate::i18n::T;
use crate::site::access::query_value;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::{Standing, Way};
use palier_domain::markdown;
use palier_store::collective_agreement::Signatory;
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after an answer was given or taken back.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = public(&ctx, &slug, &id).await?;
    let mine = mine::load(&ctx, &found).await?;
    let t = ctx.t;
    let refused = mine.iter().any(Mine::refused);
    let head = Head::of(&found.landlord, &found.whole.agreement.title).refused(refused);
    let signed_in = ctx.session.is_some();
    let path = found.address();
    Ok(shell::page(&ctx, &head, move || {
        let agreement = &found.whole.agreement;
        let (class, tag) = say::standing(t, found.whole.standing);
        let done = match asked.fait.as_str() {
            _ if refused => None,
            "reponse" => Some(t.agreement_done_answer()),
            "retrait" => Some(t.agreement_done_back()),
            _ => None,
        };
        let done = done.map(|said| view! { <p class="note good" role="status">{said}</p> });
        let index = format!("/{}/accords", found.landlord.slug);
        let html = markdown::block(&agreement.body);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()><a href=index>{t.agreement_index()}</a></nav>
            <span class=class>{tag}</span>
            <h1 lang="fr">{agreement.title.clone()}</h1>
            <p class="lead">{way(t, &found)}</p>
            {done}
            {tally::outcome(t, &found)}
            {answers(t, &found, &mine, signed_in, &path)}
            <h2>{t.agreement_text()}</h2>
            <div class="said" lang="fr" inner_html=html></div>
            {signed(t, &found)}
            <h2>{t.agreement_concerned()}</h2>
            {scope(t, &found)}
            <h2>{t.agreement_counts()}</h2>
            {tally::progress(t, &found)}
            {tally::rounds(t, &found)}
            <p class="who">{t.agreement_counts_what()}</p>
            <h2>{t.agreement_next()}</h2>
            <p>{say::next(t, &found.whole)}</p>
            <p class="who">{t.agreement_law()} " " {t.agreement_names(found.whole.agreement.keep_days)}</p>
        }
    }))
}

/// How it came about, and what tenants are asked.
fn way(t: T, found: &Found) -> String {
    match (found.whole.agreement.way, found.whole.agreement.signed_on) {
        (Way::Signed, Some(day)) => t.agreement_lead_signed(t.date(day)),
        (Way::Signed, None) => t.agreement_way_signed().to_owned(),
        (Way::Direct, _) => t.agreement_lead_direct().to_owned(),
    }
}

/// The reader's own dwellings; how to answer for who is not signed in.
fn answers(t: T, found: &Found, mine: &[Mine], signed_in: bool, path: &str) -> AnyView {
    let open = matches!(found.whole.standing, Standing::Open(_));
    if !mine.is_empty() {
        return mine
            .iter()
            .map(|one| mine::show(t, found, one))
            .collect_view()
            .into_any();
    }
    if !open {
        return ().into_any();
    }
    if signed_in {
        return view! { <p class="note">{t.agreement_not_mine()}</p> }.into_any();
    }
    let sign_in = format!("/connexion?suite={}", query_value(path));
    view! {
        <section class="card main">
            <h2>{t.agreement_answer_title()}</h2>
            <p>{t.agreement_answer_how()}</p>
            <p><a class="button" href=sign_in>{t.agreement_sign_in()}</a></p>
            <p class="who">{t.agreement_answer_paper()}</p>
        </section>
    }
    .into_any()
}

/// Who signed, and by what title they bind the others.
pub(super) fn signed(t: T, found: &Found) -> AnyView {
    if found.whole.agreement.way == Way::Direct {
        return ().into_any();
    }
    let items = found.whole.signatories.iter().map(|one| {
        let affiliation = affiliation(t, one);
        view! { <li><strong lang="fr">{one.name.clone()}</strong> ". " {affiliation}</li> }
    });
    let items = items.collect_view();
    view! {
        <h2>{t.agreement_signed_by()}</h2>
        <ul>{items}</ul>
        <p>{say::title(t, found.whole.by)}</p>
    }
    .into_any()
}

fn affiliation(t: T, one: &Signatory) -> String {
    let affiliated = match one.as_of {
        Some(day) => t.agreement_affiliated(&one.national_body, t.date(day), &one.sits_at),
        None => t.agreement_not_affiliated().to_owned(),
    };
    if one.votes > 0 {
        let votes = t.agreement_votes(one.votes);
        return format!("{affiliated} {votes}");
    }
    affiliated
}

/// Estates, buildings and dwellings, and how many dwellings that makes.
pub(super) fn scope(t: T, found: &Found) -> AnyView {
    let parts = found
        .parts
        .iter()
        .map(|(_, names)| view! { <li lang="fr">{names.join(", ")}</li> })
        .collect_view();
    let dwellings = t.agreement_dwellings(say::number(found.whole.concerned));
    view! { <ul>{parts}</ul> <p>{dwellings} " " {t.agreement_one_each()}</p> }.into_any()
}
