//! The booth: a page that the script fills, since codes and choice never leave the device.

use super::load::{Found, found};
use super::script::{Script, place};
use super::{card, home};
use crate::i18n::T;
use crate::parts::phone;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_store::landlord_contact::{self, Contact};

/// The page.
///
/// # Errors
/// When there is no such election, nobody votes in it online, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    if !found.election.protocol.channels.online {
        return Err(AppError::NotFound);
    }
    let contact = landlord_contact::get(&ctx.site.db, found.landlord.id).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.booth_title());
    Ok(shell::page(&ctx, &head, || {
        // Nothing above the booth: one thing is done here.
        if found.election.stage >= Stage::Sealed {
            let inside = until_started(t, &found, contact.as_ref());
            place(&ctx, &found, contact.as_ref(), Script::Voter, inside).into_any()
        } else {
            too_early(t, &found)
        }
    }))
}

/// What is read while the script starts, without JavaScript, or in a browser too old for it.
fn until_started(t: T, found: &Found, contact: Option<&Contact>) -> AnyView {
    view! {
        <p class="eyebrow" lang="fr">{found.election.title.clone()}</p>
        <h1>{t.booth_title()}</h1>
        {home::stamp(t, found)}
        <p class="lead starting" role="status">{t.booth_starting()}</p>
        <noscript>
            <p class="note">{t.booth_no_script()}</p>
        </noscript>
        <p>{t.booth_too_old()}</p>
        {otherwise(t, contact)}
    }
    .into_any()
}

/// How else one votes, and who helps.
fn otherwise(t: T, contact: Option<&Contact>) -> AnyView {
    let phone = contact.map(|contact| phone::call(t.booth_phone(), &contact.phone));
    view! {
        <section class="card otherwise">
            <h2>{t.booth_other()}</h2>
            <p>{t.booth_paper()}</p>
            {phone}
        </section>
    }
    .into_any()
}

/// Nothing is sealed yet: when one votes.
fn too_early(t: T, found: &Found) -> AnyView {
    view! {
        {home::crumbs(t, found, true)}
        <h1>{t.booth_early()}</h1>
        <p class="lead">{card::when(t, &found.election)}</p>
    }
    .into_any()
}
