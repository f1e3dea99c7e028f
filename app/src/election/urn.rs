//! What the board shows, read from the box.

use super::vote::poll::of_handle;
use super::vote::publish::next_due;
use crate::site::{context::Ctx, error::AppError};
use chrono::{DateTime, Utc};

/// Tracking numbers on a page.
const PAGE: i64 = 50;

/// The board, with a page of its numbers and the answer to a search.
#[derive(Clone, Debug)]
pub struct Urn {
    /// Ballots in the archive so far.
    pub ballots: i64,
    /// The hash that commits to all of it.
    pub head: String,
    /// When it was published last.
    pub published_at: DateTime<Utc>,
    /// When waiting ballots are published next; never after the vote has ended.
    pub next_at: Option<DateTime<Utc>>,
    /// Which page of the numbers, from 1.
    pub page: i64,
    /// The numbers of the page, in their order.
    pub tracking: Vec<String>,
    /// Whether the number that was asked for is in; nothing was asked otherwise.
    pub found: Option<bool>,
}

impl Urn {
    /// Reads the board of an election.
    ///
    /// # Errors
    /// When the election has no box, or its database does not answer.
    pub async fn read(ctx: &Ctx, handle: &str, asked: &str, page: i64) -> Result<Self, AppError> {
        let poll = of_handle(&ctx.site, handle).await?;
        let board = poll.boxed.board().await?;
        let page = page.clamp(1, pages(board.ballots));
        let tracking = poll.boxed.tracking_numbers((page - 1) * PAGE, PAGE).await?;
        let found = match asked {
            "" => None,
            asked => Some(poll.boxed.is_published(asked).await?),
        };
        Ok(Self {
            next_at: next_due(&poll, &board, ctx.now),
            ballots: board.ballots,
            head: board.head,
            published_at: board.published_at,
            page,
            tracking,
            found,
        })
    }

    /// How many pages the numbers have.
    #[must_use]
    pub fn pages(&self) -> i64 {
        pages(self.ballots)
    }
}

fn pages(ballots: i64) -> i64 {
    ((ballots + PAGE - 1) / PAGE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_on_one_page() {
        assert_eq!([0, 1, 50, 51, 20_000].map(pages), [1, 1, 1, 2, 400]);
    }
}
