//! All consultations held with a landlord, the latest first.

use super::{load, say};
use crate::i18n::T;
use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::{self, Consultation};
use palier_store::landlord::Landlord;

/// The page.
///
/// # Errors
/// When there is no such landlord, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = by_slug(&ctx, &slug).await?;
    let mut all = consultation::of_landlord(&ctx.site.db, landlord.id).await?;
    all.retain(|one| one.stage != Stage::Draft);
    let t = ctx.t;
    let head = Head::of(&landlord, t.consultation_index());
    Ok(shell::page(&ctx, &head, move || {
        let none = all
            .is_empty()
            .then(|| view! { <p class="empty">{t.consultation_none()}</p> });
        let cards = all.iter().map(|one| card(t, &landlord, one)).collect_view();
        view! {
            <p class="eyebrow">{landlord.name.clone()}</p>
            <h1>{t.consultation_index()}</h1>
            <p class="lead">{t.consultation_index_lead()}</p>
            {none}
            {cards}
        }
    }))
}

/// Those that take registrations or votes now, for the landlord's home.
///
/// # Errors
/// When the database does not answer.
pub async fn current(ctx: &Ctx, landlord: &Landlord) -> Result<Vec<Consultation>, AppError> {
    let mut all = consultation::of_landlord(&ctx.site.db, landlord.id).await?;
    all.retain(|one| (Stage::Registering..=Stage::Open).contains(&one.stage));
    Ok(all)
}

/// Their cards; nothing where there are none.
#[must_use]
pub fn cards(t: T, landlord: &Landlord, all: &[Consultation]) -> AnyView {
    let cards = all.iter().map(|one| card(t, landlord, one));
    cards.collect_view().into_any()
}

/// A consultation as a card.
#[must_use]
pub fn card(t: T, landlord: &Landlord, one: &Consultation) -> AnyView {
    let address = load::address(landlord, one);
    view! {
        <section class="card main">
            <span class=say::tag(one.stage)>{say::stage(t, one.stage)}</span>
            <h2 lang="fr"><a href=address>{one.title.clone()}</a></h2>
            <p>{when(t, landlord, one)}</p>
        </section>
    }
    .into_any()
}

/// The next hour that matters.
#[must_use]
pub fn when(t: T, landlord: &Landlord, one: &Consultation) -> String {
    let zone = &landlord.zone;
    match one.stage {
        Stage::Draft | Stage::Registering => {
            t.consultation_register_until(t.instant(one.roll_closes_at, zone))
        }
        Stage::RollClosed => t.consultation_opens(t.instant(one.opens_at, zone)),
        Stage::Open => t.consultation_closes(t.instant(one.closes_at, zone)),
        Stage::Closed | Stage::Decided => t.consultation_closed(t.instant(one.closes_at, zone)),
        Stage::Cancelled => t.consultation_was_cancelled().to_owned(),
    }
}
