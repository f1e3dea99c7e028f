//! Answering in writing, and taking the answer back.

use super::load::{Found, public};
use super::mine::form_id;
use super::problem::refusal;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_domain::election::collective_agreement::Says;
use palier_domain::election::collective_agreement::course::Way;
use palier_domain::id::{AgreementAnswerId, DwellingId};
use palier_store::collective_agreement as agreement;
use serde::Deserialize;
use uuid::Uuid;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    dwelling: Uuid,
    #[serde(default)]
    says: String,
    /// Ticked to refuse a signed accord.
    #[serde(default)]
    says_no: String,
}

/// Keeps an answer, or puts it in the place of the former one.
///
/// # Errors
/// When there is no such agreement, or the database does not answer.
pub async fn answer(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = public(&ctx, &slug, &id).await?;
    let form = form_id(DwellingId(sent.dwelling));
    let page = found.address();
    match keep(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(&form).await?;
            Ok(ctx.go(&format!("{page}?fait=reponse")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("says", sent.says.as_str()), ("says_no", &sent.says_no)];
            ctx.refuse(&form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn keep(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let says = match found.whole.agreement.way {
        Way::Direct => Says::from_name(&sent.says)
            .ok_or_else(|| Complaint::about("says", Problem::ChooseOne))?,
        Way::Signed if sent.says_no == "true" => Says::No,
        Way::Signed => return Err(Complaint::about("says_no", Problem::ChooseOne).into()),
    };
    let at = (ctx.signed_in()?.account_id, DwellingId(sent.dwelling));
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    agreement::answer(&mut tx, found.id(), at, says, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(())
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Back {
    answer: Uuid,
}

/// Takes an answer back.
///
/// # Errors
/// When it is not the reader's, its time is over, or the database does not answer.
pub async fn back(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Back>,
) -> Result<Response, AppError> {
    let found = public(&ctx, &slug, &id).await?;
    let me = ctx.signed_in()?.account_id;
    let answer = AgreementAnswerId(sent.answer);
    let today = ctx.today(&found.landlord.zone);
    let mut tx = ctx.site.db.begin().await?;
    match agreement::withdraw(&mut tx, found.id(), me, answer, today, ctx.now).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(ctx.go(&format!("{}?fait=retrait", found.address())))
        }
        Err(error) => match refusal(error) {
            Refusal::Complaint(_) => Err(AppError::Conflict),
            Refusal::Error(error) => Err(error),
        },
    }
}
