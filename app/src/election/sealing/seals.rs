//! Sealing: the box shown empty, every fingerprint published, and the election that opens by itself.

use super::archive::{self, Pieces};
use super::codes::tag_of;
use super::problem::SealProblem;
use super::{endpoint, found_as, refused, sha256};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::election::vote::setup::Setup;
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::context::Ctx;
use crate::site::dates::zone_of;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::{shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use palier_ballots::{Ed25519, Group as _};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::ballot_box::{About, Count, Help, Kind, Line, Rules, Sealing};
use palier_store::election::electoral_roll as roll;
use palier_store::election::seal::{self, Seal};
use palier_store::election::{ElectionKind, code_list};
use palier_store::landlord::Landlord;
use palier_store::landlord_contact;

const FORM: &str = "sceller";
const ROLE: ElectionRole = ElectionRole::TallyBoard;

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let seals = seal::seals(&ctx.site.db, found.election.id).await?;
    let sealed = found.election.stage >= Stage::Sealed;
    let boxed = ctx
        .site
        .polls
        .boxes()
        .open(&handle)
        .await?
        .filter(|_| sealed);
    let count = match &boxed {
        // Once votes are taken, the board tells how many.
        Some(boxed) if found.election.stage == Stage::Sealed => Some(boxed.count().await?),
        _ => None,
    };
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head =
        Head::of(&found.landlord, t.sealing_seals_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let body = if seals.is_empty() {
            view! { <p class="empty">{t.sealing_seals_none()}</p> }.into_any()
        } else {
            table(t, &seals)
        };
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.sealing_seals_title()}</h1>
            <p class="lead">{t.sealing_seals_lead()}</p>
            {count.map(|count| empty(t, &count))}
            {body}
            {desk(t, &found, &form)}
        }
    }))
}

/// The box, shown empty.
fn empty(t: T, count: &Count) -> AnyView {
    view! {
        <section class="note good">
            <p><strong>{t.sealing_seals_empty()}</strong></p>
            <p>
                {t.sealing_seals_count(
                    t.number(count.voters),
                    t.number(count.lines),
                    t.number(count.online),
                )}
            </p>
        </section>
    }
    .into_any()
}

fn table(t: T, seals: &[Seal]) -> AnyView {
    let rows = seals.iter().map(|seal| {
        // The booth is several files, each on a line.
        let lines = seal.value.lines().map(str::to_owned);
        let lines = lines.map(|line| view! { <code>{line}</code> <br/> });
        view! { <dt>{name(t, &seal.name)}</dt> <dd>{lines.collect_view()}</dd> }
    });
    view! {
        <h2>{t.sealing_seals_list()}</h2>
        <dl class="figures">{rows.collect_view()}</dl>
        <p class="screen-only">{t.sealing_seals_print()}</p>
    }
    .into_any()
}

/// What was sealed, in words.
pub(in crate::election) fn name(t: T, name: &str) -> String {
    match name {
        "protocol" => t.sealing_seal_protocol(),
        "roll" => t.sealing_seal_roll(),
        "lists" => t.sealing_seal_lists(),
        "keys" => t.sealing_seal_keys(),
        "credentials" => t.sealing_seal_credentials(),
        "election" => t.sealing_seal_election(),
        "archive" => t.sealing_seal_archive(),
        "booth" => t.sealing_seal_booth(),
        "software" => t.sealing_seal_software(),
        other => other,
    }
    .to_owned()
}

/// The one button of the tally board.
fn desk(t: T, found: &Found, form: &FormState) -> AnyView {
    if !found.is(ROLE) {
        return ().into_any();
    }
    let button = (found.election.stage == Stage::Rehearsed).then(|| {
        view! {
            <form method="post" action=endpoint(found, "seal")>
                <p>{t.sealing_seals_what()}</p>
                <p><button class="button">{t.sealing_seals_button()}</button></p>
            </form>
        }
    });
    view! { <section id=FORM class="screen-only">{summary(t, form)} {button}</section> }.into_any()
}

/// Seals the election.
///
/// # Errors
/// When the reader is not of the tally board, or the database does not answer.
pub async fn send(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found_as(&ctx, &slug, &handle, ROLE).await?;
    let page = format!("{}/scelles", found.address());
    match sealed(&ctx, &found).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn sealed(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let incomplete = || Complaint::whole(SealProblem::Incomplete);
    let (db, id) = (&ctx.site.db, found.election.id);
    let pieces = archive::pieces(ctx, found).await?.ok_or_else(incomplete)?;
    let codes = code_list::get(db, id).await?.ok_or_else(incomplete)?;
    let standing = roll::standing(db, id).await?;
    let fingerprint = standing
        .and_then(|roll| roll.fingerprint)
        .ok_or_else(incomplete)?;
    let lines = roll::line_ids(db, id).await?;
    let tags: Vec<String> = codes
        .tags
        .and_then(|tags| serde_json::from_slice(&tags).ok())
        .ok_or_else(incomplete)?;
    if tags.len() != lines.len() {
        return Err(incomplete().into());
    }
    let register: Option<Vec<Line>> = lines
        .iter()
        .zip(&tags)
        .map(|(line, tag)| {
            let tag = tag_of(tag)?;
            Some(Line { id: line.0, tag })
        })
        .collect();
    let register = register.ok_or_else(incomplete)?;
    let title = found.election.title.clone();
    let (pieces, setup) = made(ctx, found, title, pieces).await?;
    let seals = seals(ctx, found, &fingerprint, &pieces, &setup).await?;
    let sealing = sealing(ctx, found, &pieces, setup, register).await?;
    let sealing = sealing.ok_or_else(incomplete)?;
    let today = ctx.today(&found.landlord.zone);
    let mut tx = db.begin().await?;
    seal::seal(&mut tx, id, &seals, ROLE, today, ctx.now)
        .await
        .map_err(refused)?;
    let (boxes, handle) = (ctx.site.polls.boxes(), &found.election.handle);
    // What an attempt that was cut off left: no vote is in it, since nothing was sealed.
    boxes.destroy(handle).await?;
    boxes.create(handle, sealing).await?;
    tx.commit().await?;
    Ok(())
}

/// The archive, made where computing disturbs nobody.
pub(super) async fn made(
    ctx: &Ctx,
    found: &Found,
    title: String,
    pieces: Pieces,
) -> Result<(Pieces, Setup), Refusal> {
    let seconds = u64::try_from(ctx.now.timestamp()).unwrap_or_default();
    let (handle, landlord) = (found.election.handle.clone(), found.landlord.name.clone());
    let made = tokio::task::spawn_blocking(move || {
        let made = archive::make(&handle, &title, &landlord, &pieces, seconds);
        made.map(|setup| (pieces, setup))
    });
    let made = made.await.map_err(|error| AppError::internal(&error))?;
    made.map_err(|said| Complaint::whole(SealProblem::Refused { said }).into())
}

/// Everything that is fixed, by its fingerprint.
async fn seals(
    ctx: &Ctx,
    found: &Found,
    roll: &str,
    pieces: &Pieces,
    setup: &Setup,
) -> Result<Vec<Seal>, AppError> {
    let text = |value: serde_json::Result<String>| value.map_err(|e| AppError::internal(&e));
    let booth = ctx.site.assets.voting.iter();
    let booth: Vec<String> = booth.map(|(name, hash)| format!("{hash} {name}")).collect();
    let software = tokio::task::spawn_blocking(|| {
        let own = std::env::current_exe().and_then(std::fs::read);
        own.map_or_else(|_| String::new(), sha256)
    });
    let software = software.await.map_err(|e| AppError::internal(&e))?;
    let all = [
        (
            "protocol",
            sha256(text(serde_json::to_string(&found.election.protocol.0))?),
        ),
        ("roll", roll.to_owned()),
        ("lists", sha256(text(serde_json::to_string(&pieces.lists))?)),
        (
            "keys",
            sha256(text(serde_json::to_string(&pieces.trustees))?),
        ),
        ("credentials", sha256(&pieces.credentials)),
        ("election", Ed25519::fingerprint(setup.record.as_bytes())),
        ("archive", setup.start.head.clone()),
        ("booth", booth.join("\n")),
        (
            "software",
            format!("{} {software}", env!("CARGO_PKG_VERSION")),
        ),
    ];
    let seal = |(name, value): (&str, String)| Seal {
        name: name.to_owned(),
        value,
    };
    Ok(all.into_iter().map(seal).collect())
}

/// What makes the box; nothing when the protocol has no hours.
pub(super) async fn sealing(
    ctx: &Ctx,
    found: &Found,
    pieces: &Pieces,
    setup: Setup,
    register: Vec<Line>,
) -> Result<Option<Sealing>, AppError> {
    let protocol = &found.election.protocol.0;
    let Some(hours) = protocol.online_hours else {
        return Ok(None);
    };
    let help = help(ctx, &found.landlord).await?;
    let zone = &found.landlord.zone;
    let (opens, closes) = (instant(hours.opens, zone), instant(hours.closes, zone));
    Ok(opens.zip(closes).map(|(opens_at, closes_at)| Sealing {
        start: setup.start,
        opens_at,
        closes_at,
        rules: rules(protocol),
        about: About {
            title: found.election.title.clone(),
            landlord: found.landlord.name.clone(),
            slug: found.landlord.slug.clone(),
            kind: match found.election.kind {
                ElectionKind::Binding => Kind::Binding,
                ElectionKind::Rehearsal => Kind::Rehearsal,
            },
            lists: pieces.lists.clone(),
            help,
        },
        register,
        now: ctx.now,
    }))
}

fn rules(protocol: &Protocol) -> Rules {
    let online = &protocol.online;
    Rules {
        revoting: online.revoting,
        grace_minutes: online.grace_minutes,
        publication_minutes: online.publication_minutes,
        least_published: online.least_published,
        origins: protocol.booth_hosts.clone(),
    }
}

/// Where a voter finds help: what the landlord says of itself.
async fn help(ctx: &Ctx, landlord: &Landlord) -> Result<Help, AppError> {
    let contact = landlord_contact::get(&ctx.site.db, landlord.id).await?;
    let contact = contact.unwrap_or_default();
    Ok(Help {
        phone: contact.phone,
        place: contact.postal.lines().collect::<Vec<_>>().join(", "),
    })
}

/// A civil hour in a zone; the first of two when clocks go back, none when they jump over it.
fn instant(at: NaiveDateTime, zone: &str) -> Option<DateTime<Utc>> {
    let local = at.and_local_timezone(zone_of(zone)).earliest()?;
    Some(local.with_timezone(&Utc))
}
