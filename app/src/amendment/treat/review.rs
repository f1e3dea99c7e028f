//! The public review: what became of each comment, clause by clause.

use super::review_forms::{Saying, form, form_of};
use crate::amendment::parts::card::named;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::{author, excerpt};
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::ClauseId;
use palier_domain::markdown;
use palier_store::decision::{self, Argument, FateRow, Reviewed};
use palier_store::text;
use serde::Deserialize;
use std::collections::HashMap;

/// The most comments of one clause that are shown.
const MOST: i64 = 500;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The handle of one clause; all of them in short without it.
    #[serde(default)]
    article: String,
    #[serde(default)]
    fait: String,
}

/// The address of the review of one clause.
#[must_use]
pub(super) fn of_clause(reader: &Reader, handle: i64) -> String {
    reader.at(&format!("revue?article={handle}"))
}

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or no such clause, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let (db, text) = (&ctx.site.db, &reader.found.text);
    let clauses = decision::reviewed(db, text.id).await?;
    let titles: HashMap<ClauseId, String> = text::entries(db, text.version_id)
        .await?
        .into_iter()
        .map(|entry| (entry.clause_id, title(entry.kind, &entry.source)))
        .collect();
    if asked.article.is_empty() {
        return Ok(all(&ctx, &reader, &clauses, &titles));
    }
    let handle: i64 = asked.article.parse().map_err(|_| AppError::NotFound)?;
    let one = clauses.iter().find(|one| one.handle == handle);
    let one = one.ok_or(AppError::NotFound)?;
    let rows = decision::fates(db, text.id, Some(one.clause), MOST).await?;
    let arguments = decision::arguments(db, text.id).await?;
    let kept = ctx.kept_forms().await?;
    let refused = kept
        .iter()
        .any(|one| one.complaint().is_some() && one.id.starts_with("fate-"));
    let treats = matches!(text.status, VersionStatus::Open | VersionStatus::Frozen);
    let saying = Saying {
        says: treats && reader.facilitates(),
        amends: text.status == VersionStatus::Open
            && !reader.facilitates()
            && !reader.found.standing.qualities.is_empty(),
        kept,
    };
    let t = ctx.t;
    let said = titles.get(&one.clause);
    let said = said.map_or(t.treat_clause_gone(), String::as_str);
    let head = Head::of(&reader.landlord, said.to_owned()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let done = (asked.fait == "1" && !refused)
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", reader.landlord.slug) lang="fr">{reader.found.title()}</a>
                " " <a href=reader.at("revue")>{t.treat_review()}</a>
            </nav>
            <h1 lang="fr">{said.to_owned()}</h1>
            <p><a href=reader.at(&handle.to_string())>{t.treat_review_read()}</a></p>
            {done}
            {clause(t, &reader, &saying, &rows, &arguments)}
        }
    }))
}

/// What a clause is called: its title, or how its words begin.
fn title(kind: ClauseKind, source: &str) -> String {
    excerpt(&markdown::plain(&content(kind, source).markdown), 90)
}

/// All clauses in short: how many comments each has, and how many wait.
fn all(
    ctx: &Ctx,
    reader: &Reader,
    clauses: &[Reviewed],
    titles: &HashMap<ClauseId, String>,
) -> Response {
    let t = ctx.t;
    let head = Head::of(&reader.landlord, t.treat_review());
    shell::page(ctx, &head, || {
        let waiting: i64 = clauses.iter().map(|one| one.waiting).sum();
        let left = match (clauses.is_empty(), waiting) {
            (true, _) => t.treat_review_empty().to_owned(),
            (_, 0) => t.treat_comments_all().to_owned(),
            (_, n) => t.treat_comments_left(n),
        };
        let items = clauses.iter().map(|one| {
            let title = titles.get(&one.clause).cloned();
            let waits = (one.waiting > 0).then(|| {
                view! { " " <span class="tag soon">{t.treat_review_waiting(one.waiting)}</span> }
            });
            view! {
                <li>
                    <a href=of_clause(reader, one.handle) lang="fr">
                        {title.unwrap_or_else(|| t.treat_clause_gone().to_owned())}
                    </a>
                    <p class="who">{t.treat_review_comments(one.comments)} {waits}</p>
                </li>
            }
        });
        let items = items.collect_view();
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", reader.landlord.slug) lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.treat_review()}</h1>
            <p class="lead">{t.treat_review_lead()}</p>
            <p>{left}</p>
            <ul class="plain">{items}</ul>
        }
    })
}

/// The arguments on a clause, and its comments.
fn clause(
    t: T,
    reader: &Reader,
    saying: &Saying,
    rows: &[FateRow],
    arguments: &[Argument],
) -> AnyView {
    let id = rows.first().map(|row| row.clause);
    let own: Vec<&Argument> = arguments
        .iter()
        .filter(|one| Some(one.clause_id) == id)
        .collect();
    let listed = own.iter().map(|one| {
        view! { <li><span lang="fr">{one.words.clone()}</span> " " <span class="hint">{t.treat_argument_count(one.comments)}</span></li> }
    });
    let listed = listed.collect_view();
    let listed =
        (!own.is_empty()).then(|| view! { <h2>{t.treat_arguments()}</h2> <ul>{listed}</ul> });
    let comments = rows.iter().map(|row| {
        let form = form(t, reader, saying, row, &own);
        comment(t, reader, row, form)
    });
    let comments = comments.collect_view();
    view! { {listed} <ul class="amendments">{comments}</ul> }.into_any()
}

fn comment(t: T, reader: &Reader, row: &FateRow, form: AnyView) -> AnyView {
    let name = author(t, &row.author_name);
    let who = named(t, name, row.quality, row.association_name.as_deref());
    let replies = (row.replies > 0).then(|| t.treat_replies(row.replies));
    let body = markdown::comment(&row.body);
    view! {
        <li class="card" id=form_of(row.comment)>
            <p class="who">{who} {replies.map(|replies| format!(" · {replies}"))}</p>
            <div class="prose" lang="fr" inner_html=body></div>
            {fate(t, reader, row)}
            {form}
        </li>
    }
    .into_any()
}

/// What became of it.
fn fate(t: T, reader: &Reader, row: &FateRow) -> AnyView {
    let reason =
        (!row.reason.is_empty()).then(|| view! { " " <span lang="fr">{row.reason.clone()}</span> });
    let said = match (row.fate, &row.argument, row.number) {
        (None, ..) => return view! { <p class="tags"><span class="tag soon">{t.treat_fate_none()}</span></p> }.into_any(),
        (Some(CommentFate::Argument), Some(words), _) => {
            view! { {t.treat_fate_argument()} " " <span lang="fr">{words.clone()}</span> }.into_any()
        }
        (Some(CommentFate::Amendment), _, Some(number)) => {
            let href = reader.at(&format!("amendements/{number}"));
            view! { {t.treat_fate_amendment()} " " <a href=href>{t.amendment_card_number(number)}</a> }.into_any()
        }
        _ => t.treat_fate_no_change().into_any(),
    };
    view! { <p class="why"><strong>{said}</strong>{reason}</p> }.into_any()
}
