//! The front door of the instance: what Palier is, and the landlords it serves.

use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::landlord::{self, Landlord};

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let landlords = landlord::list(&ctx.site.db).await?;
    let t = ctx.t;
    Ok(shell::page(&ctx, &Head::new(t.index_title()), move || {
        let list = if landlords.is_empty() {
            view! { <p class="empty">{t.index_no_landlord()}</p> }.into_any()
        } else {
            let cards = landlords
                .iter()
                .map(|landlord| card(t, landlord))
                .collect_view();
            view! { <ul class="cards">{cards}</ul> }.into_any()
        };
        view! {
            <p class="eyebrow">{t.index_eyebrow()}</p>
            <h1>{t.index_title()}</h1>
            <p class="lead">{t.index_lead()}</p>
            <h2>{t.index_landlords()}</h2>
            {list}
            <h2>{t.index_letter()}</h2>
            <p>{t.index_letter_how()}</p>
            <p><a class="button quiet" href="/activer">{t.sign_in_have_code()}</a></p>
            <h2>{t.follow_have_slip()}</h2>
            <p>{t.follow_have_slip_how()}</p>
            <p><a class="button quiet" href="/suivi">{t.follow_title()}</a></p>
        }
    }))
}

fn card(t: crate::i18n::T, landlord: &Landlord) -> impl IntoView + use<> {
    let kind = match landlord.kind {
        LandlordKind::Oph => t.landlord_kind_oph(),
        LandlordKind::Esh => t.landlord_kind_esh(),
        LandlordKind::Sem => t.landlord_kind_sem(),
        LandlordKind::Cooperative => t.landlord_kind_cooperative(),
    };
    let address = format!("/{}", landlord.slug);
    view! {
        <li class="card">
            <h3>{landlord.name.clone()}</h3>
            <p class="who">{kind}</p>
            <p>
                <a class="button" href=address>
                    {t.index_enter()} <span class="hidden">" " {landlord.name.clone()}</span>
                </a>
            </p>
        </li>
    }
}
