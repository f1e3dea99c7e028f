//! The tally board's word that the work may begin, or begin again.

use super::decryption::Standing;
use super::page::FORM;
use super::problem::ClosingProblem;
use super::{found_for_board, job};
use crate::election::load::Found;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use axum::extract::Path;
use axum::response::Response;
use palier_domain::election::stage::Stage;
use palier_store::election::{self, ElectionKind, freeze};

/// Asks for the tally, or for the result when it was given up before.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn go_on(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_for_board(&ctx, &slug, &handle).await?;
    let page = format!("{}/depouillement", found.address());
    match asked(&ctx, &found).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn asked(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let not_now = || Complaint::whole(ClosingProblem::NotNow);
    let by = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    let at = election::held(&mut tx, found.election.id).await?;
    if at.kind == ElectionKind::Rehearsal {
        return Err(not_now().into());
    }
    let kind = match at.stage {
        Stage::Frozen => {
            let freeze = freeze::of(&ctx.site.db, at.id).await?;
            if !freeze.ok_or_else(not_now)?.agrees() {
                return Err(Complaint::whole(ClosingProblem::MarksDiffer).into());
            }
            job::TALLY
        }
        Stage::Tallied => {
            let standing = Standing::read(ctx, &at).await?;
            if standing.is_none_or(|standing| standing.needed() > 0) {
                return Err(not_now().into());
            }
            job::RESULT
        }
        _ => return Err(not_now().into()),
    };
    let jobs = job::of(&ctx.site.db, &at, kind).await?;
    job::ask(&mut tx, &at, kind, &jobs, by, ctx.now).await?;
    tx.commit().await?;
    ctx.site.wake_jobs();
    Ok(())
}
