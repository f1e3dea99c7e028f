//! The record as a page and as a file: public once the result is posted, before that for those who
//! make it and for the agents of the lists.

use super::{Material, load, write};
use crate::election::home::{crumbs, stamp};
use crate::election::load::found;
use crate::election::result::known::{self, Known, runs};
use crate::i18n::T;
use crate::sheet::{self, file};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;

/// The page.
///
/// # Errors
/// When there is no record for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let all = read(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let written = write(t, &all)?;
    let head = Head::of(&all.known.found.landlord, t.record_title());
    Ok(shell::page(&ctx, &head, move || {
        let found = &all.known.found;
        let file = format!("{}/proces-verbal.pdf", found.address());
        let draft = (found.election.stage < Stage::Proclaimed)
            .then(|| view! { <p class="note" role="note">{draft(t, &all)}</p> });
        view! {
            <div class="screen-only">
                {crumbs(t, found, true)}
                <p class="note">{t.protocol_print()}</p>
                <p><a class="button quiet" href=file>{t.record_pdf()}</a></p>
            </div>
            {stamp(t, found)}
            {draft}
            {sheet::show(&written)}
        }
    }))
}

/// What a record lacks before the proclamation.
fn draft(t: T, all: &Material) -> &'static str {
    if all.signed {
        t.record_signed()
    } else {
        t.record_draft()
    }
}

/// The file.
///
/// # Errors
/// When there is no record for this reader, or the database does not answer.
pub async fn pdf(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let all = read(&ctx, &slug, &handle).await?;
    let written = write(ctx.t, &all)?;
    let name = format!("{}-{handle}.pdf", ctx.t.record_file());
    file(written, all.known.count.counted_at, &name).await
}

async fn read(ctx: &Ctx, slug: &str, handle: &str) -> Result<Material, AppError> {
    load(
        &ctx.site.db,
        ctx.site.polls.boxes(),
        readable(ctx, slug, handle).await?,
    )
    .await
}

/// The counted election, for whoever may read its record.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub(super) async fn readable(ctx: &Ctx, slug: &str, handle: &str) -> Result<Known, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.election.stage < Stage::Counted {
        return Err(AppError::NotFound);
    }
    let known = known::of(&ctx.site.db, found).await?;
    let found = &known.found;
    let public = found.election.stage >= Stage::Proclaimed;
    if public || runs(found) || !known.agent_of(ctx).await?.is_empty() {
        Ok(known)
    } else {
        Err(AppError::NotFound)
    }
}
