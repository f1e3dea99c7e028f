//! The slip: what the person takes home, printed or read out.

use super::say;
use crate::charter::load::charter;
use crate::landlord::desk;
use crate::parts::{excerpt, qr};
use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::CommentId;
use palier_domain::markdown;
use palier_store::entry::{self, Entry};
use palier_store::landlord_contact;
use serde::Deserialize;
use uuid::Uuid;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after the words were entered.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When nothing was entered with this landlord under that name, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let one = entry::of_comment(&ctx.site.db, CommentId(id))
        .await?
        .filter(|one| one.landlord_id == desk.landlord.id)
        .ok_or(AppError::NotFound)?;
    let found = charter(&ctx, &desk.landlord).await?;
    let article = found
        .article(one.handle)
        .map(|(_, article)| format!("{} {}", article.label, markdown::plain(&article.title)));
    let contact = landlord_contact::get(&ctx.site.db, desk.landlord.id).await?;
    let phone = contact.map_or_else(String::new, |contact| contact.phone);
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.slip_title());
    Ok(shell::page(&ctx, &head, || {
        let done = (!asked.fait.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.slip_done()}</p> });
        let enter = format!("/{}/gestion/saisie", desk.landlord.slug);
        let published = format!(
            "/{}/charte/{}?avis={id}#c-{id}",
            desk.landlord.slug, one.handle
        );
        view! {
            <div class="screen-only">
                {desk::crumbs(t, &desk)}
                <h1>{t.slip_title()}</h1>
                {done}
                <p class="lead">{t.slip_lead()}</p>
            </div>
            {slip(&ctx, &desk, &one, article, &phone)}
            <div class="screen-only">
                <h2>{t.slip_read_out()}</h2>
                <p>{t.slip_read_out_how()}</p>
                <p class="spelled"><strong>{say::spelled(t, &one.slip)}</strong></p>
                <p><a href=published>{t.slip_published()}</a></p>
                <p><a class="button" href=enter>{t.entry_another()}</a></p>
            </div>
        }
    }))
}

fn slip(ctx: &Ctx, desk: &Desk, one: &Entry, article: Option<String>, phone: &str) -> AnyView {
    let t = ctx.t;
    let site = &ctx.site.origin;
    let drawn = qr::svg(&format!("{site}/suivi/{}", one.slip)).unwrap_or_default();
    // People type the address without its scheme.
    let address = format!("{site}/suivi");
    let address = address
        .split_once("://")
        .map_or(address.clone(), |(_, rest)| rest.to_owned());
    let words = excerpt(&markdown::plain(&one.body), 180);
    let words = (!words.is_empty())
        .then(|| view! { <p class="slip-words" lang="fr">"« " {words} " »"</p> });
    let heard = say::heard(t, one.source, &one.place, &t.date(one.heard_on));
    let by_phone = match phone {
        "" => t.slip_phone().to_owned(),
        phone => t.slip_phone_at(phone),
    };
    view! {
        <section class="slip" aria-label=t.slip_title()>
            <p class="cut" aria-hidden="true">{scissors()}</p>
            <p class="eyebrow">{desk.landlord.name.clone()}</p>
            <p class="slip-title">{t.slip_yours()}</p>
            {article.map(|article| view! { <p lang="fr">{article}</p> })}
            <p class="heard">{heard} "."</p>
            {words}
            <div class="slip-key">
                <div>
                    <p>{t.slip_code()}</p>
                    <p class="letter-code slip-code">{one.slip.clone()}</p>
                    <p>{t.slip_web()} " " <strong class="slip-address">{address}</strong></p>
                </div>
                <div class="slip-qr" inner_html=drawn></div>
            </div>
            <p>{by_phone}</p>
            <p class="who">{t.slip_why()}</p>
            <p class="cut" aria-hidden="true">{scissors()}</p>
        </section>
    }
    .into_any()
}

/// A pair of scissors for the dashed line.
fn scissors() -> impl IntoView {
    view! {
        <svg class="scissors" width="26" height="18" viewBox="0 0 26 18" aria-hidden="true">
            <circle cx="4" cy="4" r="3"/>
            <circle cx="4" cy="14" r="3"/>
            <path d="M6.6 5.6L25 14M6.6 12.4L25 4"/>
        </svg>
    }
}
