//! One election: where it stands, what to do now, and the way to each of its pages.

use super::load::{Found, found};
use super::{card, next, say};
use crate::i18n::T;
use crate::parts::steps::steps;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::ElectionKind;

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let following = next::following(&ctx, &found.landlord, &found.election).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, found.election.title.clone());
    Ok(shell::page(&ctx, &head, move || {
        let election = &found.election;
        let (names, at) = say::progress(t, election.stage);
        view! {
            {crumbs(t, &found, false)}
            {stamp(t, &found)}
            <p><span class=say::tag(election.stage)>{say::stage(t, election.stage)}</span></p>
            <h1 lang="fr">{election.title.clone()}</h1>
            <p class="lead">{card::when(t, election)}</p>
            {act(t, &found)}
            <h2>{t.election_where()}</h2>
            {steps(names, at)}
            <h2>{t.election_pages()}</h2>
            {pages(t, &found)}
            {next::show(t, &following)}
        }
    }))
}

/// The way back to the landlord's elections, and below the election's page to that page.
#[must_use]
pub fn crumbs(t: T, found: &Found, below: bool) -> AnyView {
    let all = format!("/{}/election", found.landlord.slug);
    let one = below.then(|| {
        let address = found.address();
        view! { " " <a href=address lang="fr">{found.election.title.clone()}</a> }
    });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=all>{t.election_index()}</a>
            {one}
        </nav>
    }
    .into_any()
}

/// What stands above every page of a rehearsal.
#[must_use]
pub fn stamp(t: T, found: &Found) -> AnyView {
    if found.election.kind == ElectionKind::Rehearsal {
        view! { <p class="note" role="note"><strong>{t.election_rehearsal_stamp()}</strong></p> }
            .into_any()
    } else {
        ().into_any()
    }
}

/// The one main action, while there is one.
fn act(t: T, found: &Found) -> AnyView {
    if found.election.stage != Stage::Open {
        return ().into_any();
    }
    let link = format!("{}/voter", found.address());
    view! {
        <section class="card main">
            <p>{t.election_vote_what()}</p>
            <p><a class="button" href=link>{t.election_vote()}</a></p>
        </section>
    }
    .into_any()
}

/// The other pages of the election that are there at its stage.
fn pages(t: T, found: &Found) -> AnyView {
    let sealed = found.election.stage >= Stage::Sealed;
    let online = found.election.protocol.channels.online;
    let roll = found.election.stage >= Stage::RollPublished;
    let keys = online && found.election.protocol.key_plan.is_some();
    let seals = sealed && online;
    let all = [
        (
            "liste-electorale",
            t.electoral_title(),
            t.electoral_card(),
            roll,
        ),
        ("cles", t.sealing_keys_title(), t.sealing_keys_card(), keys),
        (
            "scelles",
            t.sealing_seals_title(),
            t.sealing_seals_card(),
            seals,
        ),
        ("urne", t.election_board(), t.election_board_what(), seals),
        (
            "codes",
            t.sealing_codes_title(),
            t.sealing_codes_card(),
            online && found.is(ElectionRole::CodeAuthorities),
        ),
        ("listes", t.lists_title(), t.lists_lead(), true),
        ("calendrier", t.calendar_title(), t.calendar_lead(), true),
        ("protocole", t.protocol_title(), t.protocol_public(), true),
        (
            "avis",
            t.election_notice_title(),
            t.election_notice_lead(),
            true,
        ),
    ];
    let items = all
        .into_iter()
        .filter(|(_, _, _, there)| *there)
        .map(|(page, name, what, _)| {
            let link = format!("{}/{page}", found.address());
            view! { <li class="card"><h3><a href=link>{name}</a></h3><p>{what}</p></li> }
        })
        .collect_view();
    view! { <ul class="cards">{items} {officer(t, found)}</ul> }.into_any()
}

/// The officer's pages of the roll and the rehearsal.
fn officer(t: T, found: &Found) -> AnyView {
    if !found.is(ElectionRole::ElectionOfficer) {
        return ().into_any();
    }
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    let desk = format!("/{slug}/gestion/election/{handle}");
    let (roll, tried) = (
        format!("{desk}/liste-electorale"),
        format!("{desk}/repetition"),
    );
    view! {
        <li class="card">
            <h3><a href=roll>{t.electoral_desk_card()}</a></h3>
            <p>{t.electoral_desk_card_what()}</p>
        </li>
        <li class="card">
            <h3><a href=tried>{t.sealing_rehearsal_title()}</a></h3>
            <p>{t.sealing_rehearsal_lead()}</p>
        </li>
    }
    .into_any()
}
