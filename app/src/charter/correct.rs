//! Correcting one's comment within ten minutes, and withdrawing it.

use super::load::{Found, charter};
use crate::amendment::read::talk;
use crate::landlord::load;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::comment::{Body, Facts, may_edit, may_withdraw};
use palier_domain::charter::discussion::Phase;
use palier_domain::id::CommentId;
use palier_store::comment::{self, CommentAt};
use palier_store::{amendment, contributor};
use serde::Deserialize;
use uuid::Uuid;

/// The id of the form that corrects a comment.
#[must_use]
pub fn edit_id(comment: CommentId) -> String {
    format!("corriger-{}", comment.0.simple())
}

/// What both forms send; a withdrawal has no body.
#[derive(Debug, Deserialize)]
pub struct Sent {
    landlord: String,
    handle: i64,
    comment: Uuid,
    /// The amendment on which it is.
    #[serde(default)]
    number: Option<i64>,
    #[serde(default)]
    body: String,
}

impl Sent {
    /// The page on which the comment stands.
    fn page(&self) -> String {
        let (slug, comment) = (&self.landlord, self.comment);
        match self.number {
            Some(number) => format!("/{slug}/charte/amendements/{number}"),
            None => format!("/{slug}/charte/{}?avis={comment}", self.handle),
        }
    }

    /// The comment in its page.
    fn place(&self) -> String {
        format!("{}#c-{}", self.page(), self.comment)
    }
}

/// Corrects a comment.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn edit(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let form = edit_id(CommentId(sent.comment));
    if ctx.session.is_none() {
        return ctx
            .keep_for_later(&form, &[("body", &sent.body)], &sent.page())
            .await;
    }
    match edited(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&sent.place()))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &[("body", &sent.body)], &complaint, &sent.page())
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn edited(ctx: &Ctx, sent: &Sent) -> Result<(), Refusal> {
    let (at, facts, phase) = find(ctx, sent).await?;
    may_edit(&facts, ctx.now, phase).map_err(Complaint::whole)?;
    let body = Body::parse(&sent.body).map_err(|e| Complaint::about("body", e))?;
    let mut tx = ctx.site.db.begin().await?;
    comment::edit(&mut tx, at.row.id, body.as_str(), ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Withdraws a comment: its words are erased, a trace stays.
///
/// # Errors
/// When there is no such comment for this reader, or the database does not answer.
pub async fn withdraw(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let (at, facts, _) = find(&ctx, &sent).await?;
    // Withdrawn twice is withdrawn; somebody else's is not there to withdraw.
    if !facts.mine {
        return Err(AppError::NotFound);
    }
    if may_withdraw(&facts).is_ok() {
        let mut tx = ctx.site.db.begin().await?;
        comment::withdraw(&mut tx, at.row.id, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(ctx.go(&sent.place()))
}

async fn find(ctx: &Ctx, sent: &Sent) -> Result<(CommentAt, Facts, Phase), AppError> {
    let me = ctx.signed_in()?;
    let landlord = load::by_slug(ctx, &sent.landlord).await?;
    let found = charter(ctx, &landlord).await?;
    let db = &ctx.site.db;
    let at = comment::get(db, CommentId(sent.comment))
        .await?
        .ok_or(AppError::NotFound)?;
    if at.text_id != found.text.id {
        return Err(AppError::NotFound);
    }
    let face = contributor::of(db, me.account_id, landlord.id).await?;
    let facts = Facts {
        mine: face.is_some_and(|face| face.id == at.row.author),
        withdrawn: at.row.withdrawn_at.is_some(),
        hidden: at.row.hidden.is_some(),
        created_at: at.row.created_at,
    };
    let phase = phase(ctx, &found, &at).await?;
    Ok((at, facts, phase))
}

/// Whether it is talked of now where the comment stands: on the text, or on an amendment.
///
/// # Errors
/// When the amendment is not there, or the database does not answer.
pub(super) async fn phase(ctx: &Ctx, found: &Found, at: &CommentAt) -> Result<Phase, AppError> {
    match at.amendment_id {
        None => Ok(found.phase(ctx.now)),
        Some(id) => {
            let amendment = amendment::get(&ctx.site.db, id).await?;
            talk::phase(ctx, found, &amendment.ok_or(AppError::NotFound)?).await
        }
    }
}
