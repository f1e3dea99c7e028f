//! The rehearsal: one action copies the election with invented electors, keys and codes, which no
//! real election takes, since every code and proof names its own election.
//!
//! Its letters can be written again from its handle: nothing in them is secret, and every page and
//! every code of it says that it is a rehearsal.

use super::archive::{self, Pieces};
use super::problem::SealProblem;
use super::seals::{made, sealing};
use super::{endpoint, refused};
use crate::demo::stream::Stream;
use crate::demo::voting_letters::code;
use crate::election::electoral_roll::ROLES;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, address, found};
use crate::i18n::{Locale, T};
use crate::parts::field::summary;
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::{dates, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_ballots::wire::{TrusteeText, print};
use palier_ballots::{
    Ed25519, ElectionId, Half, LinkHalf, LinkTag, PublicCredentials, SecretScalar, TrusteeKey,
};
use palier_domain::account::role::Role;
use palier_domain::election::protocol::channels::OnlineHours;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::ballot_box::Line;
use palier_store::election::{self, Election, ElectionKind, NewElection};
use palier_store::ids;

/// Who rehearses.
pub const OFFICERS: &[Role] = ROLES;

const FORM: &str = "repetition";
/// Invented electors.
const ELECTORS: u32 = 20;
/// Hours for which a rehearsal takes votes.
const HOURS: i64 = 4;

/// The page: of an election, its rehearsals; of a rehearsal, its letters.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let all = election::of_landlord(&ctx.site.db, found.landlord.id).await?;
    let own = all
        .into_iter()
        .filter(|one| one.rehearsal_of == Some(found.election.id));
    let own: Vec<Election> = own.collect();
    let form = ctx.form(FORM).await?;
    let t = ctx.t;
    let head =
        Head::of(&found.landlord, t.sealing_rehearsal_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let body = match found.election.kind {
            ElectionKind::Rehearsal => letters(t, &found),
            ElectionKind::Binding => copies(t, &found, &own, &form),
        };
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.sealing_rehearsal_title()}</h1>
            <p class="lead">{t.sealing_rehearsal_lead()}</p>
            {body}
        }
    }))
}

fn copies(t: T, found: &Found, own: &[Election], form: &FormState) -> AnyView {
    let items = own.iter().map(|one| {
        let page = address(&found.landlord, one);
        let letters = desk_address(&found.landlord.slug, &one.handle);
        let title = one.title.clone();
        view! {
            <li>
                <a href=page lang="fr">{title}</a> ", "
                <a href=letters>{t.sealing_rehearsal_letters()}</a>
            </li>
        }
    });
    let rehearsed = (!own.is_empty() && found.election.stage == Stage::CodesSealed).then(|| {
        view! {
            <form method="post" action=endpoint(found, "rehearsed")>
                <p>{t.sealing_rehearsed_what()}</p>
                <p><button class="button">{t.sealing_rehearsed()}</button></p>
            </form>
        }
    });
    view! {
        <ul class="plain">{items.collect_view()}</ul>
        <section id=FORM class="card main">
            {summary(t, form)}
            {rehearsed}
            <form method="post" action=endpoint(found, "rehearse")>
                <p>{t.sealing_rehearse_what()}</p>
                <p><button class="button quiet">{t.sealing_rehearse()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The letters of the invented electors.
fn letters(t: T, found: &Found) -> AnyView {
    let handle = &found.election.handle;
    let rows = (0..ELECTORS).map(|line| {
        let [a, b] = [Half::A, Half::B].map(|half| code(handle, half, line));
        let (a, b) = (a.expose().to_owned(), b.expose().to_owned());
        let link = format!("{}/voter#a={a}&b={b}", found.address());
        view! {
            <tr>
                <th scope="row"><a href=link rel="nofollow">{line + 1}</a></th>
                <td><code>{a}</code></td>
                <td><code>{b}</code></td>
            </tr>
        }
    });
    view! {
        <div class="table" role="region" aria-label=t.sealing_rehearsal_letters() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.sealing_rehearsal_elector()}</th>
                        <th scope="col">{t.demo_letters_code("A")}</th>
                        <th scope="col">{t.demo_letters_code("B")}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn desk_address(slug: &str, handle: &str) -> String {
    format!("/{slug}/gestion/election/{handle}/repetition")
}

/// Copies the election; its copy takes votes at once.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn rehearse(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let page = desk_address(&slug, &handle);
    match copy(&ctx, &found).await {
        Ok(made) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&desk_address(&slug, &made)))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn copy(ctx: &Ctx, found: &Found) -> Result<String, Refusal> {
    let fits = found.election.kind == ElectionKind::Binding
        && found.election.protocol.channels.online
        && (Stage::ListsClosed..Stage::Sealed).contains(&found.election.stage);
    if !fits {
        return Err(Complaint::whole(SealProblem::NotNow).into());
    }
    let lists = archive::lists(ctx, found).await?;
    if lists.is_empty() {
        return Err(Complaint::whole(SealProblem::Incomplete).into());
    }
    let seed = ids::random::<32>();
    let id = ElectionId::random(&mut Stream::of(format!("{seed:?}")));
    let (credentials, register) = electors(&id);
    let pieces = Pieces {
        lists,
        trustees: vec![trustee(&seed)],
        credentials,
    };
    let copied = copied(ctx, found, id.as_str());
    let title = copied.election.title.clone();
    let (pieces, setup) = made(ctx, &copied, title.clone(), pieces).await?;
    let sealing = sealing(ctx, &copied, &pieces, setup, register).await?;
    let sealing = sealing.ok_or_else(|| Complaint::whole(SealProblem::Incomplete))?;
    let new = NewElection {
        landlord_id: found.landlord.id,
        handle: id.as_str().to_owned(),
        title,
        rehearsal_of: copied.election.rehearsal_of,
        protocol: copied.election.protocol.0,
    };
    let mut tx = ctx.site.db.begin().await?;
    election::rehearse(&mut tx, new, ctx.now).await?;
    ctx.site.polls.boxes().create(id.as_str(), sealing).await?;
    tx.commit().await?;
    Ok(id.as_str().to_owned())
}

/// The copy: its own handle, stamped in its title, open from now on.
fn copied(ctx: &Ctx, found: &Found, handle: &str) -> Found {
    let t = T { locale: Locale::Fr };
    let mut election = found.election.clone();
    let now = dates::local(ctx.now, &found.landlord.zone).naive_local();
    election.protocol.online_hours = Some(OnlineHours {
        opens: now,
        closes: now + TimeDelta::hours(HOURS),
    });
    election.protocol.online.publication_minutes = 1;
    election.protocol.online.least_published = 1;
    election.title = t.sealing_rehearsal_name(&election.title);
    handle.clone_into(&mut election.handle);
    election.kind = ElectionKind::Rehearsal;
    election.rehearsal_of = Some(found.election.id);
    Found {
        landlord: found.landlord.clone(),
        election,
        roles: Vec::new(),
    }
}

/// A key that nobody keeps: a rehearsal ends with its vote.
fn trustee(seed: &[u8; 32]) -> TrusteeText {
    let mut rng = Stream::of(format!("key|{seed:?}"));
    let mut wide = [0; 64];
    wide[..32].copy_from_slice(&ids::random::<32>());
    wide[32..].copy_from_slice(&ids::random::<32>());
    let key = SecretScalar::<Ed25519>::from_wide(&wide);
    TrusteeText::Single(TrusteeKey::publish(&key, &mut rng).print())
}

/// The public list of the invented electors, and their register.
fn electors(id: &ElectionId) -> (Vec<u8>, Vec<Line>) {
    let mut publics = Vec::new();
    let mut register = Vec::new();
    for line in 0..ELECTORS {
        let [a, b] = [Half::A, Half::B].map(|half| code(id.as_str(), half, line));
        let public = a.derive::<Ed25519>(id).join(&b.derive(id)).public();
        let [r_a, r_b] = [LinkHalf::of(&a, id, Half::A), LinkHalf::of(&b, id, Half::B)];
        let tag = LinkTag::of::<Ed25519>(id, &public, &r_a, &r_b);
        register.push(Line {
            id: ids::new_v4(),
            tag: *tag.as_bytes(),
        });
        publics.push(public);
    }
    let list = PublicCredentials::new::<Ed25519>(publics.iter().map(|key| (key, 1)));
    let list = list.map_or_else(|_| Vec::new(), |list| print(&list.entries()));
    (list, register)
}

/// Says that a rehearsal was voted in, once one that took a ballot has come to the end of its vote.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn rehearsed(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let page = desk_address(&slug, &handle);
    match was_voted(&ctx, &found).await {
        Ok(()) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&page))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(FORM, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn was_voted(ctx: &Ctx, found: &Found) -> Result<(), Refusal> {
    let all = election::of_landlord(&ctx.site.db, found.landlord.id).await?;
    let (mut voters, mut goes_on) = (0, false);
    for one in all
        .iter()
        .filter(|one| one.rehearsal_of == Some(found.election.id))
    {
        if let Some(boxed) = ctx.site.polls.boxes().open(&one.handle).await? {
            let came = boxed.count().await?.voters;
            if boxed.board().await?.frozen_at.is_some() {
                voters += came;
            } else {
                goes_on |= came > 0;
            }
        }
    }
    if voters == 0 {
        let why = if goes_on {
            SealProblem::RehearsalGoesOn
        } else {
            SealProblem::NotRehearsed
        };
        return Err(Complaint::whole(why).into());
    }
    let today = ctx.today(&found.landlord.zone);
    let role = ElectionRole::ElectionOfficer;
    let id = found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    let note = voters.to_string();
    election::declare(&mut tx, id, Condition::RehearsalVoted, &note, ctx.now).await?;
    election::advance(&mut tx, id, Move::Rehearse, role, today, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
