//! When the charter may be discussed, and what comes after.

use super::page::span;
use crate::charter::load::charter;
use crate::site::access::Desk;
use crate::site::forms::{Complaint, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Form;
use axum::response::Response;
use palier_domain::charter::discussion::Discussion;
use palier_store::text;
use serde::Deserialize;

/// The form's id.
pub const FORM: &str = "dates";
/// The longest word on what comes next, in characters.
const MOST: usize = 4_000;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    opens: String,
    #[serde(default)]
    closes: String,
    #[serde(default)]
    next_fr: String,
    #[serde(default)]
    next_en: String,
}

/// Sets the dates.
///
/// # Errors
/// When there is no charter, or the database does not answer.
pub async fn save(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    let page = format!("/{}/gestion/charte", desk.landlord.slug);
    match saved(&ctx, &desk, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=dates")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("opens", sent.opens.as_str()),
                ("closes", &sent.closes),
                ("next_fr", &sent.next_fr),
                ("next_en", &sent.next_en),
            ];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn saved(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<(), Refusal> {
    let found = charter(ctx, &desk.landlord).await?;
    let opens = typed_day("opens", &sent.opens)?;
    let closes = typed_day("closes", &sent.closes)?;
    let zone = &desk.landlord.zone;
    let unknown = |field: &str| Complaint::about(field, Problem::NotADate);
    let from = span(opens, zone).ok_or_else(|| unknown("opens"))?;
    let until = span(closes, zone).ok_or_else(|| unknown("closes"))?;
    let dates = Discussion::new(from.first, until.last)
        .map_err(|_| Complaint::about("closes", Problem::DatesReversed))?;
    for (field, words) in [("next_fr", &sent.next_fr), ("next_en", &sent.next_en)] {
        if words.chars().count() > MOST {
            return Err(Complaint::about(field, Problem::AtMost { max: 4_000 }).into());
        }
    }
    let mut tx = ctx.site.db.begin().await?;
    text::set_discussion(
        &mut tx,
        found.text.id,
        dates,
        sent.next_fr.trim(),
        sent.next_en.trim(),
        ctx.now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
