//! The merge draft, that anyone reads while it is made: each change with its amendments, touches
//! labelled; then the new version.

use super::merge_forms::{PUBLISH, TOUCH, publish_form, touch_form, undo_form};
use super::step::{colleges, steps};
use crate::amendment::parts::diff;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::consolidation::DraftClause;
use palier_domain::charter::provenance::Author;
use palier_domain::charter::shown::{Run, shown};
use palier_domain::id::AmendmentId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment};
use palier_store::decision::{self, MergeDraft, RoundRow, TouchRow};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
    /// The clause to touch.
    #[serde(default)]
    clause: String,
}

struct Shown {
    reader: Reader,
    made: Option<MergeDraft>,
    amendments: HashMap<AmendmentId, Amendment>,
    rounds: Vec<RoundRow>,
}

async fn load(ctx: &Ctx, slug: &str) -> Result<Shown, AppError> {
    let reader = Reader::of(ctx, slug).await?;
    let (db, text) = (&ctx.site.db, reader.found.text.id);
    let made = decision::merge_draft(db, text).await?;
    let merged: Vec<AmendmentId> = made
        .iter()
        .flat_map(|made| made.draft.merge.fates.keys().copied())
        .collect();
    let amendments = amendment::by_ids(db, &merged).await?;
    Ok(Shown {
        rounds: decision::rounds(db, text).await?,
        reader,
        made,
        amendments,
    })
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
    let shown = load(&ctx, &slug).await?;
    let touch = ctx.form(TOUCH).await?;
    let publish = ctx.form(PUBLISH).await?;
    let refused = touch.complaint().is_some() || publish.complaint().is_some();
    let t = ctx.t;
    let head = Head::of(&shown.reader.landlord, t.treat_merge()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let reader = &shown.reader;
        let done = (!asked.fait.is_empty() && !refused)
            .then(|| view! { <p class="note good" role="status">{t.treat_done()}</p> });
        let body = match &shown.made {
            // Somebody made the version meanwhile: whoever came second is told.
            None => view! { {summary(t, &publish)} {summary(t, &touch)} <p class="empty">{t.treat_merge_none()}</p> }.into_any(),
            Some(made) => {
                let edits = reader.facilitates();
                let clauses = made
                    .draft
                    .clauses
                    .iter()
                    .map(|one| clause(t, &shown, made, one, edits));
                let clauses = clauses.collect_view();
                let wanted = touch
                    .value("clause")
                    .unwrap_or_else(|| asked.clause.clone());
                let form = edits.then(|| touch_form(t, reader, made, &wanted, &touch));
                let ends = edits.then(|| publish_form(t, reader, made, &publish));
                view! {
                    <p>{t.treat_merge_count(i64::try_from(shown.amendments.len()).unwrap_or_default())}</p>
                    {form}
                    {removed(t, &shown, made)}
                    {clauses}
                    {touches(t, &shown, made, edits)}
                    {ends}
                }
                .into_any()
            }
        };
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", reader.landlord.slug) lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.treat_merge()}</h1>
            <p class="lead">{t.treat_merge_lead()}</p>
            {steps(t, reader.found.text.status)}
            {done}
            {body}
            {colleges(t, reader)}
            {rounds(t, &shown)}
        }
    }))
}

/// Links to amendments, by number.
fn credits(t: T, shown: &Shown, ids: impl IntoIterator<Item = AmendmentId>) -> AnyView {
    let mut all: Vec<&Amendment> = ids
        .into_iter()
        .filter_map(|id| shown.amendments.get(&id))
        .collect();
    all.sort_by_key(|one| one.number);
    let links = all.into_iter().map(|one| {
        let number = one.number.unwrap_or_default();
        let href = shown.reader.at(&format!("amendements/{number}"));
        view! { <li><a href=href>{t.amendment_card_number(number)} " " <span lang="fr">{one.title.clone()}</span></a></li> }
    });
    view! { <ul class="plain">{links.collect_view()}</ul> }.into_any()
}

/// A clause of the draft: as it is, or what changes in it and by whom.
fn clause(t: T, shown_page: &Shown, made: &MergeDraft, one: &DraftClause, edits: bool) -> AnyView {
    let old = made.base.iter().find(|old| old.clause == one.merged.clause);
    let before = old.map_or("", |old| old.source.as_str());
    let touch = edits.then(|| {
        let href = format!(
            "{}?clause={}#{TOUCH}",
            shown_page.reader.at("fusion"),
            one.merged.clause
        );
        view! { <p><a href=href>{t.treat_touch()}</a></p> }
    });
    if before == one.source && one.merged.moved_by.is_empty() {
        return view! { <p class="treat-same" lang="fr">{markdown::plain(&one.source)}</p> {touch} }
            .into_any();
    }
    let runs = if old.is_none() {
        vec![Run::Inserted(one.source.trim_end().to_owned())]
    } else {
        shown(before, &one.source)
    };
    let by: BTreeSet<AmendmentId> = one
        .merged
        .provenance
        .iter()
        .flat_map(|span| match &span.author {
            Author::Amendments(by) => by.clone(),
            Author::Editorial => Vec::new(),
        })
        .chain(one.merged.moved_by.iter().copied())
        .collect();
    let moved = (!one.merged.moved_by.is_empty()).then(|| view! { <p>{t.treat_moved()}</p> });
    let labels = made
        .touches
        .iter()
        .filter(|row| row.clause_id == one.merged.clause && row.undone_at.is_none());
    let labels = labels.map(|row| {
        view! { <p class="tags"><span class="tag soon">{t.treat_editorial()}</span> " " <span lang="fr">{row.label.clone()}</span></p> }
    });
    let labels = labels.collect_view();
    view! {
        <section class="card">
            {moved}
            {diff::show(t, &runs, diff::Extent::Full)}
            {credits(t, shown_page, by)}
            {labels}
            {touch}
        </section>
    }
    .into_any()
}

/// Clauses that go.
fn removed(t: T, shown: &Shown, made: &MergeDraft) -> AnyView {
    let all = made.draft.merge.removed.iter().filter_map(|gone| {
        let old = made.base.iter().find(|old| old.clause == gone.clause)?;
        let runs = [Run::Deleted(old.source.trim_end().to_owned())];
        Some(view! {
            <section class="card">
                <p>{t.treat_removed()}</p>
                {diff::show(t, &runs, diff::Extent::Full)}
                {credits(t, shown, gone.by.iter().copied())}
            </section>
        })
    });
    all.collect_view().into_any()
}

/// The touches, in order, those undone too.
fn touches(t: T, shown: &Shown, made: &MergeDraft, edits: bool) -> AnyView {
    if made.touches.is_empty() {
        return ().into_any();
    }
    let zone = &shown.reader.landlord.zone;
    let items = made.touches.iter().map(|row: &TouchRow| {
        let at = t.instant(row.written_at, zone);
        let undone = row.undone_at.map(|at| {
            view! { <p><span class="tag done">{t.treat_undone(t.instant(at, zone))}</span></p> }
        });
        let undo = (edits && row.undone_at.is_none()).then(|| undo_form(t, &shown.reader, row));
        view! {
            <li class="card">
                <p class="who">{t.treat_touch_by(at)}</p>
                <p lang="fr">{row.label.clone()}</p>
                {undone}
                {undo}
            </li>
        }
    });
    let items = items.collect_view();
    view! { <h2>{t.treat_touches()}</h2> <ul class="plain">{items}</ul> }.into_any()
}

/// Versions that were made of decisions.
fn rounds(t: T, shown: &Shown) -> AnyView {
    if shown.rounds.is_empty() {
        return ().into_any();
    }
    let zone = &shown.reader.landlord.zone;
    let items = shown.rounds.iter().map(|row| {
        let at = t.instant(row.merged_at, zone);
        view! { <li>{t.treat_round(at, t.number(row.sequence))}</li> }
    });
    let items = items.collect_view();
    view! { <h2>{t.treat_rounds()}</h2> <ul>{items}</ul> }.into_any()
}
