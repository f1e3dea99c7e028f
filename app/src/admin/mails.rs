//! The outbox: what waits, what left, what failed and why; the words of one mail.
//!
//! A mail with a link that opens a door is shown only where no mail server is named, so that a
//! small landlord can hand it over, and only to whoever presses a button: that is journaled.

use super::act::{AboutMail, note};
use super::{done, pages, tabs};
use crate::i18n::T;
use crate::mail::{ZONE, holds_a_link};
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::MailId;
use palier_store::mail::{self, Counts, Listed, Mail, State};
use serde::Deserialize;
use uuid::Uuid;

const PAGE: i64 = 30;

/// What the address of the list carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    depuis: i64,
}

fn state_name(t: T, state: State) -> &'static str {
    match state {
        State::Waiting => t.admin_state_waiting(),
        State::Sending => t.admin_state_sending(),
        State::Sent => t.admin_state_sent(),
        State::Failed => t.admin_state_failed(),
    }
}

/// The list, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let state = State::parse(&asked.etat);
    let from = asked.depuis.clamp(0, 10_000_000);
    let db = &ctx.site.db;
    let mut found = mail::list(db, state, asked.q.trim(), from, PAGE + 1).await?;
    let counts = mail::counts(db).await?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > most;
    found.truncate(most);
    let (t, sends) = (ctx.t, ctx.site.sends_mail);
    Ok(shell::page(&ctx, &Head::new(t.admin_mails()), move || {
        let at = |from: i64| {
            let (state, q) = (query_value(&asked.etat), query_value(&asked.q));
            format!("/admin/courriels?etat={state}&q={q}&depuis={from}")
        };
        let before = (from > 0).then(|| at((from - PAGE).max(0)));
        let after = more.then(|| at(from + PAGE));
        let unsent = (!sends).then(|| view! { <p class="note">{t.admin_no_smtp()}</p> });
        view! {
            {tabs(t, "/admin/courriels")}
            <h1>{t.admin_mails()}</h1>
            {unsent}
            {filter(t, &asked, state, &counts)}
            {list(t, &found)}
            {pages(t, before, after)}
        }
    }))
}

fn filter(t: T, asked: &Asked, chosen: Option<State>, counts: &Counts) -> AnyView {
    let all = view! {
        <option value="" selected=chosen.is_none()>{t.admin_state_all()}</option>
    };
    let states = State::ALL
        .into_iter()
        .map(|state| {
            let name = format!("{} ({})", state_name(t, state), t.number(counts.of(state)));
            let selected = chosen == Some(state);
            view! { <option value=state.as_str() selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <form method="get" action="/admin/courriels" class="search" role="search">
            <label for="etat">{t.admin_state()}</label>
            <select id="etat" name="etat">{all} {states}</select>
            <label for="q">{t.admin_mail_search()}</label>
            <div>
                <input id="q" name="q" type="search" value=asked.q.clone() autocomplete="off"/>
                <button class="button">{t.admin_search_button()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn list(t: T, found: &[Listed]) -> AnyView {
    if found.is_empty() {
        return view! { <p class="empty">{t.admin_no_mail()}</p> }.into_any();
    }
    let items = found
        .iter()
        .map(|one| {
            let address = format!("/admin/courriels/{}", one.id);
            let tag = match one.state {
                State::Sent => "tag open",
                State::Failed => "tag late",
                State::Waiting | State::Sending => "tag soon",
            };
            view! {
                <li>
                    <a href=address>{one.subject.clone()}</a>
                    <p class="who">{one.recipient.clone()} ", " {t.instant(one.created_at, ZONE)}</p>
                    <p><span class=tag>{state_name(t, one.state)}</span></p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}

/// What the address of a mail carries.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    fait: String,
}

/// One mail.
///
/// # Errors
/// When there is no such mail, or the database does not answer.
pub async fn one(
    ctx: Ctx,
    Path(id): Path<Uuid>,
    Query(asked): Query<Done>,
) -> Result<Response, AppError> {
    let found = mail::get(&ctx.site.db, MailId(id)).await?;
    let found = found.filter(|mail| mail.kind != mail::NOTICE);
    let found = found.ok_or(AppError::NotFound)?;
    let opened = !holds_a_link(&found.kind);
    Ok(show(&ctx, found, opened, &asked.fait))
}

/// Shows the words of a mail that holds a link, and notes that they were shown.
///
/// # Errors
/// When mails are sent, so that nobody need hand them over; when the database does not answer.
pub async fn reveal(ctx: Ctx, Form(sent): Form<AboutMail>) -> Result<Response, AppError> {
    let found = mail::get(&ctx.site.db, MailId(sent.mail)).await?;
    let found = found
        .filter(|_| !ctx.site.sends_mail)
        .ok_or(AppError::NotFound)?;
    let mut tx = ctx.site.db.begin().await?;
    note(&mut tx, &ctx, "mail.link_shown", found.id.0).await?;
    tx.commit().await?;
    Ok(show(&ctx, found, true, ""))
}

fn show(ctx: &Ctx, mail: Mail, opened: bool, just_done: &str) -> Response {
    let (t, sends) = (ctx.t, ctx.site.sends_mail);
    let just_done = just_done.to_owned();
    shell::page(ctx, &Head::new(mail.subject.clone()), move || {
        let retry = (mail.state == State::Failed).then(|| {
            view! {
                <form method="post" action="/api/admin/mail-retry">
                    <input type="hidden" name="mail" value=mail.id.to_string()/>
                    <button class="button">{t.admin_retry()}</button>
                </form>
            }
        });
        view! {
            {tabs(t, "/admin/courriels")}
            <h1>{mail.subject.clone()}</h1>
            {done(t, &just_done)}
            {fate(t, &mail)}
            {retry}
            {words(t, &mail, opened, sends)}
            <p><a href="/admin/courriels">{t.admin_back_to_mails()}</a></p>
        }
    })
}

fn fate(t: T, mail: &Mail) -> AnyView {
    let mut rows = vec![
        (t.admin_mail_to(), mail.recipient.clone()),
        (t.admin_state(), state_name(t, mail.state).to_owned()),
        (t.admin_mail_asked(), t.instant(mail.created_at, ZONE)),
        (t.admin_mail_attempts(), t.number(mail.attempts)),
    ];
    match mail.sent_at {
        Some(at) => rows.push((t.admin_mail_sent(), t.instant(at, ZONE))),
        None => rows.push((t.admin_mail_after(), t.instant(mail.send_after, ZONE))),
    }
    if let Some(mut error) = mail.error.clone() {
        if error == mail::TOO_LATE {
            error = t.admin_mail_too_late().to_owned();
        }
        rows.push((t.admin_mail_error(), error));
    }
    let rows = rows
        .into_iter()
        .map(|(what, value)| view! { <dt>{what}</dt> <dd>{value}</dd> })
        .collect_view();
    view! { <dl class="figures">{rows}</dl> }.into_any()
}

fn words(t: T, mail: &Mail, opened: bool, sends: bool) -> AnyView {
    if mail.body_text.is_empty() {
        return view! { <p class="empty">{t.admin_mail_erased()}</p> }.into_any();
    }
    if opened {
        let lines = mail
            .body_text
            .split("\n\n")
            .map(|part| view! { <p>{part.to_owned()}</p> })
            .collect_view();
        return view! {
            <h2>{t.admin_mail_words()}</h2>
            <div class="card letter-words">{lines}</div>
        }
        .into_any();
    }
    if sends {
        return view! { <p class="note">{t.admin_link_hidden()}</p> }.into_any();
    }
    view! {
        <p class="note">{t.admin_link_warning()}</p>
        <form method="post" action="/api/admin/mail-reveal">
            <input type="hidden" name="mail" value=mail.id.to_string()/>
            <button class="button quiet">{t.admin_reveal()}</button>
        </form>
    }
    .into_any()
}
