//! What the forms of the roll send: a file, or that it may end so many leases.

use super::{KEPT_DAYS, MOST, desk, job, one};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::received::{File, Received};
use axum::extract::{Form, Multipart};
use axum::response::Response;
use chrono::TimeDelta;
use palier_domain::id::JobId;
use palier_store::job::NewJob;
use palier_store::upload::{self, NewUpload};
use serde::Deserialize;
use uuid::Uuid;

/// Takes a file; a job reads it.
///
/// # Errors
/// When the form is none, or the database does not answer.
pub async fn send(ctx: Ctx, desk: Desk, form: Multipart) -> Result<Response, AppError> {
    let received = Received::read(form, MOST).await?;
    let page = format!("/{}/gestion/fichier", desk.landlord.slug);
    match take(&ctx, &desk, received).await {
        Ok(job) => {
            ctx.forget_form(desk::SEND).await?;
            Ok(ctx.go(&format!("{page}/{job}")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(desk::SEND, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn take(ctx: &Ctx, desk: &Desk, received: Received) -> Result<JobId, Refusal> {
    if received.too_large {
        let max = i64::try_from(MOST / 1024 / 1024).unwrap_or_default();
        return Err(Complaint::about("file", Problem::FileTooLarge { max }).into());
    }
    let form_id: Uuid = received
        .field("form_id")
        .parse()
        .map_err(|_| AppError::BadRequest)?;
    let File { name, bytes } = received
        .file
        .ok_or_else(|| Complaint::about("file", Problem::NoFile))?;
    if bytes.is_empty() {
        return Err(Complaint::about("file", Problem::EmptyFile).into());
    }
    let new = NewUpload {
        landlord_id: Some(desk.landlord.id),
        name: name.clone(),
        media_type: "text/csv".to_owned(),
        expires_at: Some(ctx.now + TimeDelta::days(KEPT_DAYS)),
    };
    let mut tx = ctx.site.db.begin().await?;
    let upload = upload::keep(&mut tx, new, &bytes, ctx.now).await?;
    let payload = job::Payload {
        upload,
        name,
        allow_closing: None,
        confirms: None,
    };
    let key = format!("{}:{}:{form_id}", job::KIND, desk.landlord.id);
    let new = asked(ctx, desk, key, &payload)?;
    let id = palier_store::job::enqueue(&mut tx, new, ctx.now).await?;
    // Seen from outside this transaction: the same form was sent before, with its own file.
    if palier_store::job::get(&ctx.site.db, id).await?.is_some() {
        return Ok(id);
    }
    tx.commit().await?;
    ctx.site.wake_jobs();
    Ok(id)
}

fn asked(ctx: &Ctx, desk: &Desk, key: String, payload: &job::Payload) -> Result<NewJob, AppError> {
    Ok(NewJob {
        kind: job::KIND,
        landlord_id: Some(desk.landlord.id),
        asked_by: Some(ctx.signed_in()?.account_id),
        idempotency_key: key,
        payload: serde_json::to_value(payload).map_err(|e| AppError::internal(&e))?,
    })
}

/// What the form of confirmation sends.
#[derive(Debug, Deserialize)]
pub struct SentConfirm {
    job: String,
    closing: usize,
}

/// Imports a file that was held back, with the number of leases that it may end.
///
/// # Errors
/// When the landlord has no such import, or the database does not answer.
pub async fn confirm(
    ctx: Ctx,
    desk: Desk,
    Form(sent): Form<SentConfirm>,
) -> Result<Response, AppError> {
    let held = one::find(&ctx, &desk, &sent.job).await?;
    let Some(job::Outcome::TooManyClosed { would_close, .. }) = held.outcome else {
        return Err(AppError::Conflict);
    };
    // The number that the page showed, and no other.
    if sent.closing != would_close {
        return Err(AppError::Conflict);
    }
    let payload = job::Payload {
        allow_closing: Some(would_close),
        confirms: Some(held.job.id),
        ..held.payload
    };
    let key = format!("{}:{}:confirmed", job::KIND, held.job.id);
    let new = asked(&ctx, &desk, key, &payload)?;
    let mut tx = ctx.site.db.begin().await?;
    let id = palier_store::job::enqueue(&mut tx, new, ctx.now).await?;
    tx.commit().await?;
    ctx.site.wake_jobs();
    Ok(ctx.go(&format!("/{}/gestion/fichier/{id}", desk.landlord.slug)))
}
