//! What the commission puts on record about lost letters.

use super::desk::{FORM, GONE};
use super::{address, found_as_commission};
use crate::election::load::Found;
use crate::election::sealing::problem::SealProblem;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::election::lost_letter::{AskedBy, AskedHow, LetterHalf, LetterRefusal};
use palier_domain::id::{AccountId, RollLineId};
use palier_store::election::lost_letter::{self, LetterError, NewReprint};
use serde::Deserialize;
use uuid::Uuid;

/// What the form of a letter sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    form_id: Uuid,
    line: Uuid,
    #[serde(default)]
    half: String,
    #[serde(default)]
    asked_by: String,
    #[serde(default)]
    channel: String,
    #[serde(default)]
    second: String,
}

/// Puts on record that a letter was printed again.
///
/// # Errors
/// When the reader is not of the commission, there is no such line, or the database does not answer.
pub async fn reprinted(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found_as_commission(&ctx, &slug, &handle).await?;
    let page = address(&found);
    match keep(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("half", sent.half.as_str()),
                ("asked_by", &sent.asked_by),
                ("channel", &sent.channel),
                ("second", &sent.second),
            ];
            let page = format!("{page}?ligne={}", sent.line);
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let none = |field: &str| Complaint::about(field, Problem::ChooseOne);
    let second = Uuid::parse_str(&sent.second).map_err(|_| none("second"));
    let new = NewReprint {
        id: sent.form_id,
        line: RollLineId(sent.line),
        half: LetterHalf::from_name(&sent.half).ok_or_else(|| none("half"))?,
        asked_by: AskedBy::from_name(&sent.asked_by).ok_or_else(|| none("asked_by"))?,
        channel: AskedHow::from_name(&sent.channel).ok_or_else(|| none("channel"))?,
        members: [ctx.signed_in()?.account_id, AccountId(second?)],
    };
    let mut tx = ctx.site.db.begin().await?;
    lost_letter::reprinted(&mut tx, found.election.id, &new, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

/// What the form of a file sends.
#[derive(Debug, Deserialize)]
pub struct Gone {
    #[serde(default)]
    half: String,
}

/// Puts on record that the file of a half was destroyed.
///
/// # Errors
/// When the reader is not of the commission, or the database does not answer.
pub async fn destroyed(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Gone>,
) -> Result<Response, AppError> {
    let found = found_as_commission(&ctx, &slug, &handle).await?;
    let page = address(&found);
    match say_gone(&ctx, &found, &sent).await {
        Ok(()) => Ok(ctx.go(&format!("{page}?fait=1"))),
        Err(Refusal::Complaint(complaint)) => ctx.refuse(GONE, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn say_gone(ctx: &Ctx, found: &Found, sent: &Gone) -> Result<(), Refusal> {
    let half = LetterHalf::from_name(&sent.half);
    let half = half.ok_or_else(|| Complaint::whole(Problem::ChooseOne))?;
    let me = ctx.signed_in()?.account_id;
    let mut tx = ctx.site.db.begin().await?;
    lost_letter::destroyed(&mut tx, found.election.id, half, me, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

fn refused(error: LetterError) -> Refusal {
    match error {
        LetterError::Refused(LetterRefusal::OneMember | LetterRefusal::NotOfCommission) => {
            Complaint::about("second", SealProblem::TwoMembers).into()
        }
        LetterError::Refused(LetterRefusal::Stage) => Complaint::whole(SealProblem::NotNow).into(),
        LetterError::Refused(LetterRefusal::StillVoting) => {
            Complaint::whole(SealProblem::StillVoting).into()
        }
        LetterError::Already => AppError::Conflict.into(),
        LetterError::Store(error) => error.into(),
    }
}
