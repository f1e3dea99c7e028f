//! My address and the language of my mails.
//!
//! An address is somebody's once she has followed a link sent to it. Whoever sits at an open
//! session could give the account an address of her own and come back by a link: so the passphrase
//! is asked, and the former address is told.

use super::link::just_came;
use crate::i18n::{Locale, T};
use crate::mail::{self, Letter, Sending, To};
use crate::parts::field::{Field, summary};
use crate::site::context::Ctx;
use crate::site::cookies::Kind;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::guess::Guess;
use crate::site::problem::Problem;
use crate::site::secret;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_domain::mail::{Urgency, is_address};
use palier_store::account::{self, Reach};
use palier_store::sign_in_link::{self, NewLink};
use palier_store::{StoreError, Taken};
use serde::Deserialize;

const FORM: &str = "courriel";
/// How long a link to an address works, in minutes.
pub const MINUTES: i64 = 60;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after something was saved.
    #[serde(default)]
    fait: String,
    /// Present right after a link was sent.
    #[serde(default)]
    envoye: String,
}

/// My address and my language.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let me = ctx.signed_in()?;
    let reach = account::reach(&ctx.site.db, me.account_id).await?;
    let reach = reach.ok_or(AppError::NotFound)?;
    let form = ctx.form(FORM).await?;
    let by_link = just_came(&ctx).await?;
    let t = ctx.t;
    let sends = ctx.site.sends_mail;
    let head = Head::new(t.address_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let saved = (!asked.fait.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.space_saved()}</p> });
        let sent = (!asked.envoye.is_empty())
            .then(|| view! { <p class="note good" role="status">{t.address_sent(MINUTES)}</p> });
        let unsent = (!sends).then(|| view! { <p class="note">{t.link_unsent()}</p> });
        view! {
            {super::space::crumbs(t)}
            <h1>{t.address_title()}</h1>
            {saved}
            {sent}
            {unsent}
            <p class="lead">{t.address_lead()}</p>
            {current(t, &reach)}
            {change(t, &form, &reach, by_link)}
            {languages(t, &reach)}
        }
    }))
}

fn current(t: T, reach: &Reach) -> AnyView {
    match reach.email.clone() {
        None => view! { <p>{t.address_none()}</p> }.into_any(),
        Some(email) => view! {
            <section class="card">
                <h2>{t.address_is()}</h2>
                <p><strong class="address">{email}</strong></p>
                <form method="post" action="/api/account/email-remove">
                    <button class="button quiet">{t.address_remove()}</button>
                </form>
            </section>
        }
        .into_any(),
    }
}

fn change(t: T, form: &FormState, reach: &Reach, by_link: bool) -> AnyView {
    let (title, label) = match reach.email {
        None => (t.address_add(), t.address_label()),
        Some(_) => (t.address_change(), t.address_label_new()),
    };
    let mut email = Field::text("email", label).autocomplete("email");
    email.kind = "email";
    email.keyboard = "email";
    let current = Field::secret("current", t.address_passphrase(), "current-password")
        .hint(t.address_passphrase_why());
    view! {
        <h2>{title}</h2>
        <form method="post" action="/api/account/email" id=FORM class="stack" novalidate>
            {summary(t, form)}
            {email.show(t, form)}
            {(!by_link).then(|| current.show(t, form))}
            <p><button class="button">{t.address_send()}</button></p>
        </form>
    }
    .into_any()
}

fn languages(t: T, reach: &Reach) -> AnyView {
    let choices = [(Locale::Fr, "Français"), (Locale::En, "English")]
        .into_iter()
        .map(|(locale, name)| {
            let checked = reach.locale == locale.tag();
            view! {
                <label class="check">
                    <input type="radio" name="locale" value=locale.tag() checked=checked/>
                    <span lang=locale.tag()>{name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <h2>{t.address_language()}</h2>
        <form method="post" action="/api/account/locale" class="stack">
            <fieldset>
                <legend>{t.address_language_which()}</legend>
                {choices}
            </fieldset>
            <p><button class="button quiet">{t.name_save()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct NewAddress {
    #[serde(default)]
    email: String,
    #[serde(default)]
    current: String,
}

/// Sends a link to a new address; it becomes mine when I follow it.
///
/// # Errors
/// When the database does not answer.
pub async fn propose(ctx: Ctx, Form(sent): Form<NewAddress>) -> Result<Response, AppError> {
    match proposed(&ctx, &sent).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go("/mon-espace/courriel?envoye=1"))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("email", sent.email.as_str())];
            ctx.refuse(FORM, &fields, &complaint, "/mon-espace/courriel")
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn proposed(ctx: &Ctx, sent: &NewAddress) -> Result<(), Refusal> {
    let me = ctx.signed_in()?;
    let email = sent.email.trim().to_lowercase();
    if email.is_empty() {
        return Err(Complaint::about("email", Problem::Empty).into());
    }
    if !is_address(&email) {
        return Err(Complaint::about("email", Problem::NotAnEmail).into());
    }
    if !just_came(ctx).await? {
        super::change::know_passphrase(ctx, &sent.current).await?;
    }
    if let Some(problem) = Guess::at_link(ctx, &me.identifier).count(ctx).await? {
        return Err(Complaint::whole(problem).into());
    }
    let reach = account::reach(&ctx.site.db, me.account_id).await?;
    let reach = reach.ok_or(AppError::NotFound)?;
    let token = secret::token()?;
    let link = NewLink {
        token_hash: secret::token_hash(&token),
        account_id: me.account_id,
        next: String::new(),
        email: Some(email.clone()),
        expires_at: ctx.now + TimeDelta::minutes(MINUTES),
    };
    let t = mail::language(&reach);
    let origin = &ctx.site.origin;
    // No name: the address may be mistyped, and somebody else's.
    let letter = Letter::new(t, t.mail_confirm_subject(), origin)
        .says(t.mail_confirm_what())
        .link(
            t.mail_confirm_button(),
            format!("{origin}/connexion/courriel/{token}"),
        )
        .says(t.mail_link_once(MINUTES))
        .says(t.mail_confirm_not_me());
    let sending = Sending::fresh(mail::CONFIRM_ADDRESS, Urgency::Awaited)?;
    let to = To {
        account: Some(me.account_id),
        address: &email,
        zone: mail::ZONE,
    };
    let mut tx = ctx.site.db.begin().await?;
    sign_in_link::issue(&mut tx, link).await?;
    mail::queue(&mut tx, to, sending, &letter, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// The page to which the mail leads: a button, which looking at the page does not press.
///
/// # Errors
/// When the database does not answer.
pub async fn door(ctx: Ctx, Path(token): Path<String>) -> Result<Response, AppError> {
    let hash = secret::token_hash(&token);
    let found = sign_in_link::find(&ctx.site.db, &hash, ctx.now).await?;
    let email = found.and_then(|link| link.email);
    let t = ctx.t;
    let (form, done, taken) = (ctx.form(FORM).await?, token == "fait", token == "pris");
    Ok(shell::page(
        &ctx,
        &Head::new(t.address_door_title()),
        move || {
            let outcome = |said: &'static str, good: bool| {
                view! {
                    <h1>{t.address_door_title()}</h1>
                    <p class="note" class:good=good role="status">{said}</p>
                    <p><a class="button" href="/mon-espace/courriel">{t.space_title()}</a></p>
                }
                .into_any()
            };
            match email {
                _ if done => outcome(t.address_done(), true),
                _ if taken => outcome(t.address_taken(), false),
                None => outcome(t.address_over(), false),
                Some(email) => view! {
                    <h1>{t.address_door_title()}</h1>
                    {summary(t, &form)}
                    <p class="lead">{t.address_door_what()}</p>
                    <p><strong class="address">{email}</strong></p>
                    <form method="post" action="/api/account/email-confirm" class="stack">
                        <input type="hidden" name="token" value=token/>
                        <p><button class="button">{t.address_door_button()}</button></p>
                    </form>
                }
                .into_any(),
            }
        },
    ))
}

/// What the button sends.
#[derive(Debug, Deserialize)]
pub struct Press {
    #[serde(default)]
    token: String,
}

/// Confirms an address; the former one is told that it was replaced.
///
/// # Errors
/// When the database does not answer.
pub async fn confirm(ctx: Ctx, Form(sent): Form<Press>) -> Result<Response, AppError> {
    let hash = secret::token_hash(&sent.token);
    let mut tx = ctx.site.db.begin().await?;
    let used = sign_in_link::use_up(&mut tx, &hash, true, ctx.now).await?;
    let Some((account, email)) = used.and_then(|link| Some((link.account_id, link.email?))) else {
        return Ok(ctx.go("/connexion/courriel/fini"));
    };
    let former = account::reach(&ctx.site.db, account).await?;
    match account::set_email(&mut tx, account, Some(&email), ctx.now).await {
        Ok(()) => {}
        Err(StoreError::Taken(Taken::Email)) => return Ok(ctx.go("/connexion/courriel/pris")),
        Err(error) => return Err(error.into()),
    }
    if let Some(former) = former {
        tell_former(&mut tx, &ctx, account, &former, Some(&email)).await?;
    }
    tx.commit().await?;
    Ok(ctx.go("/connexion/courriel/fait"))
}

/// Takes my address away: no link signs in any more.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(ctx: Ctx) -> Result<Response, AppError> {
    let me = ctx.signed_in()?;
    let former = account::reach(&ctx.site.db, me.account_id).await?;
    let mut tx = ctx.site.db.begin().await?;
    if let Some(former) = former.filter(|former| former.email.is_some()) {
        account::set_email(&mut tx, me.account_id, None, ctx.now).await?;
        tell_former(&mut tx, &ctx, me.account_id, &former, None).await?;
    }
    tx.commit().await?;
    Ok(ctx.go("/mon-espace/courriel?fait=1"))
}

async fn tell_former(
    tx: &mut palier_store::Tx,
    ctx: &Ctx,
    account: palier_domain::id::AccountId,
    former: &Reach,
    new: Option<&str>,
) -> Result<(), AppError> {
    let Some(address) = former
        .email
        .as_deref()
        .filter(|former| Some(*former) != new)
    else {
        return Ok(());
    };
    let t = mail::language(former);
    let letter = Letter::new(t, t.mail_changed_subject(), &ctx.site.origin)
        .says(t.mail_hello(&former.own_name))
        .says(t.mail_changed_what(&former.identifier))
        .says(t.mail_changed_not_me());
    let sending = Sending::fresh(mail::ADDRESS_CHANGED, Urgency::Ordinary)?;
    let to = To::account(account, address);
    mail::queue(tx, to, sending, &letter, ctx.now).await?;
    Ok(())
}

/// What the language form sends.
#[derive(Debug, Deserialize)]
pub struct Language {
    #[serde(default)]
    locale: String,
}

/// Chooses the language of my mails, and of the pages here.
///
/// # Errors
/// When the database does not answer.
pub async fn language(ctx: Ctx, Form(sent): Form<Language>) -> Result<Response, AppError> {
    let me = ctx.signed_in()?;
    let locale = Locale::from_tag(&sent.locale).ok_or(AppError::BadRequest)?;
    let mut tx = ctx.site.db.begin().await?;
    account::set_locale(&mut tx, me.account_id, locale.tag()).await?;
    tx.commit().await?;
    let kept = [(Kind::Locale, Some(locale.tag()))];
    Ok(ctx.go_with("/mon-espace/courriel?fait=1", &kept))
}
