//! An envelope that was entered by mistake, taken back with a reason.

use super::problem::{PaperProblem, refused};
use super::{Table, address, endpoint, table};
use crate::election::desk::typed;
use crate::election::load::Found;
use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::field::{Field, area, summary};
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::StoreError;
use palier_store::election::paper;
use serde::Deserialize;

/// The form.
pub(super) const FORM: &str = "erreur";
/// The most characters of a reason.
pub(super) const REASON: usize = 1000;

/// The form that takes one back.
pub(super) fn form(t: T, found: &Found, form: &FormState) -> AnyView {
    let hint = t.paper_envelope_mistake_hint().to_owned();
    let number = Field::text("number", t.paper_envelope_mistake_number()).numeric();
    view! {
        <details open=form.is_refilled()>
            <summary>{t.paper_envelope_mistake()}</summary>
            <form method="post" action=endpoint(found, "take-back") id=FORM class="stack" novalidate>
                {summary(t, form)}
                <p>{t.paper_envelope_mistake_what()}</p>
                {number.show(t, form)}
                {area(t, form, "reason", t.paper_count_reason(), hint, String::new())}
                <p><button class="button quiet">{t.paper_envelope_mistake_button()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    number: String,
    #[serde(default)]
    reason: String,
}

/// Takes an envelope back.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn take_back(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    let page = format!("{}/enveloppes", address(&table.found));
    match taken_back(&ctx, &table, &sent).await {
        Ok(next) => {
            ctx.forget_form(FORM).await?;
            let next = next.map_or_else(String::new, |next| format!("?ouvrir={next}"));
            Ok(ctx.go(&format!("{page}{next}")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("number", sent.number.as_str()), ("reason", &sent.reason)];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn taken_back(ctx: &Ctx, table: &Table, sent: &Sent) -> Result<Option<i64>, Refusal> {
    let max = 1_000_000;
    let number = sent.number.trim().parse::<i64>();
    let number =
        number.map_err(|_| Complaint::about("number", SetupProblem::NotANumber { max }))?;
    let reason = typed::line("reason", &sent.reason, REASON)?;
    if reason.is_empty() {
        return Err(Complaint::about("reason", Problem::Empty).into());
    }
    let id = table.found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    paper::open(&mut tx, id).await.map_err(refused)?;
    let taken_back = match table.boxed.take_back_envelope(number).await {
        Ok(taken_back) => taken_back,
        Err(StoreError::Missing(_)) => {
            return Err(Complaint::about("number", PaperProblem::NoSuchEnvelope).into());
        }
        Err(error) => return Err(error.into()),
    };
    let (envelope, next) = taken_back.outcome();
    let what = (number, envelope.verdict, *next);
    paper::note_taken_back(&mut tx, id, what, &reason, ctx.now)
        .await
        .map_err(refused)?;
    // On record first: nobody takes an envelope back without it.
    tx.commit().await?;
    Ok(taken_back.keep().await?.1)
}
