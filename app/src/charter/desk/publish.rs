//! Publishing a draft as the charter's next version.

use super::draft;
use crate::charter::load::SLUG;
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_store::text::{self, NewText};
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
/// When there is no such draft, when somebody published another version since it was made, or when
/// the latest version is being decided.
pub async fn publish(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let landlord = desk.landlord.id;
    let draft = draft::load(&ctx, landlord, sent.draft).await?;
    let parsed = grammar::parse(&draft.source).map_err(|_| AppError::BadRequest)?;
    let new = NewText {
        kind: TextKind::Charter,
        slug: SLUG.to_owned(),
        audience: if draft.public {
            Audience::Public
        } else {
            Audience::Members
        },
    };
    let mut tx = ctx.site.db.begin().await?;
    let imported = text::import(&mut tx, landlord, new, &parsed, ctx.now).await?;
    // Somebody else's version came in between: it is not undone by one who never saw it.
    if !imported.unchanged && imported.sequence != draft.base + 1 {
        return Err(AppError::Conflict);
    }
    tx.commit().await?;
    Ok(ctx.go(&format!(
        "/{}/gestion/charte?fait=version",
        desk.landlord.slug
    )))
}
