//! Keeping what was written of a draft.

use super::address;
use super::form::FORM;
use super::typed::{self, Fields};
use crate::agreement::load::{Found, any};
use crate::agreement::problem::refusal;
use crate::site::access::Desk;
use crate::site::forms::Refusal;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_store::collective_agreement as agreement;

/// Keeps it.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    _: Desk,
    Path((slug, id)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Result<Response, AppError> {
    let found = any(&ctx, &slug, &id).await?;
    let page = address(&found);
    match keep(&ctx, &found, &fields).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let typed: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            ctx.refuse(FORM, &typed, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, found: &Found, fields: &Fields) -> Result<(), Refusal> {
    let words = typed::words(&ctx.site.db, found.landlord.id, fields).await?;
    let mut tx = ctx.site.db.begin().await?;
    agreement::save(&mut tx, found.id(), &words, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}
