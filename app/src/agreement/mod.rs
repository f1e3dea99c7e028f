//! Local collective agreements (law no 86-1290, article 42): read by all, answered in writing by the
//! tenants concerned, kept by the landlord's desk.

pub mod answer;
pub mod card;
pub mod desk;
pub mod index;
pub mod load;
mod mine;
pub mod page;
pub mod problem;
pub mod say;
pub mod slip;
mod tally;

use palier_domain::id::AgreementId;

/// The public page of an agreement.
#[must_use]
pub fn address(slug: &str, id: AgreementId) -> String {
    format!("/{slug}/accords/{id}")
}
