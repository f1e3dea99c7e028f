//! The electoral roll: the officer's desk, each person's own line, and the public counts.

pub mod act;
pub mod ask;
pub mod decide;
pub mod desk;
pub mod enter;
pub mod files;
pub mod mine;
pub mod problem;
pub mod public;
pub mod request;
mod say;
pub mod space;

use crate::election::load::Found;
use palier_domain::account::role::Role;

/// Who makes and corrects a roll.
pub const ROLES: &[Role] = &[Role::ElectionOfficer];

/// The most that a file of occupants may have, in bytes: some 20,000 lines.
pub const MOST: usize = 4 * 1024 * 1024;

/// The most that is read of a request, so that a file that is too large gets its page.
pub const READ: usize = 4 * MOST;

/// The address of the desk's page.
#[must_use]
pub fn desk_address(found: &Found) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/{slug}/gestion/election/{handle}/liste-electorale")
}

/// The address of an endpoint.
#[must_use]
fn endpoint(found: &Found, act: &str) -> String {
    let (slug, handle) = (&found.landlord.slug, &found.election.handle);
    format!("/api/electoral-roll/{slug}/{handle}/{act}")
}
