//! The box as it was when the vote ended: hashed, counted, and put on record.

use crate::site::state::Site;
use palier_store::StoreError;
use palier_store::ballot_box::BallotBox;
use palier_store::election::Election;
use palier_store::election::freeze::{Freeze, keep, of};
use sha2::{Digest as _, Sha256};

/// Puts on record how a frozen box stands; done before, nothing is done.
///
/// # Errors
/// When a database fails.
pub async fn record(site: &Site, election: &Election, boxed: &BallotBox) -> Result<(), StoreError> {
    if of(&site.db, election.id).await?.is_some() {
        return Ok(());
    }
    let board = boxed.board().await?;
    let sha256 = hash(boxed, board.size).await?;
    let Some(freeze) = Freeze::of(board, boxed.count().await?, sha256) else {
        return Ok(());
    };
    if !freeze.agrees() {
        tracing::error!(
            election = %election.handle, marks = freeze.marks, voters = freeze.voters,
            "marks and ballots differ"
        );
    }
    let mut tx = site.db.begin().await?;
    keep(&mut tx, election.id, &freeze, site.clock.now()).await?;
    tx.commit().await
}

/// The SHA-256 of so many bytes of an archive, in hexadecimal.
async fn hash(boxed: &BallotBox, size: i64) -> Result<String, StoreError> {
    let (mut hash, mut at) = (Sha256::new(), 0);
    while at < size {
        for piece in boxed.archive_from(at).await? {
            let room = usize::try_from(size - at).unwrap_or(0);
            let bytes = &piece.bytes[..piece.bytes.len().min(room)];
            hash.update(bytes);
            at += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        }
    }
    let digest = hash.finalize();
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}
