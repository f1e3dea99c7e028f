//! The register as open data: a table and a document.

use super::load::Register;
use super::say::days_late;
use crate::site::{context::Ctx, csv, error::AppError};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use palier_store::commitment::{self, Commitment, Progress};
use serde_json::{Value, json};

/// The version that documents name.
const FORMAT: &str = "palier-commitments-1";

/// One line per commitment, with names of columns that no language changes.
///
/// # Errors
/// When there is no register for this reader, or the database does not answer.
pub async fn table(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let all = register.all(&ctx).await?;
    let mut lines = csv::line([
        "article",
        "commitment",
        "owner",
        "indicator",
        "due_on",
        "state",
        "late_by_days",
        "given_up_because",
        "changed_on",
        "ended_on",
        "address",
    ]);
    for one in &all {
        lines.push_str(&line(&ctx, &register, one));
    }
    Ok(csv::file(&format!("engagements-{slug}.csv"), &lines))
}

fn line(ctx: &Ctx, register: &Register, one: &Commitment) -> String {
    let day = |at: chrono::DateTime<chrono::Utc>| {
        let at = crate::site::dates::local(at, &register.landlord.zone);
        at.date_naive().to_string()
    };
    let cells = [
        label(register, one),
        register.subject(one),
        one.owner.clone(),
        one.indicator.clone(),
        one.due_on.map_or_else(String::new, |due| due.to_string()),
        one.state.name().to_owned(),
        days_late(one, register.today).map_or_else(String::new, |days| days.to_string()),
        one.reason.clone(),
        day(one.changed_at),
        one.ended_at.map_or_else(String::new, day),
        format!("{}{}", ctx.site.origin, register.of(one)),
    ];
    csv::line(cells.iter().map(String::as_str))
}

fn label(register: &Register, one: &Commitment) -> String {
    let article = register.article(one);
    article.map_or_else(String::new, |article| article.label.clone())
}

/// The register as a document, with what was reported.
///
/// # Errors
/// When there is no register for this reader, or the database does not answer.
pub async fn document(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let mut register = Register::of_charter(&ctx, &slug).await?;
    let all = register.all(&ctx).await?;
    let mut said = Vec::with_capacity(all.len());
    for one in &all {
        let told = commitment::progress(&ctx.site.db, one.id).await?;
        said.push(entry(&ctx, &register, one, &told));
    }
    let figures = commitment::figures(&all, register.today);
    let revision = commitment::revision_due(&ctx.site.db, register.text).await?;
    let document = json!({
        "format": FORMAT,
        "landlord": register.landlord.name,
        "text": register.title,
        "address": format!("{}{}", ctx.site.origin, register.at("")),
        "as_of": register.today,
        "next_revision": revision,
        "figures": {
            "late": figures.late,
            "under_way": figures.under_way,
            "planned": figures.planned,
            "kept": figures.kept,
            "given_up": figures.given_up,
        },
        "commitments": said,
    });
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, document.to_string()).into_response())
}

fn entry(ctx: &Ctx, register: &Register, one: &Commitment, told: &[Progress]) -> Value {
    let told: Vec<Value> = told
        .iter()
        .map(|progress| {
            json!({
                "place": progress.place,
                "state": progress.state,
                "words": progress.words,
                "evidence": progress.evidence,
                "reported_as": progress.reported_as,
                "reported_at": progress.reported_at,
            })
        })
        .collect();
    json!({
        "id": one.id,
        "address": format!("{}{}", ctx.site.origin, register.of(one)),
        "article": label(register, one),
        "clause": one.handle,
        "commitment": register.subject(one),
        "owner": one.owner,
        "indicator": one.indicator,
        "due_on": one.due_on,
        "state": one.state,
        "late_by_days": days_late(one, register.today),
        "given_up_because": one.reason,
        "changed_at": one.changed_at,
        "ended_at": one.ended_at,
        "progress": told,
    })
}
