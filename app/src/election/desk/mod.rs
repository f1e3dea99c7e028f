//! The desk of the election officer: preparing an election, settling its protocol, announcing it.

pub mod advance;
pub mod form;
pub mod index;
pub mod keys;
pub mod members;
pub mod online;
pub mod protocol;
pub mod save;
pub mod typed;

use crate::site::access::Desk;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::account::role::Role;
use palier_store::election::{self, Election};

/// Who has this desk.
pub const ROLES: &[Role] = &[Role::ElectionOfficer];

/// The landlord's election of a handle.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn held(ctx: &Ctx, desk: &Desk, handle: &str) -> Result<Election, AppError> {
    let found = election::by_handle(&ctx.site.db, handle).await?;
    found
        .filter(|election| election.landlord_id == desk.landlord.id)
        .ok_or(AppError::NotFound)
}

/// The address of an election's protocol at the desk.
#[must_use]
pub fn address(desk: &Desk, election: &Election) -> String {
    format!(
        "/{}/gestion/election/{}/protocole",
        desk.landlord.slug, election.handle
    )
}
