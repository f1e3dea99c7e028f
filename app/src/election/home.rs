//! One election: where it stands, what to do now, and the way to each of its pages.

use super::load::{Found, found};
use super::lost_letter::public::Files;
use super::{card, desks, next, pages, say};
use crate::i18n::T;
use crate::parts::steps::steps;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
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
    let files = Files::read(&ctx, &found).await?;
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
            {result(t, &found)}
            <h2>{t.election_where()}</h2>
            {steps(names, at)}
            <h2>{t.election_read()}</h2>
            {pages::show(t, &found, pages::READ)}
            <h2>{t.election_pages()}</h2>
            {pages::show(t, &found, pages::CHECK)}
            {letters(t, &found, &files)}
            {desks::show(t, &found)}
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

/// The result, once it is posted.
fn result(t: T, found: &Found) -> AnyView {
    if found.election.stage < Stage::Proclaimed {
        return ().into_any();
    }
    view! { <h2>{t.outcome_title()}</h2> {pages::show(t, found, pages::RESULT)} }.into_any()
}

/// After closing: whether the files of lost letters are gone.
fn letters(t: T, found: &Found, files: &Files) -> AnyView {
    if found.election.stage < Stage::Frozen {
        return ().into_any();
    }
    let list = files.show(t, found);
    view! { <h2>{t.lost_letter_files()}</h2> {list} }.into_any()
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
