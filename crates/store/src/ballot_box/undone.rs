//! What is written in a box and not kept yet.

use super::BallotBox;
use crate::{StoreError, Tx};

/// What was done in a box, until it is kept; dropped, it leaves no trace.
///
/// An act of an operator is journalled in the main database first and kept here then: whoever is
/// stopped in between leaves an entry of what never came to be, and never the other way round.
#[derive(Debug)]
#[must_use = "dropped, nothing was done"]
pub struct Undone<T> {
    tx: Tx,
    outcome: T,
}

impl<T> Undone<T> {
    pub(super) fn new(tx: Tx, outcome: T) -> Self {
        Self { tx, outcome }
    }

    /// What it will have come to.
    pub fn outcome(&self) -> &T {
        &self.outcome
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the database fails; then nothing was done.
    pub async fn keep(self) -> Result<T, StoreError> {
        self.tx.commit().await?;
        Ok(self.outcome)
    }
}

impl BallotBox {
    /// Waits until what others have begun in the box is kept or dropped: whoever holds the election
    /// in the main database reads the whole of what is journalled then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quiet(&self) -> Result<(), StoreError> {
        self.begin_alone().await.map(drop)
    }
}
