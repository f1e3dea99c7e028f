//! Publishing a draft as the charter's next version.

use super::draft;
use crate::charter::load::SLUG;
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::id::UploadId;
use palier_store::text::{self, NewText};
use palier_store::upload;
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    draft: Uuid,
}

/// Publishes it; the same draft published twice is one version.
///
/// # Errors
/// When there is no such draft, or the latest version is being decided.
pub async fn publish(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let done = format!("/{}/gestion/charte?fait=version", desk.landlord.slug);
    let (source, public) = match draft::load(&ctx, desk.landlord.id, sent.draft).await {
        Ok(found) => found,
        // Published already: the draft was erased with it.
        Err(AppError::NotFound) => return Ok(ctx.go(&done)),
        Err(error) => return Err(error),
    };
    let parsed = grammar::parse(&source).map_err(|_| AppError::BadRequest)?;
    let new = NewText {
        kind: TextKind::Charter,
        slug: SLUG.to_owned(),
        audience: if public {
            Audience::Public
        } else {
            Audience::Members
        },
    };
    let mut tx = ctx.site.db.begin().await?;
    text::import(&mut tx, desk.landlord.id, new, &parsed, ctx.now).await?;
    upload::erase(&mut tx, UploadId(sent.draft)).await?;
    tx.commit().await?;
    Ok(ctx.go(&done))
}
