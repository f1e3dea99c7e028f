//! What is kept, why, how long, and the rights of those whom it concerns (GDPR, article 13).

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
    Ok(shell::page(
        &ctx,
        &Head::new(t.privacy_title()),
        move || {
            let contacts = landlords
                .iter()
                .map(|one| {
                    let whom = if one.privacy_contact.is_empty() {
                        view! { <p><em>{t.privacy_no_contact()}</em></p> }.into_any()
                    } else {
                        view! { <p>{one.privacy_contact.clone()}</p> }.into_any()
                    };
                    view! { <h3>{one.name.clone()}</h3> {whom} {reach(t, one)} }
                })
                .collect_view();
            view! {
                <h1>{t.privacy_title()}</h1>
                <p class="lead">{t.privacy_lead()}</p>
                {section(t.privacy_sees_title(), t.privacy_sees())}
                {section(t.privacy_kept_title(), t.privacy_kept())}
                {section(t.privacy_why_title(), t.privacy_why())}
                {section(t.privacy_long_title(), t.privacy_long())}
                {section(t.privacy_cookies_title(), t.privacy_cookies())}
                {section(t.privacy_rights_title(), t.privacy_rights())}
                <p><a class="button quiet" href="/mon-espace/donnees">{t.my_data_title()}</a></p>
                {section(t.privacy_whom_title(), t.privacy_whom())}
                {contacts}
                {section(t.privacy_complain_title(), t.privacy_complain())}
            }
        },
    ))
}
