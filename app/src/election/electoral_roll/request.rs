//! The receipt of a request, to be printed; later, what was decided of it.

use super::say;
use crate::election::home::{crumbs, stamp};
use crate::election::load::found;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::CorrectionId;
use palier_store::election::electoral_roll::{self as roll, Correction};
use serde::Deserialize;
use uuid::Uuid;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after the request was sent.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When the reader sent no such request, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle, id)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let me = ctx.signed_in()?.account_id;
    let id = Uuid::parse_str(&id).map_err(|_| AppError::NotFound)?;
    let one = roll::one(&ctx.site.db, CorrectionId(id))
        .await?
        .filter(|one| one.account_id == Some(me) && one.election_id == found.election.id)
        .ok_or(AppError::NotFound)?;
    roll::mark_read(&ctx.site.db, one.id, me, ctx.now).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.electoral_request_title());
    Ok(shell::page(&ctx, &head, move || {
        let done = (!asked.fait.is_empty())
            .then(|| view! { <p class="note good screen-only" role="status">{t.electoral_request_sent()}</p> });
        let back = format!("{}/electeur", found.address());
        view! {
            <div class="screen-only">{crumbs(t, &found, true)}</div>
            {stamp(t, &found)}
            <p class="eyebrow">{found.landlord.name.clone()}</p>
            <h1>{t.electoral_request_title()}</h1>
            {done}
            {show(t, &one, &found.landlord.zone)}
            {decision(t, &one, &found.landlord.zone)}
            <p class="screen-only">{t.electoral_request_print()}</p>
            <p class="screen-only"><a href=back>{t.electoral_mine_title()}</a></p>
        }
    }))
}

/// What was asked for.
pub(super) fn show(t: T, one: &Correction, zone: &str) -> AnyView {
    let tenancy = one.tenancy.clone().map(|reference| {
        view! { <dt>{t.electoral_request_lease()}</dt> <dd>{reference}</dd> }
    });
    view! {
        <dl class="figures">
            <dt>{t.electoral_request_number()}</dt>
            <dd><code>{one.id.0.simple().to_string()}</code></dd>
            <dt>{t.electoral_request_who()}</dt>
            <dd>{one.person.clone()}</dd>
            {tenancy}
            <dt>{t.electoral_request_when()}</dt>
            <dd>{t.instant(one.asked_at, zone)}</dd>
            <dt>{t.electoral_request_what()}</dt>
            <dd>{say::kind(t, one.kind)}</dd>
        </dl>
        <blockquote class="words">{words(&one.words)}</blockquote>
    }
    .into_any()
}

fn words(text: &str) -> AnyView {
    let lines = text.lines().map(|line| view! { {line.to_owned()} <br/> });
    view! { <p>{lines.collect_view()}</p> }.into_any()
}

/// What was decided, and why.
pub(super) fn decision(t: T, one: &Correction, zone: &str) -> AnyView {
    let (class, said) = say::outcome(t, one.outcome);
    let when = one
        .decided_at
        .map(|at| view! { <p class="who">{t.instant(at, zone)}</p> });
    let reason = one.reason.as_deref().map(words);
    view! {
        <h2>{t.electoral_request_decision()}</h2>
        <p><span class=class>{said}</span></p>
        {when}
        {reason}
    }
    .into_any()
}
