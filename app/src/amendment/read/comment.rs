//! Sending a comment on an amendment.

use super::one::One;
use super::thread::form_id;
use crate::charter::face::{self, Choice};
use crate::charter::write::quality_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::Form;
use axum::response::Response;
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::comment::Body;
use palier_domain::charter::discussion::{Phase, may_contribute};
use palier_domain::id::{CommentId, ContributorId, FormId};
use palier_store::amendment::{self, AmendmentError, Person};
use palier_store::comment::{self, NewComment};
use palier_store::{StoreError, contributor};
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    landlord: String,
    number: i64,
    form_id: Uuid,
    #[serde(default)]
    thread: Option<Uuid>,
    #[serde(default)]
    college: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    public_name: String,
    #[serde(default)]
    quality: String,
}

impl Sent {
    fn college(&self) -> Option<College> {
        College::from_name(&self.college)
    }

    fn back(&self) -> String {
        format!("/{}/charte/amendements/{}", self.landlord, self.number)
    }
}

/// Publishes a comment or a reply, in the thread of all or of her college.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn send(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let one = One::load(&ctx, &sent.landlord, &sent.number.to_string()).await?;
    let form = form_id(one.amendment.id, sent.college(), sent.thread.map(CommentId));
    let typed = sent.form_id.to_string();
    let fields = [
        ("body", sent.body.as_str()),
        ("public_name", &sent.public_name),
        ("quality", &sent.quality),
        ("form_id", &typed),
    ];
    if ctx.session.is_none() {
        return ctx.keep_for_later(&form, &fields, &sent.back()).await;
    }
    match publish(&one, &sent).await {
        Ok(id) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{}?fait={id}#c-{id}", sent.back())))
        }
        Err(Refusal::Complaint(complaint)) => {
            ctx.refuse(&form, &fields, &complaint, &sent.back()).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn publish(one: &One, sent: &Sent) -> Result<CommentId, Refusal> {
    let (ctx, college) = (&one.ctx, sent.college());
    let me = ctx.signed_in()?;
    let fit = |quality: &&Quality| college.is_none_or(|college| College::of(**quality) == college);
    let qualities = one.found.standing.qualities.iter().filter(fit);
    let qualities: Vec<Quality> = qualities.copied().collect();
    let wanted = qualities
        .iter()
        .copied()
        .find(|quality| quality_value(*quality) == sent.quality);
    // Whether it is talked of now is asked of the table, in the transaction.
    let quality = may_contribute(Phase::Open, &qualities, wanted).map_err(Complaint::whole)?;
    let body = Body::parse(&sent.body).map_err(|e| Complaint::about("body", e))?;
    if let Some(thread) = sent.thread {
        let first = comment::get(&ctx.site.db, CommentId(thread)).await?;
        let here =
            first.filter(|at| at.amendment_id == Some(one.amendment.id) && at.college == college);
        here.ok_or(AppError::NotFound)?;
    }
    let contributor_id = shown_as(one, sent).await?;
    let operations = amendment::operations(&ctx.site.db, one.amendment.id).await?;
    let clause = operations.iter().find_map(|operation| operation.target());
    let clause = clause.map(|at| at.clause);
    let title = one.found.outline.title.as_ref().map(|(at, _)| at.clause);
    let new = NewComment {
        text_id: one.found.text.id,
        clause_id: clause.or(title).ok_or(AppError::NotFound)?,
        version_id: one.found.text.version_id,
        thread_id: sent.thread.map(CommentId),
        contributor_id,
        quality,
        body: body.as_str().to_owned(),
        form_id: FormId(sent.form_id),
    };
    let person = Person {
        account: me.account_id,
        standing: &one.found.standing,
    };
    let mut tx = ctx.site.db.begin().await?;
    let id = one.amendment.id;
    let added = amendment::add_comment(&mut tx, id, new, college, person, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(added.id)
}

fn refused(error: AmendmentError) -> Refusal {
    match error {
        AmendmentError::Store(StoreError::Missing(_)) => Refusal::Error(AppError::NotFound),
        AmendmentError::Store(error) => Refusal::Error(error.into()),
        AmendmentError::NoQuality => Complaint::whole(Problem::NoQuality).into(),
        _ => Complaint::whole(Problem::Closed).into(),
    }
}

async fn shown_as(one: &One, sent: &Sent) -> Result<ContributorId, Refusal> {
    let ctx = &one.ctx;
    let me = ctx.signed_in()?;
    let known = contributor::of(&ctx.site.db, me.account_id, one.landlord.id).await?;
    if let Some(known) = known.filter(|known| known.name.is_some()) {
        return Ok(known.id);
    }
    let choice = Choice {
        name: &sent.public_name,
        shows_estate: false,
    };
    face::save(ctx, &one.landlord, &one.found.standing, &choice).await
}
