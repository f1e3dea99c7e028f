//! The agreements of a landlord, the latest first.

use super::card;
use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::collective_agreement::course::Standing;
use palier_store::collective_agreement as agreement;

/// The page.
///
/// # Errors
/// When there is no such landlord, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = by_slug(&ctx, &slug).await?;
    let today = ctx.today(&landlord.zone);
    let mut all = agreement::of_landlord(&ctx.site.db, landlord.id, today).await?;
    all.retain(|one| one.standing != Standing::Draft);
    let t = ctx.t;
    let head = Head::of(&landlord, t.agreement_index());
    Ok(shell::page(&ctx, &head, move || {
        let none = all
            .is_empty()
            .then(|| view! { <p class="empty">{t.agreement_none()}</p> });
        let cards = all
            .iter()
            .map(|one| card::listed(t, &landlord, one))
            .collect_view();
        view! {
            <p class="eyebrow">{landlord.name.clone()}</p>
            <h1>{t.agreement_index()}</h1>
            <p class="lead">{t.agreement_index_lead()}</p>
            {none}
            {cards}
        }
    }))
}
