//! The steps of the roll: made, published, frozen.

use super::desk::STEP;
use super::problem::refusal;
use super::{desk_address, problem::RollProblem};
use crate::election::load::{Found, found};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use axum::extract::Path;
use axum::response::Response;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::electoral_roll as roll;
use palier_store::election::{self, StepError};

/// Makes the roll, or makes it again.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn make(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = made(&ctx, &found).await;
    answer(&ctx, &found, done).await
}

async fn made(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    roll::make(&mut tx, found.election.id, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}

/// Publishes the roll: each person sees her own line.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn publish(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = published(&ctx, &found).await;
    answer(&ctx, &found, done).await
}

async fn published(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let role = ElectionRole::ElectionOfficer;
    let mut tx = ctx.site.db.begin().await?;
    let id = found.election.id;
    match election::advance(&mut tx, id, Move::PublishRoll, role, today, ctx.now).await {
        Ok(_) => {}
        Err(StepError::Refused(refused)) => {
            return Err(Complaint::whole(RollProblem::from(refused)).into());
        }
        Err(StepError::NoDay) => return Err(Complaint::whole(RollProblem::NotNow).into()),
        Err(StepError::Store(error)) => return Err(error.into()),
    }
    tx.commit().await?;
    Ok(())
}

/// Freezes the roll: no line changes any more.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn freeze(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = frozen(&ctx, &found).await;
    answer(&ctx, &found, done).await
}

async fn frozen(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let today = ctx.today(&found.landlord.zone);
    let role = ElectionRole::ElectionOfficer;
    let mut tx = ctx.site.db.begin().await?;
    roll::freeze(&mut tx, found.election.id, role, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}

async fn answer(ctx: &Ctx, found: &Found, done: Result<(), Refusal>) -> Result<Response, AppError> {
    let page = desk_address(found);
    match done {
        Ok(()) => {
            ctx.forget_form(STEP).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(STEP, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
