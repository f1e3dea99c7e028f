//! The legal notice (law no. 2004-575, article 1-1): who publishes, who answers for it, who hosts.
//! What a landlord has not said is said to be missing, never invented.

use super::{reach, section};
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::publisher::{self, Publisher};

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx) -> Result<Response, AppError> {
    let landlords = publisher::list(&ctx.site.db).await?;
    let t = ctx.t;
    let host = match ctx.site.hosted_by.clone() {
        // As it was written, not as Markdown.
        Some(host) => view! {
            <h2>{t.legal_host_title()}</h2>
            <p>{t.legal_hosted_by(host)}</p>
        }
        .into_any(),
        None => section(t.legal_host_title(), t.legal_host()),
    };
    Ok(shell::page(&ctx, &Head::new(t.legal_title()), move || {
        let all = if landlords.is_empty() {
            view! { <p class="empty">{t.legal_nobody()}</p> }.into_any()
        } else {
            landlords
                .iter()
                .map(|one| landlord(t, one))
                .collect_view()
                .into_any()
        };
        view! {
            <h1>{t.legal_title()}</h1>
            <p class="lead">{t.legal_lead()}</p>
            <h2>{t.legal_publishers()}</h2>
            {all}
            {host}
            {section(t.legal_words_title(), t.legal_words())}
            {section(t.legal_software_title(), t.legal_software())}
        }
    }))
}

fn landlord(t: T, one: &Publisher) -> AnyView {
    let kind = match one.kind {
        LandlordKind::Oph => t.legal_oph(),
        LandlordKind::Esh => t.legal_esh(),
        LandlordKind::Sem => t.legal_sem(),
        LandlordKind::Cooperative => t.legal_cooperative(),
    };
    let answers = if one.publisher.is_empty() {
        view! { <em>{t.about_missing()}</em> }.into_any()
    } else {
        one.publisher.clone().into_any()
    };
    view! {
        <section class="card">
            <h3><a href=format!("/{}", one.slug)>{one.name.clone()}</a></h3>
            <p class="who">{kind}</p>
            {reach(t, one)}
            <p>{t.legal_director()} " " {answers}</p>
        </section>
    }
    .into_any()
}
