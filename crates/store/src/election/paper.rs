//! Votes on paper: envelopes as they come, two counts of them, and what is settled.
//!
//! Whose envelope it is and who voted how stand in the election's box; here are numbers alone.
//! Whoever changes either holds the election's row, so a count is settled over envelopes that stay.

mod received;
mod settle;
mod sheet;

pub use palier_domain::election::paper::count::PaperOutcome;
pub use received::{note_entered, note_received, note_taken_back, received};
pub use settle::{Settlement, outcome, reopen, settle, settlements};
pub use sheet::{Sent, Sheets, send, sheets};

use super::held;
use crate::dispatch::{maybe, one};
use crate::{StoreError, Tx};
use palier_domain::election::paper::count::SheetFault;
use palier_domain::election::paper::envelope::may_open;
use palier_domain::id::ElectionId;

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Paper is counted after the online freeze and before the online result is known.
    #[error("paper is not counted at this stage")]
    Stage,
    /// The count of paper is settled.
    #[error("the count of paper is settled")]
    Settled,
    /// The count of paper is not settled.
    #[error("the count of paper is not settled")]
    NotSettled,
    /// Holders of the key decrypt the online tally: paper is not counted again beside its result.
    #[error("the online tally is being decrypted")]
    Decrypting,
    /// This operator sent her count already.
    #[error("this operator sent her count already")]
    SentAlready,
    /// Two others did.
    #[error("two operators sent their counts already")]
    TwoSent,
    /// Two operators must send their counts before.
    #[error("two operators have not sent their counts yet")]
    NotBothSent,
    /// A figure is changed that both operators counted alike.
    #[error("a figure is changed that both operators counted alike")]
    BothAgree,
    /// Something differs, so a reason is needed.
    #[error("something differs, and nobody said why")]
    ReasonNeeded,
    /// The figures stand for nothing.
    #[error(transparent)]
    Fault(#[from] SheetFault),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Holds an election whose paper is being counted; gives the round, from 1.
///
/// # Errors
/// [`PaperError::Stage`] or [`PaperError::Settled`].
pub async fn open(tx: &mut Tx, election: ElectionId) -> Result<i64, PaperError> {
    if !may_open(held(tx, election).await?.stage) {
        return Err(PaperError::Stage);
    }
    if settled_round(tx, election).await?.is_some() {
        return Err(PaperError::Settled);
    }
    let (rounds,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM paper_settlement WHERE election_id = $1",
        election,
    )?;
    Ok(rounds + 1)
}

/// Whether the count of paper is settled; the election is held, so it stays so meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn is_settled(tx: &mut Tx, election: ElectionId) -> Result<bool, StoreError> {
    held(tx, election).await?;
    Ok(settled_round(tx, election).await?.is_some())
}

/// The round whose settlement stands.
async fn settled_round(tx: &mut Tx, election: ElectionId) -> Result<Option<i64>, StoreError> {
    let found = maybe!(
        tx.on() => (i64,),
        "SELECT round FROM paper_settlement WHERE election_id = $1 AND reopened_at IS NULL",
        election,
    )?;
    Ok(found.map(|(round,)| round))
}
