//! The ballot box in a room: its board looks one elector up, and marks who puts an envelope in.
//!
//! Nobody sees a list of those who voted. One elector is looked up at a time, when she stands there,
//! and each look is journalled: the page that shows her mark is the answer to a form, never an
//! address.

use super::home::{crumbs, stamp};
use super::load::{Found, found};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Form, Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::RollLineId;
use palier_store::StoreError;
use palier_store::ballot_box::{BallotBox, How};
use palier_store::election::electoral_roll::{self, MyLine};
use palier_store::election::{look_up, paper};
use serde::Deserialize;
use uuid::Uuid;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// What its forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    line: Uuid,
}

/// The page: look an elector up.
///
/// # Errors
/// When the reader is not of the board, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let (found, _) = desk(&ctx, &slug, &handle).await?;
    let lines = match asked.q.trim() {
        "" => Vec::new(),
        q => electoral_roll::search(&ctx.site.db, found.election.id, q).await?,
    };
    Ok(show(&ctx, &found, || {
        search(ctx.t, &found, asked.q.trim(), &lines)
    }))
}

/// Looks one elector up.
///
/// # Errors
/// When the reader is not of the board, there is no such line, or the database does not answer.
pub async fn look(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let (found, boxed) = desk(&ctx, &slug, &handle).await?;
    let line = line(&ctx, &found, sent.line).await?;
    note(&ctx, &found, &line).await?;
    let how = boxed.mark(line.id.0).await?.ok_or(AppError::NotFound)?;
    Ok(show(&ctx, &found, || {
        told(ctx.t, &found, &line, how, false)
    }))
}

/// Marks that an elector put her envelope in; sent twice, she is marked once and told so.
///
/// # Errors
/// When the reader is not of the board, there is no such line, or a database does not answer.
pub async fn mark(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let (found, boxed) = desk(&ctx, &slug, &handle).await?;
    let line = line(&ctx, &found, sent.line).await?;
    let mut tx = ctx.site.db.begin().await?;
    // What two operators counted is held against these marks: they change no more then.
    if paper::is_settled(&mut tx, found.election.id).await? {
        return Err(AppError::NotFound);
    }
    // The answer shows her mark, so it is a look too.
    look_up::note(&mut tx, found.election.id, line.id, ctx.now).await?;
    let marked = match boxed.marking_paper(line.id.0, false).await {
        Ok(marked) => Some(marked),
        Err(StoreError::Conflict(_)) => None,
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    let done = marked.is_some();
    if let Some(marked) = marked {
        marked.keep().await?;
    }
    let how = boxed.mark(line.id.0).await?.ok_or(AppError::NotFound)?;
    Ok(show(&ctx, &found, || told(ctx.t, &found, &line, how, done)))
}

/// Whether this reader keeps the ballot box: commission and board, while people vote in the room.
#[must_use]
pub fn is_there(found: &Found) -> bool {
    let theirs = found.is(ElectionRole::Commission) || found.is(ElectionRole::TallyBoard);
    let open = matches!(found.election.stage, Stage::Open | Stage::Frozen);
    theirs && open && found.election.protocol.channels.ballot_box
}

/// The election and its box, for its commission and its board while people vote in the room.
async fn desk(ctx: &Ctx, slug: &str, handle: &str) -> Result<(Found, BallotBox), AppError> {
    let found = found(ctx, slug, handle).await?;
    if !is_there(&found) {
        return Err(AppError::NotFound);
    }
    let boxed = ctx.site.polls.boxes().open(handle).await?;
    Ok((found, boxed.ok_or(AppError::NotFound)?))
}

async fn line(ctx: &Ctx, found: &Found, id: Uuid) -> Result<MyLine, AppError> {
    let line = electoral_roll::line(&ctx.site.db, found.election.id, RollLineId(id)).await?;
    line.ok_or(AppError::NotFound)
}

/// Puts on record that a line is about to be shown, before it is.
async fn note(ctx: &Ctx, found: &Found, line: &MyLine) -> Result<(), AppError> {
    let mut tx = ctx.site.db.begin().await?;
    look_up::note(&mut tx, found.election.id, line.id, ctx.now).await?;
    Ok(tx.commit().await?)
}

fn show(ctx: &Ctx, found: &Found, body: impl FnOnce() -> AnyView) -> Response {
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.ballot_box_title());
    shell::page(ctx, &head, || {
        view! {
            {crumbs(t, found, true)}
            {stamp(t, found)}
            <h1>{t.ballot_box_title()}</h1>
            {body()}
        }
    })
}

fn address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/urne")
}

fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/ballot-box/{slug}/{handle}/{act}")
}

fn search(t: T, found: &Found, q: &str, lines: &[MyLine]) -> AnyView {
    let items = lines
        .iter()
        .map(|line| {
            view! {
                <li class="card">
                    {who(line)}
                    <form method="post" action=endpoint(found, "look")>
                        <input type="hidden" name="line" value=line.id.to_string()/>
                        <p>
                            <button class="button quiet">
                                {t.ballot_box_look()}
                                <span class="hidden">" " {names(line)}</span>
                            </button>
                        </p>
                    </form>
                </li>
            }
        })
        .collect_view();
    let none = (!q.is_empty() && lines.is_empty())
        .then(|| view! { <p class="empty" role="status">{t.electoral_search_none()}</p> });
    view! {
        <p class="lead">{t.ballot_box_lead()}</p>
        <form method="get" action=address(found) class="search" role="search">
            <label for="q">{t.electoral_search_what()}</label>
            <div>
                <input id="q" name="q" type="search" value=q.to_owned() autocomplete="off"/>
                <button class="button">{t.electoral_search_button()}</button>
            </div>
        </form>
        <p class="who">{t.ballot_box_journalled()}</p>
        {none}
        <ul class="plain">{items}</ul>
    }
    .into_any()
}

/// What her mark says, and the one thing to do.
fn told(t: T, found: &Found, line: &MyLine, how: How, done: bool) -> AnyView {
    let (class, said) = match how {
        How::None => ("note", t.ballot_box_not_yet()),
        How::Box if done => ("note good", t.ballot_box_done()),
        How::Box => ("note", t.ballot_box_in_box()),
        How::Online => ("note", t.ballot_box_online()),
        How::Post => ("note", t.ballot_box_by_post()),
    };
    let act = (how == How::None).then(|| {
        view! {
            <form method="post" action=endpoint(found, "mark")>
                <input type="hidden" name="line" value=line.id.to_string()/>
                <p>{t.ballot_box_mark_what()}</p>
                <p><button class="button">{t.ballot_box_mark()}</button></p>
            </form>
        }
    });
    view! {
        <section class="card main">
            {who(line)}
            <p class=class role="status"><strong>{said}</strong></p>
            {act}
        </section>
        <p><a href=address(found)>{t.ballot_box_next()}</a></p>
    }
    .into_any()
}

fn names(line: &MyLine) -> String {
    let names: Vec<&str> = line.electors.iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}

fn who(line: &MyLine) -> AnyView {
    let place = format!("{}, {}, {}", line.estate, line.dwelling, line.reference);
    view! {
        <p><strong>{names(line)}</strong></p>
        <p class="who">{place}</p>
    }
    .into_any()
}
