//! The landlord's elections at the desk, and the form that begins another.

use super::{address, typed};
use crate::election::say;
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Form;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::protocol::Protocol;
use palier_domain::election::protocol::body::Body;
use palier_store::election::{self, Election, NewElection};
use palier_store::{estate, ids};
use serde::Deserialize;

const FORM: &str = "election";
/// The size of board that most offices have, to begin with (CCH R.421-4 lets them have 17, 23 or 27).
const BOARD: u64 = 23;

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let all = election::of_landlord(&ctx.site.db, desk.landlord.id).await?;
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.protocol_desk_title());
    let head = head.refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let none = all
            .is_empty()
            .then(|| view! { <p class="empty">{t.protocol_desk_none()}</p> });
        let items = all.iter().map(|one| item(t, &desk, one)).collect_view();
        view! {
            {crumbs(t, &desk)}
            <h1>{t.protocol_desk_title()}</h1>
            {none}
            <ul class="plain">{items}</ul>
            {begin(t, &desk, &form)}
        }
    }))
}

fn item(t: T, desk: &Desk, election: &Election) -> AnyView {
    let link = address(desk, election);
    view! {
        <li>
            <p>
                <a href=link lang="fr"><strong>{election.title.clone()}</strong></a> " "
                <span class=say::tag(election.stage)>{say::stage(t, election.stage)}</span>
            </p>
            <p class="who">{t.date(election.protocol.day)}</p>
        </li>
    }
    .into_any()
}

fn begin(t: T, desk: &Desk, form: &FormState) -> AnyView {
    let action = format!("/api/protocol/{}/new", desk.landlord.slug);
    let title = Field::text("title", t.protocol_new_title()).hint(t.protocol_new_title_hint());
    let day = Field::day("day", t.protocol_new_day()).hint(t.protocol_new_day_hint());
    view! {
        <h2>{t.protocol_new()}</h2>
        <p>{t.protocol_new_what()}</p>
        <form method="post" action=action id=FORM class="stack" novalidate>
            {summary(t, form)}
            {title.show(t, form)}
            {day.show(t, form)}
            <p><button class="button">{t.protocol_new_button()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    title: String,
    #[serde(default)]
    day: String,
}

/// Begins an election with the protocol that is proposed.
///
/// # Errors
/// When the database does not answer.
pub async fn begin_one(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    match begun(&ctx, &desk, &sent).await {
        Ok(handle) => {
            ctx.forget_form(FORM).await?;
            let slug = &desk.landlord.slug;
            Ok(ctx.go(&format!("/{slug}/gestion/election/{handle}/protocole")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("title", sent.title.as_str()), ("day", &sent.day)];
            let page = format!("/{}/gestion/election", desk.landlord.slug);
            ctx.refuse(FORM, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn begun(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<String, Refusal> {
    let title = typed::line("title", &sent.title, typed::TITLE)?;
    if title.is_empty() {
        return Err(Complaint::about("title", Problem::Empty).into());
    }
    let day = typed_day("day", &sent.day)?;
    let dwellings = estate::dwellings(&ctx.site.db, desk.landlord.id).await?;
    let body = Body {
        kind: desk.landlord.kind,
        dwellings: u64::try_from(dwellings).unwrap_or_default(),
        board_members: BOARD,
    };
    let handle = ids::new_handle();
    let new = NewElection {
        landlord_id: desk.landlord.id,
        handle: handle.clone(),
        title,
        rehearsal_of: None,
        protocol: Protocol::proposed(body, day),
    };
    let mut tx = ctx.site.db.begin().await?;
    election::create(&mut tx, new, ctx.now).await?;
    tx.commit().await?;
    Ok(handle)
}
