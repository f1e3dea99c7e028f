//! The letters of a batch as a table for a mail merge.

use super::{batch, grouped, last_day, link};
use crate::site::access::Desk;
use crate::site::{context::Ctx, csv, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use palier_store::letter;

/// The columns, in order. They are documented on the batch's page.
pub const COLUMNS: [&str; 12] = [
    "reference",
    "nom",
    "adresse_1",
    "adresse_2",
    "adresse_3",
    "adresse_4",
    "residence",
    "batiment",
    "logement",
    "code",
    "lien",
    "valable_jusqu_au",
];

/// The table: one line per letter that still holds its code.
///
/// # Errors
/// When the landlord has no such batch, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let batch = batch::find(&ctx, &desk, &id).await?;
    let batch = batch.ok_or(AppError::NotFound)?;
    let letters = letter::slice(&ctx.site.db, batch.id, 1, i64::MAX).await?;
    let last = last_day(batch.valid_until, &desk.landlord.zone).to_string();
    let mut lines = csv::line(COLUMNS);
    for letter in &letters {
        let postal = |line: usize| letter.address.get(line).map_or("", String::as_str);
        let code = grouped(&letter.digits);
        let link = link(&ctx.site.origin, &letter.digits);
        let cells = [
            letter.reference.as_str(),
            &letter.name,
            postal(0),
            postal(1),
            postal(2),
            postal(3),
            &letter.estate,
            &letter.building,
            &letter.dwelling,
            &code,
            &link,
            &last,
        ];
        lines.push_str(&csv::line(cells));
    }
    let day = last_day(batch.made_at, &desk.landlord.zone);
    Ok(csv::file(&format!("courriers-{day}.csv"), &lines))
}
