//! Entering a signature under the charter in force.

use super::load::{Charter, InForce};
use super::problem::refused;
use super::signatures::{Party, SIGN, parties};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use palier_store::adoption::{self, NewSignature};
use palier_store::amendment::By;
use serde::Deserialize;

/// Characters of a name, or of a capacity.
const MOST: usize = 120;

/// Who signed, for whom, when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Signed {
    party: String,
    name: String,
    capacity: String,
    signed_on: String,
}

/// Enters it.
///
/// # Errors
/// When no charter is in force for this reader, or the database does not answer.
pub async fn sign(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(sent): Form<Signed>,
) -> Result<Response, AppError> {
    let charter = Charter::of(&ctx, &slug).await?;
    let of = charter.in_force().ok_or(AppError::NotFound)?;
    let page = of.reader.at("adoptee");
    match entered(&ctx, &of, &sent).await {
        Ok(()) => {
            ctx.forget_form(SIGN).await?;
            Ok(ctx.go(&format!("{page}?fait=1#signatures")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("party", sent.party.as_str()),
                ("name", sent.name.as_str()),
                ("capacity", sent.capacity.as_str()),
                ("signed_on", sent.signed_on.as_str()),
            ];
            ctx.refuse(SIGN, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, of: &InForce<'_>, sent: &Signed) -> Result<(), Refusal> {
    let all: Vec<Party> = parties(ctx.t, of);
    let party = all.iter().find(|one| one.value() == sent.party);
    let party = party.ok_or_else(|| Complaint::about("party", Problem::ChooseOne))?;
    let name = short("name", &sent.name)?;
    let capacity = short("capacity", &sent.capacity)?;
    if name.is_empty() {
        return Err(Complaint::about("name", Problem::Empty).into());
    }
    let signed_on = typed_day("signed_on", &sent.signed_on)?;
    let today = ctx.today(&of.reader.landlord.zone);
    if signed_on > today {
        return Err(Complaint::about("signed_on", Problem::DayToCome).into());
    }
    let new = NewSignature {
        version: of.adoption.version_id,
        college: party.college,
        association: party.association,
        name,
        capacity,
        signed_on,
    };
    let by = By::Person(of.reader.me()?);
    let mut tx = ctx.site.db.begin().await?;
    adoption::sign(&mut tx, &new, by, today, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}

fn short<'a>(field: &str, words: &'a str) -> Result<&'a str, Complaint> {
    let words = words.trim();
    if words.chars().count() > MOST {
        let max = i64::try_from(MOST).unwrap_or(i64::MAX);
        return Err(Complaint::about(field, Problem::AtMost { max }));
    }
    Ok(words)
}
