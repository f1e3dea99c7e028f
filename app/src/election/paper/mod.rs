//! Votes on paper, for those who count them: envelopes, two counts, letters to a lot of marks.

pub mod bulk;
pub mod compare;
pub mod count;
pub mod envelope;
pub mod figures;
pub mod mark_letter;
pub mod marks;
pub mod mistake;
pub mod overview;
pub mod problem;
pub mod received;
pub mod send;

use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::paper::count::Ground;
use palier_domain::election::paper::envelope::may_note;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::ballot_box::BallotBox;

/// The most that a form of pasted numbers may have, in bytes: some fifty thousand of them.
pub const PASTED: usize = 1024 * 1024;

/// An election whose paper is counted, and its box.
struct Table {
    found: Found,
    boxed: BallotBox,
}

/// Whether this reader has a part in counting paper, and there is paper to count.
#[must_use]
pub fn is_there(found: &Found) -> bool {
    let roles = [
        ElectionRole::ElectionOfficer,
        ElectionRole::Commission,
        ElectionRole::TallyBoard,
    ];
    let channels = found.election.protocol.channels;
    let theirs = roles.iter().any(|role| found.is(*role));
    theirs && (channels.post || channels.ballot_box) && may_note(found.election.stage)
}

/// The election, for those who have a part in counting its paper.
async fn part(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if is_there(&found) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// The election and its box, for a reader who is this in it.
async fn table(ctx: &Ctx, slug: &str, handle: &str, role: ElectionRole) -> Result<Table, AppError> {
    let found = found(ctx, slug, handle).await?;
    if !found.is(role) {
        return Err(AppError::NotFound);
    }
    let boxed = ctx.site.polls.boxes().open(handle).await?;
    let boxed = boxed.ok_or(AppError::NotFound)?;
    Ok(Table { found, boxed })
}

impl Table {
    /// What a count is held against, but for the envelopes that were noted when they came.
    async fn ground(&self, lists: usize) -> Result<Ground, AppError> {
        let count = self.boxed.count().await?;
        let number = |count: i64| u64::try_from(count).map_err(|e| AppError::internal(&e));
        Ok(Ground {
            channels: self.found.election.protocol.channels,
            lists,
            envelopes: self.boxed.envelopes().await?,
            in_box: number(count.in_box)?,
            online: number(count.online)?,
            noted: None,
        })
    }
}

/// The address of the overview; those of the other pages begin with it.
#[must_use]
pub fn address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/depouillement-papier")
}

/// The address of an endpoint.
fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/paper/{slug}/{handle}/{act}")
}

/// A page below the overview.
fn show(
    ctx: &Ctx,
    found: &Found,
    (title, refused): (&str, bool),
    body: impl FnOnce() -> AnyView,
) -> Response {
    let t = ctx.t;
    let head = Head::of(&found.landlord, title).refused(refused);
    shell::page(ctx, &head, || {
        view! {
            {crumbs(t, found, true)}
            {stamp(t, found)}
            <p class="back"><a href=address(found)>{t.paper_desk_title()}</a></p>
            <h1>{title.to_owned()}</h1>
            {body()}
        }
    })
}

/// A number of the domain in the reader's format.
fn number(t: T, count: u64) -> String {
    t.number(i64::try_from(count).unwrap_or(i64::MAX))
}
