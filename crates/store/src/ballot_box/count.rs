//! Marks against ballots: as many voted online as there are voters in the box.

use super::BallotBox;
use crate::StoreError;
use crate::dispatch::one;

/// What a box holds, in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Count {
    /// Lines of the register.
    pub lines: i64,
    /// Lines marked as having voted online.
    pub online: i64,
    /// Lines marked as having voted in the ballot box.
    pub in_box: i64,
    /// Lines marked as having voted by post.
    pub by_post: i64,
    /// Voters whose ballots wait or are published: a voter who voted twice is one.
    pub voters: i64,
    /// Ballots that wait.
    pub waiting: i64,
    /// Ballots on the board.
    pub published: i64,
}

impl Count {
    /// Whether there are as many marks as voters.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.online == self.voters
    }
}

impl BallotBox {
    /// Counts marks and ballots, all at one instant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self) -> Result<Count, StoreError> {
        let mut tx = self.db.snapshot().await?;
        one!(
            tx.on() => Count,
            "SELECT
                (SELECT COUNT(*) FROM mark) AS lines,
                (SELECT COUNT(*) FROM mark WHERE how = 'online') AS online,
                (SELECT COUNT(*) FROM mark WHERE how = 'box') AS in_box,
                (SELECT COUNT(*) FROM mark WHERE how = 'post') AS by_post,
                (SELECT COUNT(*) FROM (
                    SELECT credential FROM pending
                    UNION SELECT credential FROM published WHERE tracking IS NOT NULL) AS v)
                    AS voters,
                (SELECT COUNT(*) FROM pending) AS waiting,
                (SELECT COUNT(*) FROM published WHERE tracking IS NOT NULL) AS published",
        )
    }
}
