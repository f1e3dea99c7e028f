//! After the vote: the box is frozen, its ballots are added up under encryption, holders of the key
//! decrypt the sum alone, paper joins, seats are shared.
//!
//! The archive goes on in the box, and the same archive gives the same tally and the same result: a
//! process that is killed anywhere leaves what another one takes up.

pub mod ask;
pub mod count;
pub mod decryption;
pub mod desk;
pub mod freeze;
pub mod hand_in;
pub mod job;
pub mod lots;
mod online;
pub mod page;
pub mod problem;
pub mod result;
mod share;
mod sum;
pub mod summed;
pub mod tally;
mod waits;
mod walk;
pub mod words;

use crate::election::load::{Found, found};
use crate::election::vote::Polls;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::state::Site;
use palier_ballots::{Error, Refusal};
use palier_domain::election::stage::step::ElectionRole;
use palier_store::{Clock, Db, StoreError};

/// The most that a holder's part may have, in bytes.
pub const MOST: usize = 256 * 1024;

/// What the end of a vote works with.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The database.
    pub db: &'a Db,
    /// The boxes.
    pub polls: &'a Polls,
    /// The hour that is written down.
    pub clock: &'a Clock,
}

impl<'a> From<&'a Site> for Ground<'a> {
    fn from(site: &'a Site) -> Self {
        Self {
            db: &site.db,
            polls: &site.polls,
            clock: &site.clock,
        }
    }
}

/// Why ballots are not added up, or a result is not opened.
#[derive(Debug, thiserror::Error)]
pub enum ClosingError {
    /// The archive is not right.
    #[error("the archive is refused: {0}")]
    Refused(Refusal),
    /// A record of it cannot be read or made.
    #[error("the archive cannot go on: {0}")]
    Archive(#[from] Error),
    /// It is not where this step needs it to be.
    #[error("{0}")]
    NotNow(&'static str),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The work was given up.
    #[error("the work was given up: {0}")]
    GivenUp(String),
}

/// The election, for its tally board; for others there is nothing here.
async fn found_for_board(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.is(ElectionRole::TallyBoard) {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// The address of an endpoint.
fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/closing/{slug}/{handle}/{act}")
}
