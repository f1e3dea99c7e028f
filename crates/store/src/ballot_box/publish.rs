//! Publications: all that waits moves to the board, in the order of the tracking numbers.

use super::{BOARD, BallotBox, Board, tidy};
use crate::dispatch::{On, all, one, run};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};

/// A publication under way: no vote is taken meanwhile. Dropped, it leaves no trace.
#[derive(Debug)]
pub struct Publication<'a> {
    boxed: &'a BallotBox,
    tx: Tx,
    board: Board,
    last: String,
}

/// A ballot that waits.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    /// Its tracking number.
    pub tracking: String,
    /// The credential that signed it.
    pub credential: String,
    /// Its bytes.
    pub ballot: Vec<u8>,
}

/// An event that the archive grows by.
#[derive(Clone, PartialEq, Eq)]
pub struct Published {
    /// Its tracking number and credential, if it is a ballot.
    pub ballot: Option<(String, String)>,
    /// The records and the event, as the archive keeps them.
    pub bytes: Vec<u8>,
}

/// Ballots read at a time: some hundreds of kilobytes.
const CHUNK: i64 = 100;

impl BallotBox {
    /// How many ballots wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&self) -> Result<i64, StoreError> {
        let waiting = one!(self.db.reads() => (i64,), "SELECT COUNT(*) FROM pending")?;
        Ok(waiting.0)
    }

    /// Begins a publication.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publish(&self) -> Result<Publication<'_>, StoreError> {
        let mut tx = self.begin_alone().await?;
        let board = one!(tx.on() => Board, BOARD)?;
        Ok(Publication {
            boxed: self,
            tx,
            board,
            last: String::new(),
        })
    }
}

impl Publication<'_> {
    /// How far the board has come.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// How many ballots wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting(&mut self) -> Result<i64, StoreError> {
        let waiting = one!(self.tx.on() => (i64,), "SELECT COUNT(*) FROM pending")?;
        Ok(waiting.0)
    }

    /// The next ballots that wait, in the order of their tracking numbers; none after the last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Vec<Waiting>, StoreError> {
        let found = all!(
            self.tx.on() => Waiting,
            "SELECT tracking, credential, ballot FROM pending
             WHERE tracking > $1 ORDER BY tracking LIMIT $2",
            self.last.as_str(),
            CHUNK,
        )?;
        if let Some(last) = found.last() {
            self.last.clone_from(&last.tracking);
        }
        Ok(found)
    }

    /// Adds an event to the archive.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add(&mut self, event: &Published) -> Result<(), StoreError> {
        let (tracking, credential) = match &event.ballot {
            Some((tracking, credential)) => (Some(tracking.as_str()), Some(credential.as_str())),
            None => (None, None),
        };
        let height = self.board.height + 1;
        run!(
            self.tx.on(),
            "INSERT INTO published (height, start, tracking, credential, bytes)
             VALUES ($1, $2, $3, $4, $5)",
            height,
            self.board.size,
            tracking,
            credential,
            event.bytes.as_slice(),
        )?;
        self.board.height = height;
        self.board.size += i64::try_from(event.bytes.len()).map_err(StoreError::other)?;
        self.board.ballots += i64::from(tracking.is_some());
        Ok(())
    }

    /// Ends the publication: the board has a new head, and the box is empty. With `frozen`, no vote
    /// is taken any more.
    ///
    /// The register is written anew in the same transaction, so that every row of it bears the same
    /// number; then what deletions left behind is wiped.
    ///
    /// # Errors
    /// When the database fails; after [`StoreError::Unavailable`] of the wiping alone, the
    /// publication stands and the wiping is done when the box is next published or opened.
    pub async fn finish(
        mut self,
        head: &str,
        now: DateTime<Utc>,
        frozen: bool,
    ) -> Result<Board, StoreError> {
        let tx = &mut self.tx;
        let empty = empty(tx);
        run!(tx.on(), empty)?;
        let at = &mut self.board;
        at.head = head.to_owned();
        at.published_at = now;
        at.frozen_at = at.frozen_at.or(frozen.then_some(now));
        at.tidy = false;
        run!(
            tx.on(),
            "UPDATE board SET size = $1, ballots = $2, height = $3, head = $4,
                published_at = $5, frozen_at = $6, tidy = FALSE",
            at.size,
            at.ballots,
            at.height,
            head,
            now,
            at.frozen_at,
        )?;
        run!(
            tx.on(),
            "INSERT INTO head (height, hash, size, published_at) VALUES ($1, $2, $3, $4)",
            at.height,
            head,
            at.size,
            now,
        )?;
        tidy::renew(tx).await?;
        self.tx.commit().await?;
        self.boxed.wipe().await?;
        self.board.tidy = true;
        Ok(self.board)
    }
}

/// How the box is emptied.
fn empty(tx: &mut Tx) -> &'static str {
    match tx.on() {
        On::Sqlite(_) => "DELETE FROM pending",
        // New files: rows that were deleted would stay in the old one.
        On::Postgres(_) => "TRUNCATE pending",
    }
}
