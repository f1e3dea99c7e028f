//! Saving the draft of a protocol, whatever rules it breaks.

use super::form::FORM;
use super::typed::Typed;
use super::{address, held};
use crate::site::access::Desk;
use crate::site::forms::Refusal;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_store::election::{self, Election};
use std::collections::BTreeMap;

/// Saves it; what cannot be read sends the form back with everything that was typed.
///
/// # Errors
/// When there is no such election, it is announced, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Form(sent): Form<BTreeMap<String, String>>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let page = address(&desk, &election);
    match saved(&ctx, &election, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=brouillon")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields: Vec<(&str, &str)> = sent
                .iter()
                .map(|(name, typed)| (name.as_str(), typed.as_str()))
                .collect();
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn saved(
    ctx: &Ctx,
    election: &Election,
    sent: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let typed = Typed(sent);
    let title = typed.title()?;
    let protocol = typed.protocol(&election.protocol)?;
    let mut tx = ctx.site.db.begin().await?;
    if !election::set_protocol(&mut tx, election.id, &title, &protocol, ctx.now).await? {
        return Err(AppError::Conflict.into());
    }
    tx.commit().await?;
    Ok(())
}
