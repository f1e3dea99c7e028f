//! The demo's way in: one account per role, no passphrase. Real instances have no such page.

pub mod stream;
pub mod voting_letters;

use crate::account::sign_in::begin_session;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, secret, shell, shell::Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::code::ActivationCode;
use palier_store::{account, activation};
use serde::Deserialize;

/// The roles that a newcomer may try, by the identifier of their account.
pub const ROLES: [&str; 9] = [
    "demo-locataire",
    "demo-voisin",
    "demo-association",
    "demo-bailleur",
    "demo-animatrice",
    "demo-garante",
    "demo-elections",
    "demo-scrutin",
    "demo-admin",
];

/// Codes of letters that the demonstration shows, for whoever wants to come in by one.
#[must_use]
pub fn newcomer_codes() -> Vec<ActivationCode> {
    (1..=40)
        .map(|n| ActivationCode::from_entropy(n * 0x0123_4567_89AB))
        .collect()
}

/// The first of those codes that was not used yet.
async fn unused_code(ctx: &Ctx) -> Result<Option<ActivationCode>, AppError> {
    for code in newcomer_codes() {
        let hash = secret::code_hash(&ctx.site.code_salt, &code)?;
        let found = activation::find(&ctx.site.db, &hash).await?;
        if found.is_some_and(|found| found.used_at.is_none()) {
            return Ok(Some(code));
        }
    }
    Ok(None)
}

fn role(t: T, identifier: &str) -> (&'static str, &'static str) {
    match identifier {
        "demo-locataire" => (t.demo_tenant(), t.demo_tenant_what()),
        "demo-voisin" => (t.demo_neighbour(), t.demo_neighbour_what()),
        "demo-association" => (t.demo_association(), t.demo_association_what()),
        "demo-bailleur" => (t.demo_landlord(), t.demo_landlord_what()),
        "demo-animatrice" => (t.demo_facilitator(), t.demo_facilitator_what()),
        "demo-garante" => (t.demo_guarantor(), t.demo_guarantor_what()),
        "demo-elections" => (t.demo_officer(), t.demo_officer_what()),
        "demo-scrutin" => (t.demo_board(), t.demo_board_what()),
        _ => (t.demo_administrator(), t.demo_administrator_what()),
    }
}

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    suite: String,
}

/// The page: choose who you are.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let t = ctx.t;
    let code = unused_code(&ctx).await?;
    Ok(shell::page(&ctx, &Head::new(t.demo_title()), move || {
        let cards = ROLES
            .iter()
            .map(|identifier| {
                let (name, what) = role(t, identifier);
                view! {
                    <li class="card">
                        <h2>{name}</h2>
                        <p>{what}</p>
                        <form method="post" action="/api/demo/sign-in">
                            <input type="hidden" name="next" value=asked.suite.clone()/>
                            <button class="button quiet" name="role" value=*identifier>
                                {t.demo_enter()} <span class="hidden">" " {name}</span>
                            </button>
                        </form>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h1>{t.demo_title()}</h1>
            <p class="lead">{t.demo_lead()}</p>
            <ul class="cards">{cards}</ul>
            <h2>{t.demo_vote_title()}</h2>
            <p>{t.demo_vote_what()}</p>
            <p><a class="button quiet" href="/demo/courriers">{t.demo_vote_open()}</a></p>
            <h2>{t.demo_code_title()}</h2>
            {letter(t, code.as_ref())}
        }
    }))
}

fn letter(t: T, code: Option<&ActivationCode>) -> AnyView {
    let Some(code) = code else {
        return view! { <p>{t.demo_code_none()}</p> }.into_any();
    };
    let link = format!("/activer?code={}", code.canonical());
    view! {
        <p>{t.demo_code_what()}</p>
        <p class="letter-code">{code.to_string()}</p>
        <p><a class="button quiet" href=link>{t.demo_code_use()}</a></p>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    role: String,
    #[serde(default)]
    next: String,
}

/// Signs in as one of the demo's accounts.
///
/// # Errors
/// When there is no such role, or the database does not answer.
pub async fn sign_in(ctx: Ctx, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    if !ROLES.contains(&sent.role.as_str()) {
        return Err(AppError::BadRequest);
    }
    let login = account::by_login(&ctx.site.db, &sent.role)
        .await?
        .ok_or(AppError::NotFound)?;
    let next = match (sent.next.as_str(), sent.role.as_str()) {
        ("", "demo-scrutin") => "/les-coteaux/election",
        ("", _) => "/rive-neuve",
        (next, _) => next,
    };
    begin_session(&ctx, login.account_id, next).await
}
