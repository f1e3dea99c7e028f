//! The charter in force as files: its exact bytes, and a PDF.

use super::load::Charter;
use super::sheet;
use crate::i18n::{Locale, T};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use palier_store::text;

/// The bytes that were voted on.
///
/// # Errors
/// When no charter is in force for this reader, or the database does not answer.
pub async fn text(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let charter = Charter::of(&ctx, &slug).await?;
    let of = charter.in_force().ok_or(AppError::NotFound)?;
    let bytes = text::export(&ctx.site.db, of.adoption.version_id).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"charte-adoptee.md\"",
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The PDF: in French, as the text is.
///
/// # Errors
/// When no charter is in force for this reader, or the database does not answer.
pub async fn pdf(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let charter = Charter::of(&ctx, &slug).await?;
    let of = charter.in_force().ok_or(AppError::NotFound)?;
    let entries = text::entries(&ctx.site.db, of.adoption.version_id).await?;
    let address = format!("{}{}", ctx.site.origin, of.reader.at("adoptee"));
    let french = T { locale: Locale::Fr };
    let written = sheet::write(french, &of, &entries, &address);
    crate::sheet::file(written, ctx.now, "charte-adoptee.pdf").await
}
