//! Turnout by channel at set hours: a figure, a chart and its table. Numbers, never names.

use super::home::{crumbs, stamp};
use super::load::{Found, found};
use crate::i18n::T;
use crate::parts::bars::{Bar, bars};
use crate::site::state::Site;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, NaiveTime, TimeZone as _, Utc};
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::election::turnout::last_due;
use palier_store::StoreError;
use palier_store::ballot_box::BallotBox;
use palier_store::election::Election;
use palier_store::election::third_voter;
use palier_store::election::turnout::{self, Hour};
use palier_store::landlord::Landlord;

/// Hours that the chart shows.
const SHOWN: usize = 12;

/// The page.
///
/// # Errors
/// When the vote has not begun, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    if found.election.stage < Stage::Open {
        return Err(AppError::NotFound);
    }
    let hours = turnout::of(&ctx.site.db, found.election.id).await?;
    let third = match found.is(ElectionRole::Commission) {
        true => Some(third_voter::total(&ctx.site.db, found.election.id).await?),
        false => None,
    };
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.election_turnout_title());
    Ok(shell::page(&ctx, &head, move || {
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.election_turnout_title()}</h1>
            {latest(t, &found, hours.last())}
            {chart(t, &hours, &found.landlord.zone)}
            <p>{set(t, &found)}</p>
            {post(t, &found)}
            {table(t, &hours, &found.landlord.zone)}
            {third.map(|total| shared(t, total))}
        }
    }))
}

/// For the commission alone: how often a device told of a third voter.
fn shared(t: T, total: i64) -> AnyView {
    view! {
        <section class="card">
            <h2>{t.election_third_title()}</h2>
            <p><strong>{t.election_third_count(total)}</strong></p>
            <p class="who">{t.election_third_what()}</p>
        </section>
    }
    .into_any()
}

fn latest(t: T, found: &Found, last: Option<&Hour>) -> AnyView {
    let Some(last) = last else {
        return view! { <p class="empty">{t.election_turnout_none()}</p> }.into_any();
    };
    let figures = last.figures;
    let said = t.election_turnout_now(t.number(figures.electors), t.number(figures.voters()));
    let at = t.election_turnout_at(t.instant(last.counted_at, &found.landlord.zone));
    view! {
        <p class="figure">{t.permille(figures.permille())}</p>
        <p class="lead">{said}</p>
        <p class="who">{at}</p>
    }
    .into_any()
}

fn chart(t: T, hours: &[Hour], zone: &str) -> AnyView {
    let shown = &hours[hours.len().saturating_sub(SHOWN)..];
    let Some(most) = shown.iter().map(|hour| hour.figures.voters()).max() else {
        return ().into_any();
    };
    let all = shown
        .iter()
        .map(|hour| Bar {
            name: moment(t, hour.due_at, zone),
            value: hour.figures.voters(),
            said: t.number(hour.figures.voters()),
        })
        .collect();
    bars(t.election_turnout_chart(), all, most)
}

/// When it is counted.
fn set(t: T, found: &Found) -> String {
    let hours = &found.election.protocol.turnout_hours;
    let names = hours
        .iter()
        .filter_map(|hour| NaiveTime::from_hms_opt(u32::from(*hour), 0, 0))
        .map(|hour| t.hour(hour));
    t.election_turnout_hours(names.collect::<Vec<_>>().join(", "))
}

fn post(t: T, found: &Found) -> AnyView {
    let protocol = &found.election.protocol;
    if protocol.channels.post && protocol.channels.online && found.election.stage == Stage::Open {
        view! { <p>{t.election_turnout_post_later()}</p> }.into_any()
    } else {
        ().into_any()
    }
}

fn table(t: T, hours: &[Hour], zone: &str) -> AnyView {
    if hours.is_empty() {
        return ().into_any();
    }
    let rows = hours
        .iter()
        .rev()
        .map(|hour| {
            let figures = hour.figures;
            view! {
                <tr>
                    <th scope="row">{moment(t, hour.due_at, zone)}</th>
                    <td>{t.number(figures.online)}</td>
                    <td>{t.number(figures.in_box)}</td>
                    <td>{t.number(figures.by_post)}</td>
                    <td>{t.number(figures.voters())}</td>
                    <td>{t.permille(figures.permille())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t.election_turnout_chart()>
            <table class="count-table">
                <caption>{t.election_turnout_chart()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.election_turnout_when()}</th>
                        <th scope="col">{t.election_turnout_online()}</th>
                        <th scope="col">{t.election_turnout_in_box()}</th>
                        <th scope="col">{t.election_turnout_by_post()}</th>
                        <th scope="col">{t.election_turnout_all()}</th>
                        <th scope="col">{t.election_turnout_share()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// `5 décembre, 10 h`.
fn moment(t: T, at: DateTime<Utc>, zone: &str) -> String {
    let day = dates::local(at, zone).date_naive();
    format!("{}, {}", t.day_month(day), t.time(at, zone))
}

/// Counts what is due in an election that is open: called again and again, it keeps each hour once.
///
/// # Errors
/// When a database fails.
pub async fn count_due(
    site: &Site,
    landlord: &Landlord,
    election: &Election,
    boxed: &BallotBox,
) -> Result<(), StoreError> {
    let now = site.clock.now();
    let Some(due_at) = due(landlord, election, now) else {
        return Ok(());
    };
    let last = turnout::last(&site.db, election.id).await?;
    if last.is_some_and(|last| last >= due_at) {
        return Ok(());
    }
    let figures = boxed.count().await?.into();
    let mut tx = site.db.begin().await?;
    turnout::keep(&mut tx, election.id, due_at, figures, now).await?;
    tx.commit().await
}

/// The set hour that came last since voting opened.
fn due(landlord: &Landlord, election: &Election, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let protocol = &election.protocol.0;
    let local = dates::local(now, &landlord.zone).naive_local();
    let due = last_due(&protocol.turnout_hours, local)?;
    let opened = protocol.online_hours.is_none_or(|hours| due >= hours.opens);
    // In the hour that a clock repeats, the first is meant.
    let at = dates::zone_of(&landlord.zone)
        .from_local_datetime(&due)
        .earliest();
    at.filter(|_| opened).map(|at| at.to_utc())
}
