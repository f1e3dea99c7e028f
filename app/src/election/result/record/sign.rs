//! Signing the record, and proclaiming the result.

use super::desk::{SIGN, address};
use super::load;
use crate::election::load::{Found, found};
use crate::election::result::known;
use crate::election::result::problem::{ResultProblem, of_record};
use crate::election::words::STEP;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::record::{self, Signature};
use palier_store::election::{self, StepError, challenge};
use serde::Deserialize;

const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    quality: String,
    #[serde(default)]
    fingerprint: String,
}

/// The election, for a member of the tally board.
async fn board(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.is(ROLE) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// Signs what the page showed.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn sign(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = board(&ctx, &slug, &handle).await?;
    let page = address(&found);
    match signed(&ctx, found, &sent).await {
        Ok(()) => {
            ctx.forget_form(SIGN).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("quality", sent.quality.as_str())];
            ctx.refuse(SIGN, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn signed(ctx: &Ctx, found: Found, sent: &Sent) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let quality = sent
        .quality
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if quality.is_empty() {
        return Err(Complaint::about("quality", Problem::Empty).into());
    }
    if quality.chars().count() > 120 {
        return Err(Complaint::about("quality", Problem::AtMost { max: 120 }).into());
    }
    let known = known::of(&ctx.site.db, found).await?;
    let material = load(&ctx.site.db, ctx.site.polls.boxes(), known).await?;
    if !material.failed.is_empty() {
        return Err(Complaint::whole(ResultProblem::ChecksFail).into());
    }
    // What she read is what she signs.
    let fingerprint = material.fingerprint();
    if sent.fingerprint != fingerprint {
        return Err(Complaint::whole(ResultProblem::OtherRecord).into());
    }
    let signature = Signature {
        account_id: Some(me.account_id),
        name: me.own_name.clone(),
        quality,
        fingerprint,
        signed_at: ctx.now,
    };
    let mut tx = ctx.site.db.begin().await?;
    let id = material.known.found.election.id;
    record::sign(&mut tx, id, &signature, material.entries.len())
        .await
        .map_err(of_record)?;
    tx.commit().await?;
    Ok(())
}

/// Proclaims the result: from then on everybody sees it, and it can be challenged.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn proclaim(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = board(&ctx, &slug, &handle).await?;
    let (today, id) = (ctx.today(&found.landlord.zone), found.election.id);
    let mut tx = ctx.site.db.begin().await?;
    match election::advance(&mut tx, id, Move::Proclaim, ROLE, today, ctx.now).await {
        Ok(_) => {
            challenge::settle(&mut tx, id, ctx.now).await?;
            tx.commit().await?;
            Ok(ctx.go(&format!("{}/resultat", found.address())))
        }
        Err(StepError::Store(error)) => Err(error.into()),
        Err(StepError::NoDay | StepError::Refused(_)) => {
            Ok(ctx.go(&format!("{}?refus={STEP}#{STEP}", address(&found))))
        }
    }
}
