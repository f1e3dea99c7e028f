//! The public review: what became of each comment, clause by clause.

use super::review_forms::{Saying, form, form_of};
use crate::amendment::parts::card::named;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::author;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::comment_fate::CommentFate;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::ClauseId;
use palier_domain::markdown;
use palier_store::decision::{self, Argument, FateRow};
use palier_store::text;
use serde::Deserialize;
use std::collections::HashMap;

/// The most comments that one page shows.
const MOST: i64 = 500;

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
    let reader = Reader::of(&ctx, &slug).await?;
    let (db, text) = (&ctx.site.db, &reader.found.text);
    let rows = decision::fates(db, text.id, None, MOST).await?;
    let arguments = decision::arguments(db, text.id).await?;
    let left = decision::without_fate(db, text.id).await?;
    let words: HashMap<ClauseId, String> = text::entries(db, text.version_id)
        .await?
        .into_iter()
        .map(|entry| (entry.clause_id, markdown::plain(&entry.source)))
        .collect();
    let kept = ctx.kept_forms().await?;
    let refused = kept
        .iter()
        .any(|one| one.complaint().is_some() && one.id.starts_with("fate-"));
    let t = ctx.t;
    let treats = matches!(text.status, VersionStatus::Open | VersionStatus::Frozen);
    let saying = Saying {
        says: treats && reader.facilitates(),
        amends: text.status == VersionStatus::Open
            && !reader.facilitates()
            && !reader.found.standing.qualities.is_empty(),
        kept,
    };
    let head = Head::of(&reader.landlord, t.treat_review()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (asked.fait == "1" && !refused)
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        let left = i64::try_from(left).unwrap_or(i64::MAX);
        let left = if left > 0 {
            t.treat_comments_left(left)
        } else {
            t.treat_comments_all().to_owned()
        };
        let clauses = rows
            .chunk_by(|one, other| one.clause == other.clause)
            .map(|of| {
                let said = words.get(&of[0].clause).cloned();
                clause(t, &reader, &saying, of, said, &arguments)
            });
        let clauses = clauses.collect_view();
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", reader.landlord.slug) lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.treat_review()}</h1>
            <p class="lead">{t.treat_review_lead()}</p>
            {done}
            <p>{left}</p>
            {clauses}
        }
    }))
}

/// A clause with its arguments and comments.
fn clause(
    t: T,
    reader: &Reader,
    saying: &Saying,
    rows: &[FateRow],
    words: Option<String>,
    arguments: &[Argument],
) -> AnyView {
    let (id, handle) = (rows[0].clause, rows[0].handle);
    let own: Vec<&Argument> = arguments.iter().filter(|one| one.clause_id == id).collect();
    let listed = own.iter().map(|one| {
        view! { <li><span lang="fr">{one.words.clone()}</span> " " <span class="hint">{t.treat_argument_count(one.comments)}</span></li> }
    });
    let listed = listed.collect_view();
    let listed =
        (!own.is_empty()).then(|| view! { <h3>{t.treat_arguments()}</h3> <ul>{listed}</ul> });
    let title = words.unwrap_or_else(|| t.treat_clause_gone().to_owned());
    let title = crate::parts::excerpt(&title, 90);
    let comments = rows.iter().map(|row| {
        let form = form(t, reader, saying, row, &own);
        comment(t, reader, row, form)
    });
    let comments = comments.collect_view();
    view! {
        <section id=format!("c-{handle}")>
            <h2 lang="fr"><a href=reader.at(&handle.to_string())>{title}</a></h2>
            {listed}
            <ul class="plain">{comments}</ul>
        </section>
    }
    .into_any()
}

fn comment(t: T, reader: &Reader, row: &FateRow, form: AnyView) -> AnyView {
    let name = author(t, &row.author_name);
    let who = named(t, name, row.quality, row.association_name.as_deref());
    let replies = (row.replies > 0).then(|| t.treat_replies(row.replies));
    let body = markdown::comment(&row.body);
    view! {
        <li class="card" id=form_of(row.comment)>
            <p class="who">{who} " " {replies}</p>
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
