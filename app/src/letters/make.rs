//! What the forms about letters send: make a batch, replace a lost code, say that it is printed.

use super::{batch, desk, job};
use crate::people;
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::id::{EstateId, JobId, LetterBatchId, PersonId};
use palier_store::activation;
use palier_store::job::{Asked, NewJob, enqueue_alone};
use palier_store::letter::{self, NewBatch};
use serde::Deserialize;
use uuid::Uuid;

/// What the form of a batch sends.
#[derive(Debug, Deserialize)]
pub struct SentMake {
    form_id: Uuid,
    #[serde(default)]
    who: String,
    #[serde(default)]
    estate: String,
}

/// Asks for a batch of letters; a job makes it.
///
/// # Errors
/// When the database does not answer.
pub async fn make(ctx: Ctx, desk: Desk, Form(sent): Form<SentMake>) -> Result<Response, AppError> {
    let list = format!("/{}/gestion/courriers", desk.landlord.slug);
    let fields = [("who", sent.who.as_str()), ("estate", &sent.estate)];
    match ask(&ctx, &desk, &sent).await {
        Ok(job) => {
            ctx.forget_form(desk::MAKE).await?;
            Ok(ctx.go(&format!("{list}/{}", job::batch_of(job))))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(desk::MAKE, &fields, &complaint, &list).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn ask(ctx: &Ctx, desk: &Desk, sent: &SentMake) -> Result<JobId, Refusal> {
    let key = format!("{}:{}:{}", job::KIND, desk.landlord.id, sent.form_id);
    let payload = job::Payload {
        estate: estate(&sent.estate)?,
        without_code: sent.who != "all",
    };
    let day = ctx.today(&desk.landlord.zone);
    let awaited = activation::awaited(&ctx.site.db, desk.landlord.id, day, ctx.now).await?;
    let meant: i64 = awaited
        .iter()
        .filter(|one| payload.estate.is_none_or(|estate| estate == one.estate_id))
        .map(|one| match payload.without_code {
            true => one.without_code,
            false => one.persons,
        })
        .sum();
    let payload = serde_json::to_value(&payload).map_err(|e| AppError::internal(&e))?;
    let new = NewJob {
        kind: job::KIND,
        landlord_id: Some(desk.landlord.id),
        asked_by: Some(ctx.signed_in()?.account_id),
        idempotency_key: key,
        payload,
    };
    let mut tx = ctx.site.db.begin().await?;
    let id = match enqueue_alone(&mut tx, desk.landlord.id, new, ctx.now).await? {
        Asked::Now(id) => id,
        // Pressed twice: the one asked for by this very form is followed.
        Asked::Before(id) => return Ok(id),
        Asked::Another(_) => {
            return Err(Complaint::whole(Problem::LettersUnderWay).into());
        }
    };
    if meant == 0 {
        return Err(Complaint::whole(Problem::NobodyToWriteTo).into());
    }
    tx.commit().await?;
    ctx.site.wake_jobs();
    Ok(id)
}

fn estate(sent: &str) -> Result<Option<EstateId>, AppError> {
    if sent.is_empty() {
        return Ok(None);
    }
    let id: Uuid = sent.parse().map_err(|_| AppError::BadRequest)?;
    Ok(Some(EstateId(id)))
}

/// What the form for a lost code sends.
#[derive(Debug, Deserialize)]
pub struct SentReissue {
    form_id: Uuid,
    person: Uuid,
}

/// Makes a letter with a new code for one person; her old one dies.
///
/// # Errors
/// When the landlord has no such tenant, or the database does not answer.
pub async fn reissue(
    ctx: Ctx,
    desk: Desk,
    Form(sent): Form<SentReissue>,
) -> Result<Response, AppError> {
    let landlord = &desk.landlord;
    let person = PersonId(sent.person);
    let found = palier_store::people::person(&ctx.site.db, landlord.id, person, ctx.now).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let day = ctx.today(&landlord.zone);
    if !found.leases.iter().any(|lease| lease.runs_on(day)) {
        let back = format!("/{}/gestion/locataires/{person}", landlord.slug);
        let complaint = Complaint::whole(Problem::NoRunningLease);
        return ctx
            .refuse(people::one::REISSUE, &[], &complaint, &back)
            .await;
    }
    let new = NewBatch {
        // The form's own id: pressed twice, there is one letter.
        id: LetterBatchId(sent.form_id),
        landlord_id: landlord.id,
        person_id: Some(person),
        valid_until: super::valid_until(ctx.now, &landlord.zone, super::VALID_DAYS),
        asked_by: Some(ctx.signed_in()?.account_id),
    };
    let letters = job::letters(&ctx.site.code_salt, &[person], |_| {}).await?;
    let mut tx = ctx.site.db.begin().await?;
    letter::make(&mut tx, new, &letters, ctx.now).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!("/{}/gestion/courriers/{}", landlord.slug, new.id)))
}

/// What the form says that is pressed after printing.
#[derive(Debug, Deserialize)]
pub struct SentPrinted {
    batch: String,
}

/// Erases the codes of a printed batch.
///
/// # Errors
/// When the landlord has no such batch, or the database does not answer.
pub async fn printed(
    ctx: Ctx,
    desk: Desk,
    Form(sent): Form<SentPrinted>,
) -> Result<Response, AppError> {
    let found = batch::find(&ctx, &desk, &sent.batch).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let mut tx = ctx.site.db.begin().await?;
    letter::erase(&mut tx, desk.landlord.id, found.id, ctx.now).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!(
        "/{}/gestion/courriers/{}",
        desk.landlord.slug, found.id
    )))
}
