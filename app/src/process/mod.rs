//! How a charter came to be, as files: for a machine that makes the text again, and for people.

mod adoption;
mod load;
mod markdown;
mod record;

use crate::amendment::who::Reader;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the version that is made again; without it the one in force, or the latest.
    #[serde(default)]
    version: Option<i64>,
}

/// The whole process, from which `palier text replay` makes the text again: `docs/process.md`.
///
/// # Errors
/// When there is no such version for this reader, or the database does not answer.
pub async fn json(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let process = load::load(&ctx, &reader, asked.version).await?;
    let said = serde_json::to_string_pretty(&process);
    let said = said.map_err(|error| AppError::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"processus.json\"",
        ),
    ];
    Ok((headers, said).into_response())
}

/// The same to be read.
///
/// # Errors
/// When there is no such version for this reader, or the database does not answer.
pub async fn markdown(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let process = load::load(&ctx, &reader, asked.version).await?;
    let said = markdown::write(ctx.t, &process, &reader.landlord.zone);
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"processus.md\"",
        ),
    ];
    Ok((headers, said).into_response())
}
