//! Finds the landlord that an address names.

use crate::site::{context::Ctx, error::AppError};
use palier_store::landlord::{self, Landlord};

/// The landlord with that slug, or a page that is not there.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn by_slug(ctx: &Ctx, slug: &str) -> Result<Landlord, AppError> {
    landlord::by_slug(&ctx.site.db, slug)
        .await?
        .ok_or(AppError::NotFound)
}
