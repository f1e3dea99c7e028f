//! The reading page: contents, then the whole text, with the comments of each article counted.

use super::article;
use super::load::{Found, charter};
use crate::amendment::read::clause as amended;
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::charter::discussion::Phase;
use palier_domain::charter::outline::{Article, Chapter};
use palier_domain::charter::status::VersionStatus;
use palier_domain::markdown;
use palier_store::landlord::Landlord;

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let (t, now) = (ctx.t, ctx.now);
    let amended = amended::amended(&ctx, &found).await?;
    let head = Head::of(&landlord, found.title()).wide();
    Ok(shell::page(&ctx, &head, || {
        let version = t.charter_version(found.text.sequence);
        let published = t.date(dates::local(found.text.published_at, &landlord.zone).date_naive());
        let preamble = article::blocks(&found.outline.preamble);
        let chapters = found
            .outline
            .chapters
            .iter()
            .map(|chapter| show(t, &landlord, &found, (chapter, &amended), now))
            .collect_view();
        view! {
            <p class="eyebrow">{version} ", " {t.charter_published(published)}</p>
            <h1 lang="fr">{found.title()}</h1>
            {status(t, &landlord, &found, now)}
            {ways(&ctx, &landlord, &found)}
            <div class="reading">
                {contents(t, &found)}
                <div class="text">
                    <div class="preamble" lang="fr">{preamble}</div>
                    {chapters}
                </div>
            </div>
        }
    }))
}

/// The ways from here: to paper, to amendments, to the adoption and what follows it.
fn ways(ctx: &Ctx, landlord: &Landlord, found: &Found) -> AnyView {
    let t = ctx.t;
    let open = found.text.status == VersionStatus::Open;
    let booklet = open.then(|| ("cahier", t.booklet_title()));
    let mine = ctx
        .session
        .as_ref()
        .map(|_| ("mes-amendements", t.amend_mine()));
    let ways = [
        Some(("adoptee", t.adopted_title())),
        Some(("engagements", t.commitment_title())),
        Some(("adoption", t.adoption_link())),
        Some(("amendements", t.amendment_read_all())),
        mine,
        booklet,
        Some(("recherche", t.amendment_read_search())),
        Some(("impression", t.charter_print())),
        Some(("moderation", t.moderation_log_link())),
        Some(("processus.md", t.adopted_process_md())),
        Some(("processus.json", t.adopted_process_json())),
    ];
    let ways = ways.into_iter().flatten().map(|(below, words)| {
        let href = format!("/{}/charte/{below}", landlord.slug);
        view! { <li><a href=href>{words}</a></li> }
    });
    view! { <ul class="ways">{ways.collect_view()}</ul> }.into_any()
}

/// Whether it may be commented on, until when, and what comes next.
#[must_use]
pub fn status(t: T, landlord: &Landlord, found: &Found, now: DateTime<Utc>) -> AnyView {
    let Some(row) = &found.discussion else {
        return view! { <p class="note">{t.charter_no_discussion()}</p> }.into_any();
    };
    match found.phase(now) {
        Phase::NotYet => {
            let opens = t.instant(row.opens_at, &landlord.zone);
            view! { <p class="note">{t.charter_not_yet(opens)}</p> }.into_any()
        }
        Phase::Open => {
            let closes = t.instant(row.closes_at, &landlord.zone);
            let left = t.days_left(row.closes_at, now, &landlord.zone);
            let left = if left == 0 {
                t.charter_last_day().to_owned()
            } else {
                t.charter_days_left(left)
            };
            view! { <p class="note good">{t.charter_open(closes)} " " <strong>{left}</strong></p> }
                .into_any()
        }
        Phase::Closed => {
            let closed = dates::local(row.closes_at, &landlord.zone).date_naive();
            let next = match t.locale {
                crate::i18n::Locale::Fr => markdown::block(&row.next_fr),
                crate::i18n::Locale::En => markdown::block(&row.next_en),
            };
            view! {
                <section class="note">
                    <p><strong>{t.charter_closed(t.date(closed))}</strong></p>
                    <div inner_html=next></div>
                </section>
            }
            .into_any()
        }
    }
}

fn chapters(t: T, found: &Found) -> impl IntoView + use<> {
    found
        .outline
        .chapters
        .iter()
        .map(|chapter| {
            let articles = chapter
                .articles
                .iter()
                .map(|article| {
                    let count = found.count(article.at.clause);
                    let target = format!("#a-{}", article.at.handle);
                    let counted = (count > 0).then(|| {
                        view! {
                            <span class="count" aria-hidden="true">{t.number(count)}</span>
                            <span class="hidden">", " {t.comment_count(count)}</span>
                        }
                    });
                    view! {
                        <li>
                            <a href=target>
                                <span lang="fr">{article.label.clone()} " " {markdown::plain(&article.title)}</span>
                                {counted}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <li>
                    <a class="chapter" href=format!("#a-{}", chapter.at.handle) lang="fr">
                        {chapter.label.clone()} ". " {markdown::plain(&chapter.title)}
                    </a>
                    <ul>{articles}</ul>
                </li>
            }
        })
        .collect_view()
}

/// The contents: folded on a phone, at the side on a desktop; one of the two is shown.
fn contents(t: T, found: &Found) -> impl IntoView + use<> {
    view! {
        <nav class="contents folded" aria-label=t.charter_contents()>
            <details>
                <summary>{t.charter_contents()}</summary>
                <ul>{chapters(t, found)}</ul>
            </details>
        </nav>
        <nav class="contents aside" aria-label=t.charter_contents()>
            <ul>{chapters(t, found)}</ul>
        </nav>
    }
}

fn show(
    t: T,
    landlord: &Landlord,
    found: &Found,
    (chapter, amended): (&Chapter, &amended::Amended),
    now: DateTime<Utc>,
) -> AnyView {
    let heading = (!chapter.title.is_empty()).then(|| {
        view! {
            <h2 id=format!("a-{}", chapter.at.handle) lang="fr">
                {chapter.label.clone()} ". " {markdown::plain(&chapter.title)}
            </h2>
        }
    });
    let intro = article::blocks(&chapter.intro);
    let articles = chapter
        .articles
        .iter()
        .map(|one| show_article(t, landlord, found, (one, amended), now))
        .collect_view();
    view! { <section class="chapter">{heading} <div lang="fr">{intro}</div> {articles}</section> }
        .into_any()
}

fn show_article(
    t: T,
    landlord: &Landlord,
    found: &Found,
    (one, amended): (&Article, &amended::Amended),
    now: DateTime<Utc>,
) -> AnyView {
    let count = found.count(one.at.clause);
    let link = format!("/{}/charte/{}", landlord.slug, one.at.handle);
    let title = markdown::inline(&one.title);
    let open = found.phase(now) == Phase::Open;
    let said = if count == 0 && !open {
        t.article_open().to_owned()
    } else if count == 0 {
        t.article_comment_first().to_owned()
    } else {
        t.comment_count(count)
    };
    let name = t.article_named(one.label.clone());
    let amendments = amended::count_of(amended, one);
    let amendments = (amendments > 0).then(|| {
        let to = format!("{link}#amendements");
        view! { " " <a class="button quiet" href=to>{t.amendment_read_on_article(amendments)} <span class="hidden">", " {name.clone()}</span></a> }
    });
    view! {
        <article class="article" id=format!("a-{}", one.at.handle)>
            <h3 lang="fr"><span class="label">{one.label.clone()}</span> " " <span inner_html=title></span></h3>
            <p class="tags">{article::force(t, one)} {article::listen(t, one)}</p>
            {article::body(t, one)}
            <p class="talk">
                <a class="button quiet" href=link>
                    {said} <span class="hidden">", " {name}</span>
                </a>
                {amendments}
            </p>
        </article>
    }
    .into_any()
}
