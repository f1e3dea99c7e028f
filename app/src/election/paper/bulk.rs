//! Many envelopes at once: numbers pasted from a scanner or a spreadsheet, one a line.

use super::envelope::{arrived, counts, plain, put, seen};
use super::{Table, address, show, table};
use crate::i18n::T;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::paper::envelope::Envelopes;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::ballot_box::Entered;
use palier_store::election::electoral_roll;
use serde::Deserialize;
use uuid::Uuid;

/// The form.
pub(super) const FORM: &str = "plusieurs";
/// The most lines of one go.
const LINES: usize = 20_000;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    numbers: String,
    #[serde(default)]
    seen: String,
}

/// What became of many.
struct Many {
    entered: Envelopes,
    before: Vec<String>,
    not_on_roll: Vec<String>,
}

/// Enters many envelopes, all in one transaction; numbers that are not on the roll are named and
/// not counted.
///
/// # Errors
/// When the reader is not of the tally board, or a database does not answer.
pub async fn enter(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let table = table(&ctx, &slug, &handle, ElectionRole::TallyBoard).await?;
    match entered(&ctx, &table, &sent).await {
        Ok(many) => {
            ctx.forget_form(FORM).await?;
            let t = ctx.t;
            let title = (t.paper_envelope_many_done(), false);
            Ok(show(&ctx, &table.found, title, || told(t, &table, many)))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("numbers", sent.numbers.as_str()), ("seen", &sent.seen)];
            let page = format!("{}/enveloppes", address(&table.found));
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, table: &Table, sent: &Sent) -> Result<Many, Refusal> {
    let typed = read(&sent.numbers);
    if typed.is_empty() {
        return Err(Complaint::about("numbers", Problem::Empty).into());
    }
    if typed.len() > LINES {
        let max = i64::try_from(LINES).unwrap_or(i64::MAX);
        return Err(Complaint::about("numbers", Problem::TooManyLines { max }).into());
    }
    let known = electoral_roll::numbers(&ctx.site.db, table.found.election.id).await?;
    let seen = seen(&sent.seen);
    let (mut all, mut not_on_roll) = (Vec::new(), Vec::new());
    for number in typed {
        // A barcode may hold the line's identifier with its hyphens or without.
        let key = Uuid::parse_str(&number).map(|id| id.simple().to_string());
        match known.get(&key.unwrap_or_else(|_| number.clone())) {
            Some(line) => all.push(arrived(*line, &number, seen)),
            None => not_on_roll.push(number),
        }
    }
    let (mut entered, mut before) = (Envelopes::default(), Vec::new());
    for answer in put(ctx, table, &all).await? {
        match answer {
            Entered::Now(envelope) => entered.add(envelope.verdict),
            Entered::Before(envelope) => before.push(envelope.typed),
        }
    }
    Ok(Many {
        entered,
        before,
        not_on_roll,
    })
}

/// The first cell of each line, where there is something in it.
fn read(typed: &str) -> Vec<String> {
    let cells = typed.lines().map(|line| {
        let cell = line.split([';', ',', '\t']).next().unwrap_or_default();
        plain(cell.trim().trim_matches('"'))
    });
    cells.filter(|cell| !cell.is_empty()).collect()
}

fn told(t: T, table: &Table, many: Many) -> AnyView {
    let back = format!("{}/enveloppes", address(&table.found));
    view! {
        {counts(t, &many.entered)}
        {named(t.paper_envelope_many_before(), many.before)}
        {named(t.paper_envelope_many_not_on_roll(), many.not_on_roll)}
        <p><a class="button" href=back>{t.paper_envelope_many_back()}</a></p>
    }
    .into_any()
}

/// Numbers under what is wrong with them; nothing without any.
fn named(title: &'static str, numbers: Vec<String>) -> AnyView {
    if numbers.is_empty() {
        return ().into_any();
    }
    let items = numbers
        .into_iter()
        .map(|number| view! { <li>{number}</li> })
        .collect_view();
    view! { <h2>{title}</h2> <ul>{items}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_of_each_line_is_its_number() {
        let typed = "B 12\r\n\n\"B13\";Dupont\nB14\t1\n  ,x\n";
        assert_eq!(read(typed), ["B12", "B13", "B14"]);
    }
}
