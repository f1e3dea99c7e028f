//! Supporting a comment, and taking the support back.

use super::clause::place_of;
use super::correct::phase;
use super::load::charter;
use crate::landlord::load;
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::discussion::may_contribute;
use palier_domain::id::CommentId;
use palier_store::{comment, contributor};
use serde::Deserialize;
use uuid::Uuid;

/// The id of the support button of a comment.
#[must_use]
pub fn form_id(comment: CommentId) -> String {
    format!("soutien-{}", comment.0.simple())
}

/// What the support button sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    landlord: String,
    handle: i64,
    comment: Uuid,
    /// The amendment on which it is.
    #[serde(default)]
    number: Option<i64>,
    /// The page and order in which the reader was.
    #[serde(default)]
    place: String,
    /// `true` to support, anything else to take it back.
    #[serde(default)]
    on: String,
}

impl Sent {
    /// The page where the reader was; the one that holds the comment when the form does not say.
    fn page(&self) -> String {
        if let Some(number) = self.number {
            return format!("/{}/charte/amendements/{number}", self.landlord);
        }
        let place = match place_of(&self.place) {
            place if place.is_empty() => format!("?avis={}", self.comment),
            place => place,
        };
        format!("/{}/charte/{}{place}", self.landlord, self.handle)
    }
}

/// Supports a comment, or takes the support back. It needs no public name: none is shown by it.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn support(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let back = format!("{}#c-{}", sent.page(), sent.comment);
    if ctx.session.is_none() {
        return Ok(ctx.go(&format!("/connexion?suite={}", query_value(&back))));
    }
    match done(&ctx, &sent).await {
        Ok(()) => Ok(ctx.go(&back)),
        Err(Refusal::Complaint(complaint)) => {
            let id = form_id(CommentId(sent.comment));
            ctx.refuse(&id, &[], &complaint, &sent.page()).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn done(ctx: &Ctx, sent: &Sent) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let landlord = load::by_slug(ctx, &sent.landlord).await?;
    let found = charter(ctx, &landlord).await?;
    let db = &ctx.site.db;
    let at = comment::get(db, CommentId(sent.comment))
        .await?
        .ok_or(AppError::NotFound)?;
    if at.text_id != found.text.id || !at.is_read_in(&found.standing.qualities) {
        return Err(AppError::NotFound.into());
    }
    if at.row.withdrawn_at.is_some() {
        return Err(Complaint::whole(Problem::Withdrawn).into());
    }
    if at.row.hidden.is_some() {
        return Err(Complaint::whole(Problem::HiddenComment).into());
    }
    let qualities = &found.standing.qualities;
    let phase = phase(ctx, &found, &at).await?;
    may_contribute(phase, qualities, qualities.first().copied()).map_err(Complaint::whole)?;
    let mut tx = db.begin().await?;
    let contributor = contributor::unnamed(&mut tx, me.account_id, landlord.id).await?;
    if at.row.author != contributor {
        comment::support(&mut tx, at.row.id, contributor, sent.on == "true").await?;
    }
    tx.commit().await?;
    Ok(())
}
