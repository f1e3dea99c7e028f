//! The report of bad lines: kept as a file for a month, read by the page, saved as a table.

use super::{job, one, reason};
use crate::site::access::Desk;
use crate::site::{context::Ctx, csv, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use palier_domain::id::UploadId;
use palier_domain::landlord::roll::RollProblem;
use palier_store::upload;

/// Problems that a report holds; a file with more is a wrong file.
pub const MOST: usize = 20_000;

/// The problems as bytes to keep.
///
/// # Errors
/// Never for problems; the type says so because JSON may fail.
pub fn to_bytes(problems: &[RollProblem]) -> Result<Vec<u8>, serde_json::Error> {
    let kept = &problems[..problems.len().min(MOST)];
    serde_json::to_vec(kept)
}

/// The problems of a report; nothing once it was erased.
///
/// # Errors
/// When the database does not answer.
pub async fn read(ctx: &Ctx, id: UploadId) -> Result<Option<Vec<RollProblem>>, AppError> {
    let kept = upload::read(&ctx.site.db, id).await?;
    kept.map(|(_, bytes)| serde_json::from_slice(&bytes))
        .transpose()
        .map_err(|e| AppError::internal(&e))
}

/// The report as a table, one problem a line.
///
/// # Errors
/// When the landlord has no such import or report, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let import = one::find(&ctx, &desk, &id).await?;
    let Some(job::Outcome::Refused { report, .. }) = import.outcome else {
        return Err(AppError::NotFound);
    };
    let problems = read(&ctx, report).await?.ok_or(AppError::NotFound)?;
    let t = ctx.t;
    let header = [
        t.roll_line(),
        t.roll_column(),
        t.roll_value(),
        t.roll_reason(),
    ];
    let mut lines = csv::line(header);
    for problem in &problems {
        let line = problem.line.to_string();
        let column = problem
            .column
            .map_or("", |column| reason::column(t, column));
        let (value, said) = (problem.quoted(), reason::say(t, &problem.reason));
        lines.push_str(&csv::line([line.as_str(), column, &value, &said]));
    }
    Ok(csv::file("rapport.csv", &lines))
}
