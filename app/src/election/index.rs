//! All elections of a landlord, the latest first.

use super::{card, load};
use crate::i18n::T;
use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_store::election::{self, Election, ElectionKind};
use palier_store::landlord::Landlord;

/// The page.
///
/// # Errors
/// When there is no such landlord, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = by_slug(&ctx, &slug).await?;
    let all = election::of_landlord(&ctx.site.db, landlord.id).await?;
    let public = all.into_iter().filter(|one| one.stage != Stage::Draft);
    let (rehearsals, binding): (Vec<_>, Vec<_>) =
        public.partition(|one| one.kind == ElectionKind::Rehearsal);
    let t = ctx.t;
    let head = Head::of(&landlord, t.election_index());
    Ok(shell::page(&ctx, &head, move || {
        let cards = binding
            .iter()
            .map(|one| card::card(t, &landlord, one))
            .collect_view();
        let none = binding
            .is_empty()
            .then(|| view! { <p class="empty">{t.election_none()}</p> });
        view! {
            <p class="eyebrow">{landlord.name.clone()}</p>
            <h1>{t.election_index()}</h1>
            <p class="lead">{t.election_index_lead()}</p>
            {none}
            {cards}
            {tried(t, &landlord, &rehearsals)}
        }
    }))
}

/// Rehearsals, apart: nobody is elected by one.
fn tried(t: T, landlord: &Landlord, rehearsals: &[Election]) -> AnyView {
    if rehearsals.is_empty() {
        return ().into_any();
    }
    let items = rehearsals
        .iter()
        .map(|one| {
            let link = load::address(landlord, one);
            view! { <li><a href=link lang="fr">{one.title.clone()}</a></li> }
        })
        .collect_view();
    view! {
        <h2>{t.election_rehearsals()}</h2>
        <p>{t.election_rehearsals_what()}</p>
        <ul>{items}</ul>
    }
    .into_any()
}
