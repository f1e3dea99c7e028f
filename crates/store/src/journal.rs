//! The journal: append-only chains of hashes over what was decided.
//!
//! A row holds a salted hash of the act's data, never the data. Its salt is erased together with
//! the data that it covers; the chain still holds then.

mod append;
mod heads;
mod list;
mod verify;

pub use append::append;
pub use heads::heads;
pub use list::{EntryRow, Head, VERIFIED, all_heads, entries, last_verified};
pub use verify::{Broken, Verified, VerifyError, Whole, Why, chains, verify, verify_all};

pub(crate) use append::{forget, lock};
pub(crate) use verify::{chains_in, verify_in};

use palier_domain::id::{AgreementId, ConsultationId, ElectionId, LandlordId, TextId};

/// The chain of what concerns the whole instance.
pub const INSTANCE: &str = "instance";

/// The chain of what concerns a landlord.
#[must_use]
pub fn of_landlord(landlord: LandlordId) -> String {
    format!("landlord:{landlord}")
}

/// The chain of what concerns a text.
#[must_use]
pub fn of_text(text: TextId) -> String {
    format!("text:{text}")
}

/// The chain of what concerns an election.
#[must_use]
pub fn of_election(election: ElectionId) -> String {
    format!("election:{election}")
}

/// The chain of what concerns a collective agreement.
#[must_use]
pub fn of_agreement(agreement: AgreementId) -> String {
    format!("agreement:{agreement}")
}

/// The chain of what concerns a consultation.
#[must_use]
pub fn of_consultation(consultation: ConsultationId) -> String {
    format!("consultation:{consultation}")
}
