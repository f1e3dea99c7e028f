//! The overview of paper: who must do what next, step by step.

use super::{address, number, part, received};
use crate::election::home::{crumbs, stamp};
use crate::election::load::Found;
use crate::i18n::T;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::mark_letters::MarkAnswers;
use palier_domain::election::paper::envelope::{Envelopes, may_open};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::mark_letters;
use palier_store::election::paper::{self, PaperOutcome, Sheets};
use serde::Deserialize;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// What the page shows.
struct Standing {
    received: Vec<(NaiveDate, i64)>,
    envelopes: Option<Envelopes>,
    sheets: Sheets,
    outcome: Option<PaperOutcome>,
    answers: Option<MarkAnswers>,
    form: FormState,
    today: NaiveDate,
    done: bool,
}

/// The page.
///
/// # Errors
/// When the reader has no part in it, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = part(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, found.election.id);
    let boxed = ctx.site.polls.boxes().open(&handle).await?;
    let envelopes = match boxed.filter(|_| found.election.stage >= Stage::Frozen) {
        Some(boxed) => Some(boxed.envelopes().await?),
        None => None,
    };
    let standing = Standing {
        received: paper::received(db, id).await?,
        envelopes,
        sheets: paper::sheets(db, id).await?,
        outcome: paper::outcome(db, id).await?,
        answers: mark_letters::answers(db, id).await?,
        form: ctx.form(received::FORM).await?,
        today: ctx.today(&found.landlord.zone),
        done: asked.fait == "1",
    };
    let t = ctx.t;
    let refused = standing.form.complaint().is_some();
    let head = Head::of(&found.landlord, t.paper_desk_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (standing.done && !refused)
            .then(|| view! { <p class="note good" role="status">{t.paper_desk_noted()}</p> });
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.paper_desk_title()}</h1>
            <p class="lead">{t.paper_desk_lead()}</p>
            {done}
            <ol class="plain todo">
                {reception(t, &found, &standing)}
                {envelopes_step(t, &found, &standing)}
                {count_step(t, &found, &standing)}
                {letters_step(t, &found, &standing)}
            </ol>
        }
    }))
}

/// How far a step is.
#[derive(Clone, Copy)]
enum At {
    Later,
    Now,
    Done,
}

/// A step: its name, who does it, how far it is, and what is in it.
fn step(t: T, title: &'static str, who: &'static str, at: At, body: AnyView) -> AnyView {
    let (class, said) = match at {
        At::Later => ("tag soon", t.paper_desk_later()),
        At::Now => ("tag", t.paper_desk_now()),
        At::Done => ("tag", t.paper_desk_done()),
    };
    view! {
        <li class="card">
            <h2>{title}</h2>
            <p><span class=class>{said}</span> " " <span class="who">{who}</span></p>
            {body}
        </li>
    }
    .into_any()
}

fn reception(t: T, found: &Found, standing: &Standing) -> AnyView {
    if !found.election.protocol.channels.post {
        return ().into_any();
    }
    let settled = standing.outcome.is_some();
    let at = if settled { At::Done } else { At::Now };
    let form = (!settled).then(|| received::form(t, found, &standing.form, standing.today));
    let body = view! {
        <p>{t.paper_desk_received_what()}</p>
        {received::table(t, &standing.received)}
        {form}
    };
    let who = t.paper_desk_received_who();
    step(t, t.paper_desk_received(), who, at, body.into_any())
}

fn envelopes_step(t: T, found: &Found, standing: &Standing) -> AnyView {
    if !found.election.protocol.channels.post {
        return ().into_any();
    }
    let open = may_open(found.election.stage);
    let at = match (&standing.outcome, open) {
        (Some(_), _) => At::Done,
        (None, true) => At::Now,
        (None, false) => At::Later,
    };
    let so_far = standing.envelopes.map(|all| {
        let (accepted, aside) = (all.accepted, all.entered() - all.accepted);
        let said = t.paper_desk_envelopes_so_far(number(t, accepted), number(t, aside));
        view! { <p>{said}</p> }
    });
    let link = mine(t, found, open, "enveloppes", t.paper_desk_envelopes_go());
    let body = view! { <p>{t.paper_desk_envelopes_what()}</p> {so_far} {link} };
    let who = t.paper_desk_tally();
    step(t, t.paper_desk_envelopes(), who, at, body.into_any())
}

fn count_step(t: T, found: &Found, standing: &Standing) -> AnyView {
    let open = may_open(found.election.stage);
    let (at, said) = match (&standing.outcome, &standing.sheets) {
        (Some(_), _) => (At::Done, t.paper_desk_count_settled()),
        (None, _) if !open => (At::Later, t.paper_desk_count_later()),
        (None, Sheets::None) => (At::Now, t.paper_desk_count_none()),
        (None, Sheets::One(_)) => (At::Now, t.paper_desk_count_one()),
        (None, Sheets::Both(_)) => (At::Now, t.paper_desk_count_differ()),
    };
    let link = mine(t, found, open, "comptage", t.paper_desk_count_go());
    let body = view! {
        <p>{t.paper_desk_count_what()}</p>
        <p><strong>{said}</strong></p>
        {link}
    };
    let who = t.paper_desk_count_who();
    step(t, t.paper_desk_count(), who, at, body.into_any())
}

fn letters_step(t: T, found: &Found, standing: &Standing) -> AnyView {
    if !found.election.protocol.channels.online {
        return ().into_any();
    }
    let open = mark_letters::may_ask(found.election.stage);
    let (at, said) = match standing.answers {
        None if !open => (At::Later, t.paper_desk_letters_later().to_owned()),
        None => (At::Now, t.paper_desk_letters_none().to_owned()),
        Some(all) => {
            let asked = number(t, all.asked);
            let (no, none) = (number(t, all.no), number(t, all.none));
            let said = t.paper_desk_letters_so_far(asked, no, none, number(t, all.yes));
            let at = if all.none == 0 { At::Done } else { At::Now };
            (at, said)
        }
    };
    let address = format!("{}/lettres", address(found));
    let link = (open && found.is(ElectionRole::Commission)).then(|| {
        view! { <p><a href=address>{t.paper_desk_letters_go()}</a></p> }
    });
    let body = view! { <p>{t.paper_desk_letters_what()}</p> <p>{said}</p> {link} };
    let who = t.paper_desk_commission();
    step(t, t.paper_desk_letters(), who, at, body.into_any())
}

/// The way to a page of the tally board, for its members once it is open.
fn mine(t: T, found: &Found, open: bool, below: &str, name: &'static str) -> AnyView {
    if !open {
        return ().into_any();
    }
    if !found.is(ElectionRole::TallyBoard) {
        return view! { <p class="who">{t.paper_desk_not_yours()}</p> }.into_any();
    }
    let address = format!("{}/{below}", address(found));
    view! { <p><a class="button" href=address>{name}</a></p> }.into_any()
}
