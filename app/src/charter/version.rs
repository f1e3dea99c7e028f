//! One version of the charter, as it was and stays: what was put to a vote is read here afterwards.

use super::article;
use super::load::charter;
use crate::consultation::rule_sheet::hash;
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::outline::{Article, Chapter, Outline};
use palier_domain::id::VersionId;
use palier_domain::markdown;
use palier_store::text;

/// How a version is named: by its number and by its exact bytes.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number, from 1.
    pub sequence: i64,
    /// The SHA-256 of its bytes.
    pub hash: String,
}

/// The number and the hash of a version.
///
/// # Errors
/// When the database does not answer.
pub async fn version(ctx: &Ctx, id: VersionId) -> Result<Option<Version>, AppError> {
    let db = &ctx.site.db;
    let Some(sequence) = text::sequence(db, id).await? else {
        return Ok(None);
    };
    let hash = hash(text::export(db, id).await?.as_bytes());
    Ok(Some(Version { sequence, hash }))
}

/// The page.
///
/// # Errors
/// When this reader sees no charter, when it has no such version, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, sequence)): Path<(String, i64)>,
) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let mut found = charter(&ctx, &landlord).await?;
    let db = &ctx.site.db;
    let asked = text::version_at(db, found.text.id, sequence).await?;
    let (id, published) = asked.ok_or(AppError::NotFound)?;
    let hash = hash(text::export(db, id).await?.as_bytes());
    found.show_version(&ctx, id).await?;
    let t = ctx.t;
    let head = Head::of(&landlord, found.title()).wide();
    Ok(shell::page(&ctx, &head, move || {
        let published = t.date(dates::local(published, &landlord.zone).date_naive());
        let latest = format!("/{}/charte", landlord.slug);
        let said = if id == found.text.version_id {
            t.charter_version_latest()
        } else {
            t.charter_version_earlier()
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=latest>{t.charter_version_now()}</a>
            </nav>
            <p class="eyebrow">{t.charter_version(sequence)} ", " {t.charter_published(published)}</p>
            <h1 lang="fr">{found.title()}</h1>
            <p class="note">{said}</p>
            <p class="who">{t.charter_version_hash()} " " <code>{hash}</code></p>
            <div class="text">{chapters(t, &found.outline, &|_| ().into_any())}</div>
        }
    }))
}

/// What stands below an article.
type Below<'a> = &'a dyn Fn(&Article) -> AnyView;

/// The whole text of a version, to be read, with something below each article.
#[must_use]
pub fn chapters(t: T, outline: &Outline, below: Below<'_>) -> AnyView {
    let chapters = outline.chapters.iter().map(|one| chapter(t, one, below));
    view! {
        <div class="preamble" lang="fr">{article::blocks(&outline.preamble)}</div>
        {chapters.collect_view()}
    }
    .into_any()
}

fn chapter(t: T, chapter: &Chapter, below: Below<'_>) -> AnyView {
    let heading = (!chapter.title.is_empty()).then(|| {
        view! {
            <h2 id=format!("a-{}", chapter.at.handle) lang="fr">
                {chapter.label.clone()} ". " {markdown::plain(&chapter.title)}
            </h2>
        }
    });
    let articles = chapter.articles.iter().map(|one| show(t, one, below));
    view! {
        <section class="chapter">
            {heading}
            <div lang="fr">{article::blocks(&chapter.intro)}</div>
            {articles.collect_view()}
        </section>
    }
    .into_any()
}

fn show(t: T, one: &Article, below: Below<'_>) -> AnyView {
    let title = markdown::inline(&one.title);
    view! {
        <article class="article" id=format!("a-{}", one.at.handle)>
            <h3 lang="fr"><span class="label">{one.label.clone()}</span> " " <span inner_html=title></span></h3>
            <p class="tags">{article::force(t, one)}</p>
            {article::body(t, one)}
            {article::origin(t, one)}
            {below(one)}
        </article>
    }
    .into_any()
}
