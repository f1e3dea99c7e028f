//! The forms of those who decide: of a comment, and of the appeal against a decision.

use super::case::{decide_id, settle_id};
use super::told;
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::id::{CommentId, ModerationId};
use palier_domain::moderation::ground::Ground;
use palier_domain::moderation::lifecycle::{AppealOutcome, Outcome};
use palier_domain::moderation::words;
use palier_store::appeal::{self, Settlement};
use palier_store::moderation::{self, DecideError, NewDecision};
use serde::Deserialize;
use uuid::Uuid;

impl From<DecideError> for Refusal {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Refused(refusal) => Complaint::whole(refusal).into(),
            DecideError::NothingWaits => Complaint::whole(Problem::AlreadyDecided).into(),
            DecideError::Store(error) => Self::Error(error.into()),
        }
    }
}

/// What the form that decides of a comment sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    comment: Uuid,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    reason: String,
}

/// Keeps or hides a comment.
///
/// # Errors
/// When there is no such comment on a text of this landlord, or the database does not answer.
pub async fn decide(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let form = decide_id(CommentId(sent.comment));
    let fields = [
        ("outcome", sent.outcome.as_str()),
        ("ground", &sent.ground),
        ("reason", &sent.reason),
    ];
    let done = decided(&ctx, &desk, &sent).await;
    answer(&ctx, &desk, sent.comment, &form, &fields, done).await
}

async fn decided(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<(), Refusal> {
    let outcome = match sent.outcome.as_str() {
        "hidden" => Outcome::Hidden,
        "kept" => Outcome::Kept,
        _ => return Err(Complaint::about("outcome", Problem::ChooseOne).into()),
    };
    let ground = Ground::from_name(&sent.ground)
        .ok_or_else(|| Complaint::about("ground", Problem::ChooseOne))?;
    let reason = words::reason(&sent.reason).map_err(|e| Complaint::about("reason", e))?;
    let new = NewDecision {
        comment_id: CommentId(sent.comment),
        landlord_id: desk.landlord.id,
        by: ctx.signed_in()?.account_id,
        roles: &desk.standing.roles,
        outcome,
        ground,
        reason: &reason,
    };
    let mut tx = ctx.site.db.begin().await?;
    let decision = moderation::decide(&mut tx, &new, ctx.now).await?;
    told::write_to_those(&mut tx, ctx, decision, &desk.landlord.zone).await?;
    tx.commit().await?;
    Ok(())
}

/// What the form that decides of an appeal sends.
#[derive(Debug, Deserialize)]
pub struct Answer {
    comment: Uuid,
    moderation: Uuid,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    reason: String,
}

/// Upholds or reverses a decision.
///
/// # Errors
/// When there is no such decision on a text of this landlord, or the database does not answer.
pub async fn settle(ctx: Ctx, desk: Desk, Form(sent): Form<Answer>) -> Result<Response, AppError> {
    let form = settle_id(CommentId(sent.comment));
    let fields = [("outcome", sent.outcome.as_str()), ("reason", &sent.reason)];
    let done = settled(&ctx, &desk, &sent).await;
    answer(&ctx, &desk, sent.comment, &form, &fields, done).await
}

async fn settled(ctx: &Ctx, desk: &Desk, sent: &Answer) -> Result<(), Refusal> {
    let outcome = match sent.outcome.as_str() {
        "reversed" => AppealOutcome::Reversed,
        "upheld" => AppealOutcome::Upheld,
        _ => return Err(Complaint::about("outcome", Problem::ChooseOne).into()),
    };
    let reason = words::reason(&sent.reason).map_err(|e| Complaint::about("reason", e))?;
    let new = Settlement {
        moderation_id: ModerationId(sent.moderation),
        landlord_id: desk.landlord.id,
        by: ctx.signed_in()?.account_id,
        roles: &desk.standing.roles,
        outcome,
        reason: &reason,
    };
    let mut tx = ctx.site.db.begin().await?;
    appeal::settle(&mut tx, &new, ctx.now).await?;
    told::write_to_those(&mut tx, ctx, new.moderation_id, &desk.landlord.zone).await?;
    tx.commit().await?;
    Ok(())
}

async fn answer(
    ctx: &Ctx,
    desk: &Desk,
    comment: Uuid,
    form: &str,
    fields: &[(&str, &str)],
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let queue = format!("/{}/gestion/moderation", desk.landlord.slug);
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{queue}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let page = format!("{queue}/{comment}");
            ctx.refuse(form, fields, &complaint, &page).await
        }
        // A comment of another landlord is not there.
        Err(Refusal::Error(AppError::Conflict)) => Err(AppError::NotFound),
        Err(Refusal::Error(error)) => Err(error),
    }
}
