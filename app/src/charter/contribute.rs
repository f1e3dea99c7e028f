//! Sending a comment or a reply, and supporting one.

use super::face::{self, Choice};
use super::load::{Found, charter};
use super::write::{form_id, quality_value, reply_id};
use crate::landlord::load;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::comment::Body;
use palier_domain::charter::discussion::may_contribute;
use palier_domain::id::{CommentId, ContributorId, FormId};
use palier_store::comment::{self, NewComment};
use palier_store::contributor;
use palier_store::landlord::Landlord;
use palier_store::text;
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    landlord: String,
    handle: i64,
    form_id: Uuid,
    #[serde(default)]
    thread: Option<Uuid>,
    #[serde(default)]
    body: String,
    #[serde(default)]
    public_name: String,
    #[serde(default)]
    show_estate: String,
    #[serde(default)]
    quality: String,
}

impl Sent {
    fn form(&self) -> String {
        match self.thread {
            Some(thread) => reply_id(CommentId(thread)),
            None => form_id(self.handle),
        }
    }

    /// The page of the article; for a reply, the one that holds its thread.
    fn back(&self) -> String {
        match self.thread {
            Some(thread) => format!("{}?avis={thread}", self.page()),
            None => self.page(),
        }
    }

    fn page(&self) -> String {
        format!("/{}/charte/{}", self.landlord, self.handle)
    }
}

/// Publishes a comment or a reply.
///
/// # Errors
/// When there is no such article for this reader, or the database does not answer.
pub async fn comment(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let form_id = sent.form_id.to_string();
    let fields = [
        ("body", sent.body.as_str()),
        ("public_name", &sent.public_name),
        ("show_estate", &sent.show_estate),
        ("quality", &sent.quality),
        ("form_id", &form_id),
    ];
    // Before anything is looked up: a session that ended on a private text loses no word either.
    if ctx.session.is_none() {
        return ctx
            .keep_for_later(&sent.form(), &fields, &sent.back())
            .await;
    }
    let landlord = load::by_slug(&ctx, &sent.landlord).await?;
    let found = charter(&ctx, &landlord).await?;
    match publish(&ctx, &landlord, &found, &sent).await {
        Ok(id) => {
            ctx.forget_form(&sent.form()).await?;
            Ok(ctx.go(&format!("{}?fait={id}#c-{id}", sent.page())))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&sent.form(), &fields, &complaint, &sent.back())
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn publish(
    ctx: &Ctx,
    landlord: &Landlord,
    found: &Found,
    sent: &Sent,
) -> Result<CommentId, Refusal> {
    let Some((_, article)) = found.article(sent.handle) else {
        return Err(gone(ctx, found, sent.handle).await?);
    };
    let qualities = &found.standing.qualities;
    let wanted = qualities
        .iter()
        .copied()
        .find(|q| quality_value(*q) == sent.quality);
    let quality =
        may_contribute(found.phase(ctx.now), qualities, wanted).map_err(Complaint::whole)?;
    let body = Body::parse(&sent.body).map_err(|e| Complaint::about("body", e))?;
    if let Some(thread) = sent.thread {
        let first = comment::get(&ctx.site.db, CommentId(thread))
            .await?
            .ok_or(AppError::NotFound)?;
        // What is said of an amendment is answered there.
        if first.clause_id != article.at.clause || first.amendment_id.is_some() {
            return Err(AppError::NotFound.into());
        }
    }
    let contributor_id = face(ctx, landlord, found, sent).await?;
    let new = NewComment {
        text_id: found.text.id,
        clause_id: article.at.clause,
        version_id: found.text.version_id,
        thread_id: sent.thread.map(CommentId),
        contributor_id,
        quality,
        body: body.as_str().to_owned(),
        form_id: FormId(sent.form_id),
    };
    let mut tx = ctx.site.db.begin().await?;
    let added = comment::add(&mut tx, new, ctx.now).await?;
    tx.commit().await?;
    Ok(added.id)
}

/// An article that a version has dropped while she typed, or one that never was.
async fn gone(ctx: &Ctx, found: &Found, handle: i64) -> Result<Refusal, AppError> {
    let last = text::last_version_with(&ctx.site.db, found.text.id, handle).await?;
    Ok(match last {
        Some(_) => Complaint::whole(Problem::ArticleGone).into(),
        None => AppError::NotFound.into(),
    })
}

async fn face(
    ctx: &Ctx,
    landlord: &Landlord,
    found: &Found,
    sent: &Sent,
) -> Result<ContributorId, Refusal> {
    let me = ctx.signed_in()?;
    let face = contributor::of(&ctx.site.db, me.account_id, landlord.id).await?;
    if let Some(face) = face.filter(|face| face.name.is_some()) {
        return Ok(face.id);
    }
    let choice = Choice {
        name: &sent.public_name,
        shows_estate: !sent.show_estate.is_empty(),
    };
    face::save(ctx, landlord, &found.standing, &choice).await
}
