//! Signing in with identifier and passphrase, and signing out.

use crate::parts::field::{Field, summary};
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::cookies::Kind;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_domain::account::identifier::Identifier;
use palier_domain::id::AccountId;
use palier_store::{account, device, session};
use serde::Deserialize;

const FORM: &str = "connexion";

/// What the address of the sign-in page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Where to go afterwards.
    #[serde(default)]
    suite: String,
    /// Present right after signing out.
    #[serde(default)]
    sortie: String,
    /// Present right after the account was deleted.
    #[serde(default)]
    supprime: String,
    /// Present when a contribution is kept meanwhile.
    #[serde(default)]
    garde: String,
}

/// The sign-in page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::new(t.sign_in_title()).refused(form.complaint().is_some());
    let demo = ctx.site.demo;
    Ok(shell::page(&ctx, &head, move || {
        let activation = format!("/activer?suite={}", query_value(&asked.suite));
        let link = format!("/connexion/lien?suite={}", query_value(&asked.suite));
        let roles = format!("/demo?suite={}", query_value(&asked.suite));
        let kept = (!asked.garde.is_empty())
            .then(|| view! { <p class="note" role="status">{t.sign_in_kept()}</p> });
        let out = (!asked.sortie.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.sign_in_out()}</p> });
        let gone = (!asked.supprime.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.leaving_done()}</p> });
        view! {
            <h1>{t.sign_in_title()}</h1>
            {kept}
            {out}
            {gone}
            <form method="post" action="/api/session/open" id=FORM class="stack" novalidate>
                {summary(t, &form)}
                <input type="hidden" name="next" value=asked.suite.clone()/>
                {fields(t, &form)}
                <p><button class="button">{t.sign_in_button()}</button></p>
            </form>
            <p><a href=link>{t.link_ask()}</a></p>
            <section class="card">
                <h2>{t.sign_in_first_time()}</h2>
                <p>{t.sign_in_first_time_how()}</p>
                <p><a class="button quiet" href=activation>{t.sign_in_have_code()}</a></p>
            </section>
            {demo.then(|| view! { <p><a href=roles>{t.demo_choose()}</a></p> })}
            <p class="who">{t.sign_in_lost()}</p>
        }
    }))
}

fn fields(t: crate::i18n::T, form: &FormState) -> impl IntoView + use<> {
    let identifier = Field::text("identifier", t.sign_in_identifier())
        .hint(t.sign_in_identifier_hint())
        .autocomplete("username");
    let passphrase = Field::secret("passphrase", t.sign_in_passphrase(), "current-password");
    (identifier.show(t, form), passphrase.show(t, form))
}

/// What the sign-in form sends.
#[derive(Debug, Deserialize)]
pub struct SignIn {
    #[serde(default)]
    identifier: String,
    #[serde(default)]
    passphrase: String,
    #[serde(default)]
    next: String,
}

/// Opens a session.
///
/// # Errors
/// When the database does not answer.
pub async fn open(ctx: Ctx, Form(sent): Form<SignIn>) -> Result<Response, AppError> {
    match verify(&ctx, &sent).await {
        Ok(account) => {
            ctx.forget_form(FORM).await?;
            let next = if sent.next.is_empty() {
                "/mon-espace"
            } else {
                &sent.next
            };
            begin_session(&ctx, account, next).await
        }
        Err(Refusal::Complaint(complaint)) => {
            let back = format!("/connexion?suite={}", query_value(&sent.next));
            ctx.refuse(FORM, &[("identifier", &sent.identifier)], &complaint, &back)
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn verify(ctx: &Ctx, sent: &SignIn) -> Result<AccountId, Refusal> {
    if sent.identifier.trim().is_empty() {
        return Err(Complaint::about("identifier", Problem::Empty).into());
    }
    if sent.passphrase.is_empty() {
        return Err(Complaint::about("passphrase", Problem::Empty).into());
    }
    let typed = folded(&sent.identifier);
    let login = account::by_login(&ctx.site.db, &typed).await?;
    let known = login.as_ref().map(|login| login.account_id);
    let guess = Guess::at_account(ctx, &typed, known).await?;
    if let Some(problem) = guess.count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let stored = login.map(|login| login.passphrase);
    let right = secret::verify_passphrase(&ctx.site, &sent.passphrase, stored).await?;
    let right = right.ok_or_else(|| Complaint::whole(Problem::Busy))?;
    let account = known.filter(|_| right);
    let account = account.ok_or_else(|| Complaint::whole(Problem::WrongCredentials))?;
    guess.was_right(ctx).await?;
    Ok(account)
}

/// What was typed, as accounts keep it: an identifier without accents, an address in lower case.
pub(super) fn folded(typed: &str) -> String {
    let typed = typed.trim();
    match Identifier::parse(typed) {
        Ok(identifier) => identifier.as_str().to_owned(),
        Err(_) => typed.to_lowercase(),
    }
}

/// Opens a session for an account that has proved who it is, and remembers the device.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_session(
    ctx: &Ctx,
    account: AccountId,
    next: &str,
) -> Result<Response, AppError> {
    let session_token = secret::token()?;
    let device_token = secret::token()?;
    let device_hash = ctx
        .device_hash
        .unwrap_or_else(|| secret::token_hash(&device_token));
    let mut tx = ctx.site.db.begin().await?;
    if let Some(former) = ctx.session_hash {
        session::revoke_token(&mut tx, &former).await?;
    }
    let new = session::NewSession {
        token_hash: secret::token_hash(&session_token),
        account_id: account,
        device: ctx.device.clone(),
        expires_at: ctx.now + TimeDelta::days(30),
    };
    session::open(&mut tx, new, ctx.now).await?;
    device::remember(&mut tx, &device_hash, account, ctx.now).await?;
    tx.commit().await?;
    let mut cookies = vec![
        (Kind::Session, Some(session_token.as_str())),
        (Kind::Activation, None),
    ];
    if ctx.device_hash.is_none() {
        cookies.push((Kind::Device, Some(device_token.as_str())));
    }
    Ok(ctx.go_with(next, &cookies))
}

/// Ends the session.
///
/// # Errors
/// When the database does not answer.
pub async fn close(ctx: Ctx) -> Result<Response, AppError> {
    if let Some(hash) = ctx.session_hash {
        let mut tx = ctx.site.db.begin().await?;
        session::revoke_token(&mut tx, &hash).await?;
        tx.commit().await?;
    }
    let gone = [
        (Kind::Session, None),
        (Kind::Visitor, None),
        (Kind::Activation, None),
    ];
    Ok(ctx.go_with("/connexion?sortie=1", &gone))
}
