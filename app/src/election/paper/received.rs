//! Envelopes as they come: how many each day, sealed, and nothing else.

use super::problem::refused;
use super::{address, endpoint, part};
use crate::election::load::Found;
use crate::election::problem::SetupProblem;
use crate::i18n::T;
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_store::election::paper;
use serde::Deserialize;

/// The form.
pub(super) const FORM: &str = "recues";
/// The most envelopes of a day.
const MOST: u32 = 1_000_000;

/// The days on which envelopes came, and all of them.
pub(super) fn table(t: T, received: &[(NaiveDate, i64)]) -> AnyView {
    if received.is_empty() {
        return view! { <p class="empty">{t.paper_desk_received_none()}</p> }.into_any();
    }
    let sum = received.iter().map(|(_, count)| count).sum();
    let rows = received
        .iter()
        .map(|(day, count)| {
            view! { <tr><th scope="row">{t.date(*day)}</th><td>{t.number(*count)}</td></tr> }
        })
        .collect_view();
    view! {
        <table class="count-table">
            <caption>{t.paper_desk_received()}</caption>
            <thead>
                <tr>
                    <th scope="col">{t.paper_desk_received_day()}</th>
                    <th scope="col">{t.paper_desk_received_count()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr><th scope="row">{t.paper_count_total()}</th><td>{t.number(sum)}</td></tr>
            </tfoot>
        </table>
    }
    .into_any()
}

/// The form that notes a day's envelopes.
pub(super) fn form(t: T, found: &Found, form: &FormState, today: NaiveDate) -> AnyView {
    let day = Field::day("day", t.paper_desk_received_day()).initial(today.to_string());
    let count = Field::text("count", t.paper_desk_received_count())
        .hint(t.paper_desk_received_hint())
        .numeric();
    view! {
        <form method="post" action=endpoint(found, "received") id=FORM class="stack" novalidate>
            {summary(t, form)}
            {day.show(t, form)}
            {count.show(t, form)}
            <p><button class="button quiet">{t.paper_desk_received_button()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    day: String,
    #[serde(default)]
    count: String,
}

/// Notes how many envelopes came on a day.
///
/// # Errors
/// When the reader has no part in it, or the database does not answer.
pub async fn note(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = part(&ctx, &slug, &handle).await?;
    let page = address(&found);
    match noted(&ctx, &found, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("day", sent.day.as_str()), ("count", &sent.count)];
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn noted(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<(), Refusal> {
    let day = typed_day("day", &sent.day)?;
    if day > ctx.today(&found.landlord.zone) {
        return Err(Complaint::about("day", SetupProblem::DayToCome).into());
    }
    let digits: String = sent.count.split_whitespace().collect();
    let count = digits.parse().ok().filter(|count| *count <= MOST);
    let max = i64::from(MOST);
    let count = count.ok_or_else(|| Complaint::about("count", SetupProblem::NotANumber { max }))?;
    let mut tx = ctx.site.db.begin().await?;
    paper::note_received(&mut tx, found.election.id, day, count, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
