//! Amendments of the charter: those of its first version, up to its adoption by the colleges, then
//! those of the version that is open, at every step that it knows.

mod adoption;
mod cast;
mod course;
mod fates;
mod file;
mod followed;
mod story;
mod votes;
mod words;

use super::discussion::Authors;
use crate::cli::Failure;
use cast::Ground;
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, AssociationId, LandlordId, TextId, VersionId};
use palier_store::Tx;
use std::collections::HashMap;

/// Where amendments are made, and who treats them.
pub struct Place<'a> {
    /// With whom.
    pub landlord: LandlordId,
    /// The charter.
    pub text: TextId,
    /// Rules on them and edits the merge draft.
    pub facilitator: AccountId,
    /// Decides of appeals.
    pub guarantor: AccountId,
    /// Speaks for the landlord.
    pub staff: AccountId,
    /// The associations by their short names.
    pub associations: &'a HashMap<String, AssociationId>,
}

/// When the first version was published.
///
/// # Errors
/// When a file of the demonstration cannot be read.
pub fn published() -> Result<DateTime<Utc>, Failure> {
    Ok(file::past()?.calendar.published)
}

/// Brings the first version to its adoption and opens the text again; gives the open version.
///
/// # Errors
/// When the database refuses, or a file of the demonstration cannot be read.
pub async fn adopted(
    tx: &mut Tx,
    place: &Place<'_>,
    first: VersionId,
    authors: &Authors,
) -> Result<VersionId, Failure> {
    course::make(tx, place, first, authors).await
}

/// Makes the amendments of the open version, in the order of the files.
///
/// # Errors
/// When the database refuses, or a file of the demonstration cannot be read.
pub async fn make(
    tx: &mut Tx,
    place: &Place<'_>,
    version: VersionId,
    authors: &Authors,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let past = file::past()?;
    let ground = Ground::of(tx, place, authors, &past, version).await?;
    ground.tell_all(tx, &file::open()?, now).await?;
    Ok(())
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's amendments: {error}"))
}
