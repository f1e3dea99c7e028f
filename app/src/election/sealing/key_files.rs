//! The files of the key ceremony: what holders take away, what anybody checks.

use super::keys::{plan, relay};
use super::relay::Relay;
use super::{found_as, save};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::key_ceremony;

const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// What the server made of the messages, for whoever checks it.
pub(super) fn show(t: T, found: &Found, relay: &Relay, made: bool) -> AnyView {
    let page = format!("{}/cles", found.address());
    let certificates = relay.complete(1).then(|| {
        view! { <li><a href=format!("{page}/certificats.json")>{t.sealing_keys_file_certificates()}</a></li> }
    });
    let trustees = made.then(|| {
        view! { <li><a href=format!("{page}/cle.json")>{t.sealing_keys_file_key()}</a></li> }
    });
    view! { <ul>{certificates} {trustees}</ul> }.into_any()
}

async fn relayed(ctx: &Ctx, found: &Found) -> Result<Relay, AppError> {
    let messages = key_ceremony::messages(&ctx.site.db, found.election.id).await?;
    Ok(relay(&plan(found)?, messages))
}

/// The certificates of round 2; a file without any before.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn certificates(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let text = relayed(&ctx, &found).await?.certificates();
    let text = text.unwrap_or_else(|| "{\"certs\":[]}".to_owned());
    Ok(save(
        "certificats.json",
        "application/json",
        text.into_bytes(),
    ))
}

/// What a holder takes into round 5: encrypted for her, and given to the tally board alone.
///
/// # Errors
/// While it is not there, or when the reader is not of the tally board.
pub async fn input(
    ctx: Ctx,
    Path((slug, handle, holder)): Path<(String, String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let holder: u64 = holder.parse().map_err(|_| AppError::NotFound)?;
    let text = relayed(&ctx, &found).await?.input(holder);
    let text = text.ok_or(AppError::NotFound)?;
    Ok(save(
        &format!("entree-{holder}.json"),
        "application/json",
        text.into_bytes(),
    ))
}

/// The part of the trustees, as round 6 makes it; `null` before.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn key(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let text = key_ceremony::trustees(&ctx.site.db, found.election.id).await?;
    let text = text.unwrap_or_else(|| "null".to_owned());
    Ok(save("cle.json", "application/json", text.into_bytes()))
}
