//! The charter in force as a page, to be read and printed.

use super::figures;
use super::load::{Charter, InForce};
use super::signatures::{self, SIGN};
use super::under_way;
use crate::charter::version;
use crate::i18n::T;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::outline::Article;
use palier_domain::markdown;
use palier_store::adoption::CollegeState;
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
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
    let charter = Charter::of(&ctx, &slug).await?;
    if charter.adoption.is_none() {
        return Ok(under_way::page(&ctx, &charter.reader));
    }
    let form = ctx.form(SIGN).await?;
    let t = ctx.t;
    let refused = form.complaint().is_some();
    let head = Head::of(&charter.reader.landlord, t.adopted_title())
        .wide()
        .refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let done = asked.fait == "1" && !refused;
        let of = charter.in_force();
        of.map(|of| show(&ctx, &of, &form, done))
    }))
}

fn show(ctx: &Ctx, of: &InForce<'_>, form: &FormState, done: bool) -> AnyView {
    let (t, found) = (ctx.t, &of.reader.found);
    let day = of.day().map(|day| t.date(day));
    let newer = (!of.is_latest()).then(|| {
        view! { <p class="note screen-only">{t.adopted_newer(found.text.sequence)} " " <a href=of.reader.at("").trim_end_matches('/').to_owned()>{t.adopted_newer_link()}</a></p> }
    });
    let revision = of.revision.map(|day| {
        view! { <p class="adopted-revision">{t.adopted_revision(t.date(day))}</p> }
    });
    let done = done.then(|| {
        view! { <p class="note good screen-only" role="status">{t.adopted_sign_done()}</p> }
    });
    let today = ctx.today(&of.reader.landlord.zone);
    view! {
        <article class="adopted">
            <nav class="crumbs screen-only" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", of.reader.landlord.slug)>{t.adopted_back()}</a>
            </nav>
            <p class="eyebrow">{of.reader.landlord.name.clone()} " · " {t.charter_version(of.adoption.sequence)}</p>
            <h1 lang="fr">{found.title()}</h1>
            <p class="adopted-stamp">{day.map(|day| t.adopted_on(day))}</p>
            {done}
            {newer}
            {revision}
            {ways(t, of)}
            {colleges(t, of)}
            <div class="text">{version::chapters(t, &found.outline, &|one| origin(t, of, one))}</div>
            {signatures::block(t, of)}
            {signatures::form(t, of, form, today)}
            {check(t, ctx, of)}
        </article>
    }
    .into_any()
}

/// Where the words of an article come from, while it is in the latest version too.
fn origin(t: T, of: &InForce<'_>, one: &Article) -> AnyView {
    let there = of.latest.article_of(one.at.handle).is_some();
    there
        .then(|| {
            let href = of.reader.at(&format!("origine/{}", one.at.handle));
            let name = t.article_named(one.label.clone());
            view! { <p class="talk screen-only"><a href=href>{t.adopted_origin()} <span class="hidden">", " {name}</span></a></p> }
        })
        .into_any()
}

/// What else there is: files, commitments, where it comes from.
fn ways(t: T, of: &InForce<'_>) -> AnyView {
    let ways = [
        ("adoptee.pdf", t.adopted_pdf()),
        ("engagements", t.adopted_commitments()),
        ("suites", t.adopted_history()),
        ("comparer", t.adopted_versions()),
        ("processus.md", t.adopted_process_md()),
        ("processus.json", t.adopted_process_json()),
    ];
    let ways = ways
        .into_iter()
        .map(|(below, words)| view! { <li><a href=of.reader.at(below)>{words}</a></li> });
    view! {
        <ul class="ways screen-only">
            <li><a href="#signatures">{t.adopted_signatures()}</a></li>
            <li><a href="#verifier">{t.adopted_check()}</a></li>
            {ways.collect_view()}
        </ul>
    }
    .into_any()
}

/// Who adopted it, a line for each college.
fn colleges(t: T, of: &InForce<'_>) -> AnyView {
    let all = &of.adoption.colleges;
    let needed: Vec<String> = all.iter().map(|state| figures::needed(t, state)).collect();
    // What holds for all is said once.
    let same = needed.windows(2).all(|pair| pair[0] == pair[1]);
    let for_all = needed.first().filter(|_| same).cloned();
    let rows = all.iter().zip(needed).map(|(state, needed)| {
        let own = (!same).then(|| view! { <p class="who">{needed}</p> });
        college(t, state, own.into_any())
    });
    let for_all = for_all.map(|said| view! { <p class="who">{t.adopted_needed(said)}</p> });
    let weights = (!of.adoption.weights_from.is_empty()).then(|| {
        view! { <p class="who">{t.adopted_weights(&of.adoption.weights_from)}</p> }
    });
    view! {
        <section class="adopted-by">
            <h2>{t.adopted_by()}</h2>
            <ul class="plain">{rows.collect_view()}</ul>
            {for_all}
            {weights}
        </section>
    }
    .into_any()
}

fn college(t: T, state: &CollegeState, needed: AnyView) -> AnyView {
    let statement = state.ballots.last().map(|last| last.statement.as_str());
    let statement = statement.filter(|words| !words.is_empty()).map(|words| {
        let html = markdown::block(words);
        view! { <blockquote lang="fr" inner_html=html></blockquote> }
    });
    let voices = figures::voices(t, state).map(|said| view! { <p class="who">{said}</p> });
    view! {
        <li>
            <p><strong>{figures::college(t, state.rule.college)}</strong> " " {figures::line(t, state)} "."</p>
            {voices}
            {needed}
            {statement}
        </li>
    }
    .into_any()
}

/// The hash of what was voted, and how everybody makes it again.
fn check(t: T, ctx: &Ctx, of: &InForce<'_>) -> AnyView {
    let file = of.reader.at("adoptee.md");
    let address = format!("{}{}", ctx.site.origin, of.reader.at("adoptee"));
    view! {
        <section class="adopted-check" id="verifier">
            <h2>{t.adopted_check()}</h2>
            <p>{t.adopted_check_what()}</p>
            <p><code>{of.hash()}</code></p>
            <div class="screen-only">
                <p>{t.adopted_check_how()}</p>
                <ol>
                    <li><a href=file>{t.adopted_check_take()}</a></li>
                    <li>{t.adopted_check_command()} " " <code>"sha256sum charte-adoptee.md"</code></li>
                    <li>{t.adopted_check_compare()}</li>
                </ol>
                <p>{t.adopted_check_replay()} " " <code>"palier text replay processus.json"</code></p>
            </div>
            <p class="adopted-address">{address}</p>
        </section>
    }
    .into_any()
}
