//! The statement of accessibility, in the form of the RGAA 4.1 (law no. 2005-102, article 47;
//! decree no. 2019-768; order of 20 September 2019).

use super::{reach, section};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_store::publisher;

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let landlords = publisher::list(&ctx.site.db).await?;
    let t = ctx.t;
    let origin = ctx.site.origin.to_string();
    Ok(shell::page(
        &ctx,
        &Head::new(t.accessibility_title()),
        move || {
            let names: Vec<_> = landlords.iter().map(|one| one.name.clone()).collect();
            let who = if names.is_empty() {
                t.about_this_site().to_owned()
            } else {
                names.join(", ")
            };
            let contacts = landlords
                .iter()
                .map(|one| view! { <h3>{one.name.clone()}</h3> {reach(t, one)} })
                .collect_view();
            view! {
                <h1>{t.accessibility_title()}</h1>
                <p class="lead">{t.accessibility_lead(who)}</p>
                <p>{t.accessibility_applies(origin)}</p>
                {section(t.accessibility_state_title(), t.accessibility_state())}
                {section(t.accessibility_done_title(), t.accessibility_done())}
                {section(t.accessibility_gaps_title(), t.accessibility_gaps())}
                {section(t.accessibility_made_title(), t.accessibility_made())}
                {section(t.accessibility_contact_title(), t.accessibility_contact())}
                {contacts}
                {section(t.accessibility_recourse_title(), t.accessibility_recourse())}
            }
        },
    ))
}
