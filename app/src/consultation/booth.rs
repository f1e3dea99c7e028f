//! The booth: the same as an election's, with codes that this device made itself.

use super::load::{crumbs, level, with_box};
use super::script::place;
use crate::election::script::Script;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// When there is no such consultation with a box, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.booth_title());
    Ok(shell::page(&ctx, &head, || {
        let inside = view! {
            {crumbs(t, &found, true)}
            <p class="eyebrow" lang="fr">{found.asked.title.clone()}</p>
            <h1>{t.booth_title()}</h1>
            <p class="lead starting" role="status">{t.booth_starting()}</p>
            <noscript>
                <p class="note">{t.consultation_no_script()}</p>
            </noscript>
            {level(t)}
        };
        place(&ctx, &found, Script::Voter, inside.into_any())
    }))
}
