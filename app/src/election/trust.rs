//! What protects a vote, what the server could see, and what nobody promises.

use super::home::{crumbs, stamp};
use super::load::{Found, found};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::protocol::Protocol;

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.election_trust_title());
    Ok(shell::page(&ctx, &head, move || {
        let board = format!("{}/urne", found.address());
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.election_trust_title()}</h1>
            <p class="lead">{t.election_trust_lead()}</p>
            <h2>{t.election_trust_secret()}</h2>
            <p>{t.election_trust_secret_what()}</p>
            <p>{key(t, &found.election.protocol)}</p>
            <p>{t.election_trust_booth()}</p>
            <h2>{t.election_trust_place()}</h2>
            <p>{authorities(t, &found)}</p>
            <h2>{t.election_trust_check()}</h2>
            <ul>
                <li>{t.election_trust_check_mine()}</li>
                <li>{t.election_trust_check_nobody()}</li>
                <li>{t.election_trust_check_device()}</li>
                <li>{t.election_trust_check_all()}</li>
            </ul>
            <p><a class="button quiet" href=board>{t.election_board()}</a></p>
            <h2>{t.election_trust_server()}</h2>
            <p>{t.election_trust_server_what()}</p>
            <h2>{t.election_trust_not()}</h2>
            <ul>
                <li>{t.election_trust_not_pressure()}</li>
                <li>{t.election_trust_not_forever()}</li>
                <li>{t.election_trust_not_quantum()}</li>
                <li>{t.election_trust_not_audited()}</li>
            </ul>
            {experts(t, &found.election.handle)}
        }
    }))
}

/// How many holders of the key would have to agree.
fn key(t: T, protocol: &Protocol) -> String {
    let plan = protocol.key_plan.as_ref();
    plan.map(|plan| {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let all = u64::try_from(plan.shares.len()).unwrap_or(u64::MAX);
        t.election_trust_key(number(all), number(plan.threshold))
    })
    .unwrap_or_default()
}

fn authorities(t: T, found: &Found) -> String {
    match &found.election.protocol.code_authorities {
        Some(both) => t.election_trust_place_what(both.a.name.clone(), both.b.name.clone()),
        None => String::new(),
    }
}

fn experts(t: T, handle: &str) -> AnyView {
    let commands = format!("palier election verify {handle}.bel\npalier election monitor URL");
    view! {
        <details>
            <summary>{t.election_trust_experts()}</summary>
            <p>{t.election_trust_experts_what()}</p>
            <pre tabindex="0"><code>{commands}</code></pre>
        </details>
    }
    .into_any()
}
