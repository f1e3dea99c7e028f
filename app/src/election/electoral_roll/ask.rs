//! Asking for a correction.

use super::mine::form_id;
use super::problem::refusal;
use crate::election::load::{Found, found};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::election::electoral_roll::correction::CorrectionKind;
use palier_domain::id::{CorrectionId, PersonId, TenancyId};
use palier_domain::moderation::words;
use palier_store::election::electoral_roll::{self as roll, NewCorrection};
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    person: Uuid,
    #[serde(default)]
    tenancy: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words: String,
}

impl Sent {
    fn tenancy(&self) -> Option<TenancyId> {
        Uuid::parse_str(&self.tenancy).ok().map(TenancyId)
    }
}

/// Keeps a request; gives its receipt.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn ask(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let form = form_id(PersonId(sent.person), sent.tenancy());
    let page = format!("{}/electeur", found.address());
    match keep(&ctx, &found, &sent).await {
        Ok(id) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{page}/demande/{id}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("kind", sent.kind.as_str()), ("words", &sent.words)];
            ctx.refuse(&form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<CorrectionId, Refusal> {
    let kind = CorrectionKind::from_name(&sent.kind);
    let kind = kind.ok_or_else(|| Complaint::about("kind", Problem::ChooseOne))?;
    let words = words::appeal(&sent.words).map_err(|e| Complaint::about("words", e))?;
    let new = NewCorrection {
        account: ctx.signed_in()?.account_id,
        person: PersonId(sent.person),
        tenancy: sent.tenancy(),
        kind,
        words,
    };
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    let id = roll::ask(&mut tx, found.election.id, new, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(id)
}
