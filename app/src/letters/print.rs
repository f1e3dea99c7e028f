//! The letters of a batch as pages to print, a slice at a time.

use super::paper::{self, Sender};
use super::{SLICE, batch};
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos::prelude::*;
use palier_store::{landlord_contact, letter};
use serde::Deserialize;

/// Which letters: both places are included, counted from 1.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    de: Option<i64>,
    #[serde(default)]
    a: Option<i64>,
}

impl Asked {
    /// The places, at most [`SLICE`] of them.
    fn bounds(self) -> (i64, i64) {
        let from = self.de.unwrap_or(1).clamp(1, i64::MAX - SLICE);
        let to = self.a.unwrap_or(i64::MAX).clamp(from, from + SLICE - 1);
        (from, to)
    }
}

/// The page: one sheet of A4 per letter.
///
/// # Errors
/// When the landlord has no such batch, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let batch = batch::find(&ctx, &desk, &id).await?;
    let batch = batch.ok_or(AppError::NotFound)?;
    let (from, to) = asked.bounds();
    let letters = letter::slice(&ctx.site.db, batch.id, from, to).await?;
    let contact = landlord_contact::get(&ctx.site.db, desk.landlord.id).await?;
    let (t, landlord) = (ctx.t, &desk.landlord);
    let origin = ctx.site.origin.to_string();
    let times = (batch.made_at, batch.valid_until);
    let sender = Sender::new(
        &landlord.name,
        &landlord.zone,
        contact,
        origin.clone(),
        times,
    );
    let count = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let back = format!("/{}/gestion/courriers/{}", landlord.slug, batch.id);
    let head = Head::of(landlord, t.letters_print_title()).wide();
    // Hundreds of QR codes and pages: half a second of work that no other request waits for.
    let made = tokio::task::spawn_blocking(move || {
        let sheets = paper::sheets(letters, &origin);
        shell::page(&ctx, &head, move || {
            let sheets = sheets
                .iter()
                .map(|sheet| paper::show(sheet, &sender))
                .collect_view();
            view! {
                <div class="screen-only">
                    <p><a href=back>{t.letters_print_back()}</a></p>
                    <h1>{t.letters_print_title()}</h1>
                    <p>{t.letters_print_count(count)}</p>
                    <p class="note">{t.letters_print_how()}</p>
                </div>
                <div class="letters">{sheets}</div>
            }
        })
    });
    let mut response = made.await.map_err(|e| AppError::internal(&e))?;
    // The codes are secrets: no copy stays in the browser.
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_takes_one_slice_at_most() {
        let bounds = |de, a| Asked { de, a }.bounds();
        assert_eq!(bounds(None, None), (1, 500));
        assert_eq!(bounds(Some(501), Some(1_000)), (501, 1_000));
        assert_eq!(bounds(Some(1), Some(12_480)), (1, 500));
        assert_eq!(bounds(Some(-5), Some(-9)), (1, 1));
        assert_eq!(bounds(Some(i64::MAX), None).0, i64::MAX - SLICE);
    }
}
