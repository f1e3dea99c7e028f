//! Signing in by a link in a mail: for who has lost her passphrase, or never wants to type one.
//!
//! A link works once, for half an hour, and only when its button is pressed: programs that look
//! into mails open links, and must not use them up.

use super::sign_in::{begin_session, folded};
use crate::mail::{self, Letter, Sending, To};
use crate::parts::field::{Field, summary};
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, Refusal};
use crate::site::guess::Guess;
use crate::site::origin::own_path;
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_domain::id::AccountId;
use palier_domain::mail::Urgency;
use palier_store::account::Reach;
use palier_store::sign_in_link::{self, NewLink};
use palier_store::{Tx, account};
use serde::Deserialize;
use std::time::Duration;

const FORM: &str = "lien";

/// How long a link works, in minutes.
pub const MINUTES: i64 = 30;
/// For how long who came by a link may choose a passphrase without the former one, in minutes.
const RENEWAL: i64 = 15;
/// Every request for a link takes this long, so that time does not tell who has an account.
const EVEN: Duration = Duration::from_millis(250);

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    suite: String,
    /// Present right after a link was asked for.
    #[serde(default)]
    envoye: String,
}

/// The page that asks to whom to send a link.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::new(t.link_title()).refused(form.complaint().is_some());
    let sends = ctx.site.sends_mail;
    Ok(shell::page(&ctx, &head, move || {
        if !asked.envoye.is_empty() {
            let unsent = (!sends).then(|| view! { <p class="note">{t.link_unsent()}</p> });
            return view! {
                <h1>{t.link_asked_title()}</h1>
                <p class="note good" role="status">{t.link_asked(MINUTES)}</p>
                {unsent}
                <p>{t.link_asked_nothing()}</p>
                <p><a href="/connexion/lien">{t.link_again()}</a></p>
                <p><a href="/connexion">{t.link_back()}</a></p>
            }
            .into_any();
        }
        let who = Field::text("who", t.link_who())
            .hint(t.link_who_hint())
            .autocomplete("username");
        view! {
            <h1>{t.link_title()}</h1>
            <p class="lead">{t.link_lead(MINUTES)}</p>
            <form method="post" action="/api/session/link-ask" id=FORM class="stack" novalidate>
                {summary(t, &form)}
                <input type="hidden" name="next" value=asked.suite.clone()/>
                {who.show(t, &form)}
                <p><button class="button">{t.link_send()}</button></p>
            </form>
            <p class="who">{t.link_no_address()}</p>
        }
        .into_any()
    }))
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Ask {
    #[serde(default)]
    who: String,
    #[serde(default)]
    next: String,
}

/// Sends a link, if there is an account with an address; says the same if there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn ask(ctx: Ctx, Form(sent): Form<Ask>) -> Result<Response, AppError> {
    let even = tokio::time::sleep(EVEN);
    let done = send_to(&ctx, &sent).await;
    even.await;
    match done {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go("/connexion/lien?envoye=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            let back = format!("/connexion/lien?suite={}", query_value(&sent.next));
            ctx.refuse(FORM, &[("who", &sent.who)], &complaint, &back)
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn send_to(ctx: &Ctx, sent: &Ask) -> Result<(), Refusal> {
    let typed = folded(&sent.who);
    if typed.is_empty() {
        return Err(Complaint::about("who", Problem::Empty).into());
    }
    if let Some(problem) = Guess::at_link(ctx, &typed).count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let Some(login) = account::by_login(&ctx.site.db, &typed).await? else {
        return Ok(());
    };
    let Some(reach) = account::reach(&ctx.site.db, login.account_id).await? else {
        return Ok(());
    };
    if reach.email.is_some() {
        let mut tx = ctx.site.db.begin().await?;
        send(&mut tx, ctx, login.account_id, &reach, &sent.next).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Puts a mail with a new link in the outbox; former ones die. Nothing without an address.
///
/// # Errors
/// When the database does not answer.
pub async fn send(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    reach: &Reach,
    next: &str,
) -> Result<(), AppError> {
    let Some(address) = reach.email.as_deref() else {
        return Ok(());
    };
    let token = secret::token()?;
    let link = NewLink {
        token_hash: secret::token_hash(&token),
        account_id: account,
        next: own_path(next).unwrap_or("").to_owned(),
        email: None,
        expires_at: ctx.now + TimeDelta::minutes(MINUTES),
    };
    sign_in_link::issue(tx, link).await?;
    let t = mail::language(reach);
    let origin = &ctx.site.origin;
    let letter = Letter::new(t, t.mail_link_subject(), origin)
        .says(t.mail_hello(&reach.own_name))
        .says(t.mail_link_what(&reach.identifier))
        .link(
            t.mail_link_button(),
            format!("{origin}/connexion/lien/{token}"),
        )
        .says(t.mail_link_once(MINUTES))
        .says(t.mail_link_not_me());
    let sending = Sending::fresh(mail::SIGN_IN_LINK, Urgency::Awaited)?;
    let to = To::account(account, address);
    mail::queue(tx, to, sending, &letter, ctx.now).await?;
    Ok(())
}

/// The page to which the mail leads: a button, which looking at the page does not press.
///
/// # Errors
/// When the database does not answer.
pub async fn door(ctx: Ctx, Path(token): Path<String>) -> Result<Response, AppError> {
    let hash = secret::token_hash(&token);
    let found = sign_in_link::find(&ctx.site.db, &hash, ctx.now).await?;
    let link = found.filter(|link| link.email.is_none());
    let reach = match &link {
        Some(link) => account::reach(&ctx.site.db, link.account_id).await?,
        None => None,
    };
    let t = ctx.t;
    Ok(shell::page(
        &ctx,
        &Head::new(t.link_door_title()),
        move || {
            let Some(reach) = reach else {
                return over(t);
            };
            view! {
                <h1>{t.link_door_title()}</h1>
                <p class="lead">{t.link_door_what(reach.identifier)}</p>
                <form method="post" action="/api/session/link" class="stack">
                    <input type="hidden" name="token" value=token/>
                    <p><button class="button">{t.link_door_button()}</button></p>
                </form>
                <p class="who">{t.link_door_shared()}</p>
            }
            .into_any()
        },
    ))
}

fn over(t: crate::i18n::T) -> AnyView {
    view! {
        <h1>{t.link_over_title()}</h1>
        <p class="lead">{t.link_over(MINUTES)}</p>
        <p><a class="button" href="/connexion/lien">{t.link_again()}</a></p>
        <p><a href="/connexion">{t.link_back()}</a></p>
    }
    .into_any()
}

/// What the button sends.
#[derive(Debug, Deserialize)]
pub struct Press {
    #[serde(default)]
    token: String,
}

/// Signs in by a link, once.
///
/// # Errors
/// When the database does not answer.
pub async fn enter(ctx: Ctx, Form(sent): Form<Press>) -> Result<Response, AppError> {
    let mut tx = ctx.site.db.begin().await?;
    let hash = secret::token_hash(&sent.token);
    let used = sign_in_link::use_up(&mut tx, &hash, false, ctx.now).await?;
    tx.commit().await?;
    let Some(link) = used else {
        // The page says that it is over, whether it was used, too old or never was.
        return Ok(ctx.go("/connexion/lien/fini"));
    };
    let next = match link.next.as_str() {
        "" => "/mon-espace?lien=1#phrase",
        next => next,
    };
    begin_session(&ctx, link.account_id, next).await
}

/// Whether this session was opened by a link a few minutes ago: who could read the mail need not
/// know the former passphrase.
///
/// # Errors
/// When the database does not answer.
pub async fn just_came(ctx: &Ctx) -> Result<bool, AppError> {
    let since = ctx.now - TimeDelta::minutes(RENEWAL);
    match ctx.session_hash {
        Some(hash) => Ok(sign_in_link::opened(&ctx.site.db, &hash, since).await?),
        None => Ok(false),
    }
}
