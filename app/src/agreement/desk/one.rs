//! An agreement at the desk: what comes next, and the answers by name.

use super::act::{self, Acts};
use super::address;
use super::form::{self, Draft};
use crate::agreement::load::{Found, any};
use crate::agreement::{page as public, say, tally};
use crate::i18n::T;
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::Standing;
use palier_domain::markdown;
use palier_store::collective_agreement::{self as agreement, Given};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after something was done.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When the landlord has no such agreement, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let draft = match found.whole.standing {
        Standing::Draft => Some(form::load(&ctx, &found).await?),
        _ => None,
    };
    let given = match found.whole.last() {
        Some(last) => agreement::answers(&ctx.site.db, found.id(), last.which).await?,
        None => Vec::new(),
    };
    let acts = act::load(&ctx, &found).await?;
    let t = ctx.t;
    let refused = acts.refused() || draft.as_ref().is_some_and(Draft::refused);
    let head = Head::of(&found.landlord, &found.whole.agreement.title).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (!asked.fait.is_empty() && !refused)
            .then(|| view! { <p class="note good" role="status">{t.agreement_desk_done()}</p> });
        let index = format!("/{}/gestion/accords", found.landlord.slug);
        let (class, tag) = say::standing(t, found.whole.standing);
        let body = match &draft {
            Some(draft) => written(t, &found, draft, &acts),
            None => running(t, &found, &given, &acts),
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()><a href=index>{t.agreement_desk()}</a></nav>
            <span class=class>{tag}</span>
            <h1 lang="fr">{found.whole.agreement.title.clone()}</h1>
            {done}
            {tally::progress(t, &found)}
            <p class="note">{say::next(t, &found.whole)}</p>
            {body}
        }
    }))
}

/// A draft: its form, how it reads, and asking the tenants.
fn written(t: T, found: &Found, draft: &Draft, acts: &Acts) -> AnyView {
    let html = markdown::block(&found.whole.agreement.body);
    let reads = (!html.is_empty()).then(|| {
        view! {
            <h2>{t.agreement_reads()}</h2>
            <div class="said" lang="fr" inner_html=html></div>
        }
    });
    view! {
        {form::show(t, found, draft)}
        {reads}
        {public::signed(t, found)}
        <h2>{t.agreement_concerned()}</h2>
        {public::scope(t, found)}
        {acts.open(t, found)}
    }
    .into_any()
}

/// Tenants were asked: letters, entering, counting, names.
fn running(t: T, found: &Found, given: &[Given], acts: &Acts) -> AnyView {
    let (here, public) = (address(found), found.address());
    let entering = matches!(
        found.whole.standing,
        Standing::Open(_) | Standing::Counting(_)
    );
    let enter = entering.then(|| {
        let link = format!("{here}/saisie");
        view! { <p><a class="button" href=link>{t.agreement_enter()}</a></p> }
    });
    let erased = found
        .whole
        .last()
        .is_some_and(|last| last.erased_at.is_some());
    let letters = (!erased).then(|| {
        let link = format!("{here}/courriers");
        view! { <li><a href=link>{t.agreement_letters()}</a></li> }
    });
    view! {
        {enter}
        <ul>
            <li><a href=public>{t.agreement_public_page()}</a></li>
            {letters}
        </ul>
        {acts.close(t, found)}
        {tally::outcome(t, found)}
        {acts.second(t, found)}
        <h2>{t.agreement_counts()}</h2>
        {tally::rounds(t, found)}
        <h2>{t.agreement_by_name()}</h2>
        {names(t, found, given, erased)}
    }
    .into_any()
}

fn names(t: T, found: &Found, given: &[Given], erased: bool) -> AnyView {
    if erased {
        return view! { <p class="empty">{t.agreement_erased()}</p> }.into_any();
    }
    if given.is_empty() {
        return view! { <p class="empty">{t.agreement_no_answer()}</p> }.into_any();
    }
    let last = found.whole.last().map(|round| round.period.last);
    let items = given.iter().map(|one| {
        let link = format!("{}/reponse/{}", address(found), one.id);
        let late = last.is_some_and(|last| one.received_on > last);
        let late = late.then(|| view! { " " <span class="tag late">{t.agreement_late()}</span> });
        let differs = given
            .iter()
            .any(|other| other.dwelling_id == one.dwelling_id && other.says != one.says);
        let differs = differs
            .then(|| view! { " " <span class="tag late">{t.agreement_contrary()}</span> });
        let how = match one.source {
            Some(_) => t.agreement_on_paper(&one.reference),
            None => t.agreement_online().to_owned(),
        };
        view! {
            <li>
                <p><a href=link>{format!("{}, {}", one.dwelling, one.name)}</a> " " <strong>{say::says(t, one.says)}</strong> {late} {differs}</p>
                <p class="who">{t.agreement_received(t.date(one.received_on))} " " {how}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <p class="who">{t.agreement_names(found.whole.agreement.keep_days)}</p>
        <ul class="plain">{items}</ul>
    }
    .into_any()
}
