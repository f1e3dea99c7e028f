//! Every date of an election: by when, who, under which article, and whether it was kept.

use super::done::done;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::{next, words};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::calendar::{Calendar, Done, Line, Standing};

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let done = done(&ctx, &found.landlord, &found.election).await?;
    let following = next::following(&ctx, &found.landlord, &found.election).await?;
    let today = ctx.today(&found.landlord.zone);
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.calendar_title());
    Ok(shell::page(&ctx, &head, move || {
        let calendar = found.election.protocol.calendar();
        let dates = match &calendar {
            None => view! { <p class="note">{t.calendar_none()}</p> }.into_any(),
            Some(calendar) => table(t, calendar, &done, today),
        };
        let file = format!("{}/calendrier.ics", found.address());
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.calendar_title()}</h1>
            <p class="lead">{t.calendar_lead()}</p>
            <p class="screen-only"><a href=file>{t.calendar_file()}</a></p>
            {next::show(t, &following)}
            {dates}
            {by_protocol(t, &found)}
        }
    }))
}

fn table(t: T, calendar: &Calendar, done: &Done, today: NaiveDate) -> AnyView {
    let rows = calendar
        .lines()
        .into_iter()
        .map(|line| row(t, calendar, &line, done, today))
        .collect_view();
    view! {
        <ol class="plain dates">{rows}</ol>
    }
    .into_any()
}

fn row(t: T, calendar: &Calendar, line: &Line, done: &Done, today: NaiveDate) -> AnyView {
    let on = || done.get(&line.step).map_or(String::new(), |on| t.date(*on));
    let days = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let (class, state) = match calendar.standing(line.step, done, today) {
        Standing::Kept => ("tag open", t.calendar_kept(on())),
        Standing::KeptLate(n) => ("tag late", t.calendar_kept_late(on(), days(n))),
        Standing::Due(0) => ("tag soon", t.calendar_due_today().to_owned()),
        Standing::Due(n) => ("tag soon", t.calendar_due(days(n))),
        Standing::Late(n) => ("tag late", t.calendar_late(days(n))),
        Standing::Passed => ("tag done", t.calendar_passed().to_owned()),
    };
    let rule = words::calendar_rule(line.step);
    view! {
        <li>
            <p class="when">{t.weekday_date(line.due)} " " {line.due.format("%Y").to_string()}</p>
            <p><strong>{words::calendar_step(t, line.step)}</strong> " " <span class=class>{state}</span></p>
            <p class="who">
                {words::actor(t, line.actor)} ". " {words::article(t, line.article)} ", "
                {t.calendar_rule(rule)}
            </p>
        </li>
    }
    .into_any()
}

/// The dates that no text gives.
fn by_protocol(t: T, found: &Found) -> AnyView {
    let protocol = &found.election.protocol.0;
    let dates = [
        (protocol.roll.published, t.protocol_field_roll_published()),
        (
            protocol.roll.corrections_until,
            t.protocol_field_roll_corrections(),
        ),
        (protocol.roll.frozen, t.protocol_field_roll_frozen()),
        (
            protocol.statements.mailed,
            t.protocol_field_statements_mailed(),
        ),
    ];
    let rows = dates
        .into_iter()
        .map(|(day, what)| view! { <li><span>{what}</span> <strong>{t.date(day)}</strong></li> })
        .collect_view();
    view! {
        <h2>{t.calendar_roll_title()}</h2>
        <p>{t.calendar_roll_what()}</p>
        <ul class="rows">{rows}</ul>
    }
    .into_any()
}
