//! The result as a sheet for every hall: A4, with a code that leads to the public page.

use super::known::{Known, posted};
use super::outcome::Fate;
use super::say::{self, count, elected, share};
use crate::election::home::{crumbs, stamp};
use crate::i18n::T;
use crate::sheet::{self, Block, Sheet, file};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;

/// The page.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let written = write(&ctx, &known)?;
    let t = ctx.t;
    let head = Head::of(&known.found.landlord, t.outcome_poster());
    Ok(shell::page(&ctx, &head, move || {
        let file = format!("{}/resultat/affiche.pdf", known.found.address());
        view! {
            <div class="screen-only">
                {crumbs(t, &known.found, true)}
                <p class="note">{t.protocol_print()}</p>
                <p><a class="button quiet" href=file>{t.record_pdf()}</a></p>
            </div>
            {stamp(t, &known.found)}
            <div class="poster">{sheet::show(&written)}</div>
        }
    }))
}

/// The file.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn pdf(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let known = posted(&ctx, &slug, &handle).await?;
    let written = write(&ctx, &known)?;
    let name = format!("{}-{handle}.pdf", ctx.t.outcome_poster_file());
    file(written, known.count.counted_at, &name).await
}

fn write(ctx: &Ctx, known: &Known) -> Result<Sheet, AppError> {
    let t = ctx.t;
    let outcome = known.at_first()?;
    let (election, landlord) = (&known.found.election, &known.found.landlord);
    let address = format!("{}{}/resultat", ctx.site.origin, known.found.address());
    let (voters, registered) = (outcome.totals.voters, known.figures().registered);
    let rows = outcome.lists.iter().map(|list| {
        vec![
            list.title.clone(),
            count(t, list.seats.votes),
            share(t, list.seats.votes, outcome.totals.valid),
            count(t, list.seats.seats),
        ]
    });
    let names = outcome.lists.iter().flat_map(|list| {
        let seated = list.with(Fate::Elected);
        seated.map(|one| format!("{} ({})", one.name, list.title))
    });
    let head = [
        t.record_list(),
        t.record_votes(),
        t.election_turnout_share(),
        t.record_seats(),
    ];
    let annulled = say::annulled(t, known);
    let mut blocks: Vec<Block> = annulled.clone().map(Block::Strong).into_iter().collect();
    blocks.extend([
        Block::Text(landlord.name.clone()),
        Block::Heading(1, elected(t, &outcome)),
        Block::Text(election.title.clone()),
        Block::Large(t.outcome_lead(
            count(t, registered),
            share(t, voters, registered),
            count(t, voters),
        )),
        Block::Heading(2, t.record_elected().to_owned()),
        Block::Items(names.collect()),
        Block::Table {
            caption: t.outcome_table().to_owned(),
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        },
    ]);
    let contest = annulled.or_else(|| say::contest_until(t, known));
    blocks.extend(contest.map(Block::Text));
    blocks.extend(online(t, address));
    Ok(Sheet {
        lang: t.locale.tag(),
        title: format!("{} – {}", t.outcome_title(), election.title),
        poster: true,
        blocks,
    })
}

/// The way from a sheet of paper to the page.
fn online(t: T, address: String) -> [Block; 3] {
    [
        Block::Text(t.outcome_more().to_owned()),
        Block::Strong(address.clone()),
        Block::Code {
            alt: t.outcome_code_alt(&address),
            address,
        },
    ]
}
