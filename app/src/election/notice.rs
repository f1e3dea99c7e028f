//! The notice of an election, to be printed and posted in every hall.

use super::home::{crumbs, stamp};
use super::load::found;
use super::words;
use crate::i18n::T;
use crate::parts::qr;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::calendar::Calendar;
use palier_domain::election::calendar::step::{Step, article};
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
    let address = format!("{}{}", ctx.site.origin, found.address());
    let head = Head::of(&found.landlord, t.election_notice_title());
    Ok(shell::page(&ctx, &head, move || {
        let protocol = &found.election.protocol.0;
        let calendar = protocol.calendar();
        let body = match &calendar {
            None => view! { <p class="note">{t.calendar_none()}</p> }.into_any(),
            Some(calendar) => words_of(t, protocol, calendar),
        };
        view! {
            <div class="screen-only">{crumbs(t, &found, true)} <p class="note">{t.protocol_print()}</p></div>
            {stamp(t, &found)}
            <article class="poster">
                <p class="eyebrow">{found.landlord.name.clone()}</p>
                <h1>{t.election_notice_heading()}</h1>
                {body}
                {online(t, &address)}
            </article>
        }
    }))
}

fn words_of(t: T, protocol: &Protocol, calendar: &Calendar) -> AnyView {
    let seats = i64::try_from(protocol.seats).unwrap_or_default();
    let names = t.number(i64::try_from(protocol.names).unwrap_or_default());
    let alternate = protocol
        .body
        .alternates()
        .then(|| view! { <p>{t.election_notice_alternate()}</p> });
    let received = t.date(calendar.due(Step::ListsReceived));
    let cut_off = t.date(calendar.due(Step::LeaseCutOff));
    let article = words::article(t, article(protocol.body.kind));
    view! {
        <p class="lead"><strong>{t.election_notice_when(t.date(protocol.day))}</strong></p>
        <p>{t.election_notice_seats(seats)}</p>
        <h2>{t.election_notice_how()}</h2>
        <ul>{ways(t, protocol)}</ul>
        <h2>{t.election_notice_who_votes()}</h2>
        <p>{t.election_notice_who_votes_what(cut_off)}</p>
        <h2>{t.election_notice_who_stands()}</h2>
        <p>{t.election_notice_who_stands_what()}</p>
        <h2>{t.election_notice_lists()}</h2>
        <p>{t.election_notice_lists_what(received, names)}</p>
        {alternate}
        <p class="who">{t.election_notice_text(article)}</p>
    }
    .into_any()
}

fn ways(t: T, protocol: &Protocol) -> Vec<AnyView> {
    let channels = protocol.channels;
    let online = protocol.online_hours.filter(|_| channels.online);
    let online = online.map(|hours| {
        t.election_notice_online(
            t.date(hours.closes.date()),
            t.hour(hours.closes.time()),
            t.date(hours.opens.date()),
            t.hour(hours.opens.time()),
        )
    });
    let post = channels.post.then(|| t.election_notice_post().to_owned());
    let ballot_box = channels
        .ballot_box
        .then(|| t.election_notice_ballot_box().to_owned());
    let ways = [post, ballot_box, online].into_iter().flatten();
    ways.map(|way| view! { <li>{way}</li> }.into_any())
        .collect()
}

/// The way to the election's page from a sheet of paper.
fn online(t: T, address: &str) -> AnyView {
    view! {
        <h2>{t.election_notice_where()}</h2>
        <p>{address.to_owned()}</p>
        {qr::svg(address).map(|code| view! { <p class="poster-code" inner_html=code></p> })}
    }
    .into_any()
}
