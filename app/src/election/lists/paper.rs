//! The papers of a list: its proof, signed forms, and the receipt's document.

use super::opened;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use palier_domain::id::UploadId;
use palier_store::{candidate_list, upload};
use uuid::Uuid;

/// A paper, to be saved and never shown as a page of ours.
///
/// # Errors
/// When it is none of this list's, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle, list, id)): Path<(String, String, Uuid, Uuid)>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, list).await?;
    let id = UploadId(id);
    let forms = candidate_list::candidates(&ctx.site.db, opened.list.id).await?;
    let own = [opened.list.proof_id, opened.list.receipt_id];
    let mut papers = own.into_iter().chain(forms.iter().map(|one| one.form_id));
    if !papers.any(|paper| paper == Some(id)) {
        return Err(AppError::NotFound);
    }
    let kept = upload::read(&ctx.site.db, id).await?;
    let (kept, bytes) = kept.ok_or(AppError::NotFound)?;
    let extension = match kept.media_type.as_str() {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "json",
    };
    // Its own name may hold anything; this one holds nothing.
    let name = format!("attachment; filename=\"{id}.{extension}\"");
    let headers = [
        (header::CONTENT_TYPE, kept.media_type),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
