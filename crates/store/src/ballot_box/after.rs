//! The archive after the vote: the tally, what was decrypted of it, the result.

use super::{BOARD, BallotBox, Board};
use crate::StoreError;
use crate::dispatch::{all, one, run};
use chrono::{DateTime, Utc};

impl BallotBox {
    /// The events that are no ballots, the setup first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn steps(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let found = all!(
            self.db.reads() => (Vec<u8>,),
            "SELECT bytes FROM published WHERE tracking IS NULL ORDER BY height",
        )?;
        Ok(found.into_iter().map(|(bytes,)| bytes).collect())
    }

    /// Adds events after the end of the vote: all of them or none. `from` is the head that they
    /// were made for and `to` the one that they give; done twice, it is done once.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the vote has not ended, or the archive went on otherwise.
    pub async fn extend(
        &self,
        from: &str,
        events: &[Vec<u8>],
        to: &str,
        now: DateTime<Utc>,
    ) -> Result<Board, StoreError> {
        let mut tx = self.begin_alone().await?;
        let mut board = one!(tx.on() => Board, BOARD)?;
        if board.frozen_at.is_none() {
            return Err(StoreError::Conflict("the vote has not ended"));
        }
        if board.head == to {
            return Ok(board);
        }
        if board.head != from {
            return Err(StoreError::Conflict("the archive went on otherwise"));
        }
        for bytes in events {
            board.height += 1;
            run!(
                tx.on(),
                "INSERT INTO published (height, start, bytes) VALUES ($1, $2, $3)",
                board.height,
                board.size,
                bytes.as_slice(),
            )?;
            board.size += i64::try_from(bytes.len()).map_err(StoreError::other)?;
        }
        to.clone_into(&mut board.head);
        board.published_at = now;
        run!(
            tx.on(),
            "UPDATE board SET size = $1, height = $2, head = $3, published_at = $4",
            board.size,
            board.height,
            to,
            now,
        )?;
        run!(
            tx.on(),
            "INSERT INTO head (height, hash, size, published_at) VALUES ($1, $2, $3, $4)",
            board.height,
            to,
            board.size,
            now,
        )?;
        tx.commit().await?;
        Ok(board)
    }
}
