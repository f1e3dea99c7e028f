//! The desk of those who hold consultations: the question, its rules, its colleges, who holds the key.

pub mod college;
pub mod form;
pub mod holder;
pub mod index;
pub mod one;
pub mod typed;

use super::load::Found;
use palier_domain::account::role::Role;

/// Who has this desk.
pub const ROLES: &[Role] = &[Role::ElectionOfficer, Role::Facilitator];

/// The address of a consultation at the desk.
#[must_use]
pub fn address(found: &Found) -> String {
    desk_address(&found.landlord.slug, &found.asked.handle)
}

fn desk_address(slug: &str, handle: &str) -> String {
    format!("/{slug}/gestion/consultations/{handle}")
}
