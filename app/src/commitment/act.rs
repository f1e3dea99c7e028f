//! Reporting on a commitment, and saying what the text left open.

use super::forms::{complete_id, report_id};
use super::load::Register;
use super::problem::refused;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::charter::commitment::state::CommitmentState;
use palier_store::amendment::By;
use palier_store::commitment::{self, Commitment, Fill, NewProgress};
use serde::Deserialize;

/// Characters of a report.
const WORDS: usize = 4000;
/// Characters of a name.
const NAME: usize = 120;

/// How far a commitment is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reported {
    state: String,
    words: String,
    evidence: String,
}

/// What the text left open.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Completed {
    owner: String,
    due: String,
}

/// Reports on a commitment.
///
/// # Errors
/// When there is no such commitment for this reader, or the database does not answer.
pub async fn report(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Reported>,
) -> Result<Response, AppError> {
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let one = register.one(&ctx, &id).await?;
    let done = reported(&ctx, &register, &one, &sent).await;
    let fields = [
        ("state", sent.state.as_str()),
        ("words", sent.words.as_str()),
        ("evidence", sent.evidence.as_str()),
    ];
    let form = report_id(&one.id.to_string());
    answer(&ctx, (&register, &one), (&form, &fields), done).await
}

/// Says who keeps a commitment and by when.
///
/// # Errors
/// When there is no such commitment for this reader, or the database does not answer.
pub async fn complete(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Completed>,
) -> Result<Response, AppError> {
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let one = register.one(&ctx, &id).await?;
    let done = completed(&ctx, &register, &one, &sent).await;
    let fields = [("owner", sent.owner.as_str()), ("due", sent.due.as_str())];
    let form = complete_id(&one.id.to_string());
    answer(&ctx, (&register, &one), (&form, &fields), done).await
}

async fn answer(
    ctx: &Ctx,
    (register, one): (&Register, &Commitment),
    (form, fields): (&str, &[(&str, &str)]),
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = register.of(one);
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, fields, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn reported(
    ctx: &Ctx,
    register: &Register,
    one: &Commitment,
    sent: &Reported,
) -> Result<(), Refusal> {
    let state = CommitmentState::from_name(&sent.state)
        .ok_or_else(|| Complaint::about("state", Problem::ChooseOne))?;
    let words = typed("words", &sent.words, WORDS)?;
    let evidence = typed("evidence", &sent.evidence, WORDS)?;
    let by = By::Person(register.person(ctx).ok_or(AppError::Forbidden)?);
    let new = NewProgress {
        state,
        words: &words,
        evidence: &evidence,
    };
    let mut tx = ctx.site.db.begin().await?;
    commitment::report(&mut tx, one.id, &new, by, ctx.now)
        .await
        .map_err(|error| refused(error, "words"))?;
    tx.commit().await?;
    Ok(())
}

async fn completed(
    ctx: &Ctx,
    register: &Register,
    one: &Commitment,
    sent: &Completed,
) -> Result<(), Refusal> {
    let owner = typed("owner", &sent.owner, NAME)?;
    let due_on = match sent.due.trim() {
        "" => None,
        due => Some(typed_day("due", due)?),
    };
    let by = By::Person(register.person(ctx).ok_or(AppError::Forbidden)?);
    let fill = Fill {
        owner: Some(owner.as_str()).filter(|words| !words.is_empty()),
        due_on,
    };
    // What is asked first is what the summary leads to.
    let field = if one.owner.is_empty() { "owner" } else { "due" };
    let mut tx = ctx.site.db.begin().await?;
    commitment::complete(&mut tx, one.id, &fill, by, ctx.now)
        .await
        .map_err(|error| refused(error, field))?;
    tx.commit().await?;
    Ok(())
}

/// Words without what browsers make of line ends.
fn typed(field: &str, words: &str, most: usize) -> Result<String, Complaint> {
    let words = words.replace("\r\n", "\n").trim().to_owned();
    if words.chars().count() > most {
        let max = i64::try_from(most).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(words)
}
