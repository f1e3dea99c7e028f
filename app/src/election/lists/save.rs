//! What the forms of a draft send: its words, its proof, and that it is filed.

use super::one::{FILE, PROOF, WORDS};
use super::{Opened, check, opened, receipt, refused};
use crate::election::desk::typed;
use crate::election::problem::SetupProblem;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::received::{File, Received};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Multipart, Path};
use axum::response::Response;
use palier_domain::election::candidate_list::document::{Document, MOST};
use palier_store::candidate_list::{self, Filing, Words};
use palier_store::upload::{self, NewUpload};
use serde::Deserialize;
use uuid::Uuid;

/// The address of a list in the forms.
pub(super) type At = Path<(String, String, Uuid)>;

/// Answers a form of a draft.
pub(super) async fn answer(
    ctx: &Ctx,
    opened: &Opened,
    form: &str,
    fields: &[(&str, &str)],
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = opened.address();
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, fields, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// What the form of the words sends.
#[derive(Debug, Deserialize)]
pub struct SentWords {
    #[serde(default)]
    title: String,
    #[serde(default)]
    national_body: String,
    #[serde(default)]
    independent: bool,
    #[serde(default)]
    statement: String,
}

/// Saves the words of a draft.
///
/// # Errors
/// When there is no such list for this reader, or the database does not answer.
pub async fn save(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    Form(sent): Form<SentWords>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let done = saved(&ctx, &opened, &sent).await;
    let fields = [
        ("title", sent.title.as_str()),
        ("national_body", &sent.national_body),
        ("independent", if sent.independent { "true" } else { "" }),
        ("statement", &sent.statement),
    ];
    answer(&ctx, &opened, WORDS, &fields, done).await
}

async fn saved(ctx: &Ctx, opened: &Opened, sent: &SentWords) -> Result<(), Refusal> {
    // Browsers send every line end as CR LF.
    let statement = sent.statement.replace("\r\n", "\n").trim().to_owned();
    let max = i64::from(opened.found.election.protocol.statements.length);
    let found = i64::try_from(statement.chars().count()).unwrap_or(i64::MAX);
    if found > max {
        return Err(Complaint::about("statement", Problem::TooLong { max, found }).into());
    }
    let words = Words {
        title: typed::line("title", &sent.title, 120)?,
        national_body: typed::line("national_body", &sent.national_body, 60)?,
        independent: sent.independent,
        statement,
    };
    let mut tx = ctx.site.db.begin().await?;
    candidate_list::save(&mut tx, opened.list.id, &words)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// Reads a document of a form: nothing when none was chosen.
///
/// # Errors
/// When it is too large, empty or of another kind.
pub(super) fn document(
    ctx: &Ctx,
    opened: &Opened,
    received: &mut Received,
) -> Result<Option<(NewUpload, Vec<u8>)>, Complaint> {
    if received.too_large {
        let max = i64::try_from(MOST / 1024 / 1024).unwrap_or_default();
        return Err(Complaint::about("file", Problem::FileTooLarge { max }));
    }
    let Some(File { name, bytes }) = received.file.take() else {
        return Ok(None);
    };
    if bytes.is_empty() {
        return Err(Complaint::about("file", Problem::EmptyFile));
    }
    let Some(kind) = Document::of(&bytes) else {
        tracing::info!(request = %ctx.request_id, "a document of another kind is refused");
        return Err(Complaint::about("file", SetupProblem::NotADocument));
    };
    let new = NewUpload {
        landlord_id: Some(opened.found.landlord.id),
        name,
        media_type: kind.media_type().to_owned(),
        expires_at: None,
    };
    Ok(Some((new, bytes)))
}

/// Takes the document that proves the affiliation.
///
/// # Errors
/// When there is no such list for this reader, or the database does not answer.
pub async fn proof(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    form: Multipart,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let received = Received::read(form, MOST).await?;
    let done = proved(&ctx, &opened, received).await;
    answer(&ctx, &opened, PROOF, &[], done).await
}

async fn proved(ctx: &Ctx, opened: &Opened, mut received: Received) -> Result<(), Refusal> {
    let document = document(ctx, opened, &mut received)?;
    let (new, bytes) = document.ok_or_else(|| Complaint::about("file", Problem::NoFile))?;
    let mut tx = ctx.site.db.begin().await?;
    let kept = upload::keep(&mut tx, new, &bytes, ctx.now).await?;
    let before = candidate_list::set_proof(&mut tx, opened.list.id, kept)
        .await
        .map_err(refused)?;
    if let Some(before) = before {
        upload::erase(&mut tx, before).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What the form that files sends.
#[derive(Debug, Deserialize)]
pub struct SentFile {
    #[serde(default)]
    despite: bool,
    #[serde(default)]
    received_on: String,
}

/// Files a list.
///
/// # Errors
/// When there is no such list for this reader, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle, id)): At,
    Form(sent): Form<SentFile>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?.to_file()?;
    let done = filed(&ctx, &opened, &sent).await;
    let fields = [
        ("received_on", sent.received_on.as_str()),
        ("despite", if sent.despite { "true" } else { "" }),
    ];
    answer(&ctx, &opened, FILE, &fields, done).await
}

async fn filed(ctx: &Ctx, opened: &Opened, sent: &SentFile) -> Result<(), Refusal> {
    let today = ctx.today(&opened.found.landlord.zone);
    let mut list = opened.list.clone();
    // On paper it came when it was handed in; otherwise it comes now.
    let received_on = if list.handed_in_by.is_empty() {
        today
    } else {
        typed_day("received_on", &sent.received_on)?
    };
    if received_on > today {
        return Err(Complaint::about("received_on", SetupProblem::DayToCome).into());
    }
    list.received_on = Some(received_on);
    let entrants = candidate_list::candidates(&ctx.site.db, list.id).await?;
    let broken = check::broken(ctx, &opened.found, &list, &entrants).await?;
    if !broken.is_empty() && !sent.despite {
        return Err(Complaint::about("despite", SetupProblem::FiledDespite).into());
    }
    let document = receipt::document(ctx, &opened.found, &list, &entrants).await?;
    let filing = Filing {
        landlord: opened.found.landlord.id,
        received_on,
        document: &document,
    };
    let mut tx = ctx.site.db.begin().await?;
    candidate_list::file(&mut tx, list.id, &filing, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
