//! The result as open data: a table, a document, and the schema of that document.

use super::known::{Known, posted};
use super::outcome::{Fate, Outcome};
use crate::site::{context::Ctx, csv, error::AppError};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

/// The schema (JSON Schema 2020-12) of [`document`].
pub const SCHEMA: &str = include_str!("schema.json");
/// The version that documents name.
const FORMAT: &str = "palier-result-1";

/// One line per list, and one for blank and one for null votes.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn table(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let lines = lines(&known, &known.at_first()?);
    Ok(csv::file(&format!("resultat-{handle}.csv"), &lines))
}

/// The lines of the table, with names of columns that no language changes.
pub(super) fn lines(known: &Known, outcome: &Outcome) -> String {
    let figures = known.figures();
    // On every line, so that none is copied without it.
    let annulled = known.annulled.as_ref();
    let annulled = annulled.map_or_else(String::new, |annulled| annulled.on.to_string());
    let mut out = csv::line([
        "list",
        "online",
        "post",
        "ballot_box",
        "votes",
        "seats",
        "annulled",
    ]);
    let mut line = |name: &str, of: [Option<u64>; 3], total: u64, seats: &str| {
        let cells = of.map(|n| n.map_or_else(String::new, |n| n.to_string()));
        let total = total.to_string();
        out.push_str(&csv::line([
            name, &cells[0], &cells[1], &cells[2], &total, seats, &annulled,
        ]));
    };
    let online = figures.online.as_ref();
    let (post, paper) = (figures.post.as_ref(), figures.ballot_box.as_ref());
    for (at, list) in outcome.lists.iter().enumerate() {
        let of = [
            online.and_then(|one| one.votes.get(at).copied()),
            post.and_then(|one| one.votes.get(at).copied()),
            paper.and_then(|one| one.votes.get(at).copied()),
        ];
        let seats = list.seats.seats.to_string();
        line(&list.title, of, list.seats.votes, &seats);
    }
    let blank = [
        online.map(|one| one.blank),
        post.map(|one| one.blank),
        paper.map(|one| one.blank),
    ];
    line("(blank)", blank, outcome.totals.blank, "");
    let null = [None, post.map(|one| one.null), paper.map(|one| one.null)];
    line("(null)", null, outcome.totals.null, "");
    out
}

/// The result as a document.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let said = document(&known, &known.now()?);
    Ok((
        [(header::CONTENT_TYPE, "application/json")],
        said.to_string(),
    )
        .into_response())
}

/// The schema of the document; the same for every election.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn schema(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    posted(&ctx, &slug, &handle).await?;
    Ok(([(header::CONTENT_TYPE, "application/schema+json")], SCHEMA).into_response())
}

/// Figures, seats and names, as they stand.
#[must_use]
pub fn document(known: &Known, outcome: &Outcome) -> Value {
    let election = &known.found.election;
    let lists: Vec<Value> = outcome
        .lists
        .iter()
        .map(|list| {
            let names =
                |fate| -> Vec<&str> { list.with(fate).map(|one| one.name.as_str()).collect() };
            json!({
                "title": list.title,
                "affiliation": list.affiliation,
                "votes": list.seats.votes,
                "base_seats": list.seats.base,
                "remainder": list.remainder().to_string(),
                "seats": list.seats.seats,
                "vacant": list.vacant,
                "elected": names(Fate::Elected),
                "substitutes": names(Fate::Substitute),
            })
        })
        .collect();
    json!({
        "format": FORMAT,
        "election": election.handle,
        "title": election.title,
        "landlord": known.found.landlord.name,
        "day": election.protocol.day,
        "stage": election.stage,
        "annulled": known.annulled.as_ref().map(|annulled| json!({
            "on": annulled.on,
            "decision": annulled.words,
        })),
        "seats": outcome.seats.seats,
        "quotient": outcome.seats.quotient(),
        "tie_chain": election.protocol.tie_chain,
        "lots": known.count.lots.0,
        "figures": known.figures(),
        "totals": {
            "voters": outcome.totals.voters,
            "valid": outcome.totals.valid,
            "blank": outcome.totals.blank,
            "null": outcome.totals.null,
        },
        "lists": lists,
    })
}
