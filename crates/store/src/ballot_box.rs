//! The ballot box and the register of each election, in a database of its own.
//!
//! On SQLite a box is a file in a folder beside the main one, on PostgreSQL a schema: one can be
//! stopped, kept and destroyed alone, and no row of the main database refers into it.
//!
//! What joins a line of the register and a ballot is held here: a vote marks its line and leaves its
//! ballot in one transaction, so until the next publication the database's own traces (transaction
//! numbers, the log of writes) tell which belong together. A publication moves the waiting ballots
//! to the board in the order of their tracking numbers, writes register and box anew and wipes what
//! deletions left behind. Nothing here holds the time, the order or the origin of a vote.
//!
//! The protocol is not known here: whoever calls has checked a ballot and makes the bytes of the
//! archive.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Sealed: BallotBoxes.create
//!     Sealed --> Sealed: cast, spoil, publish
//!     Sealed --> Frozen: publish, the last time
//!     Frozen --> Frozen: extend
//!     Frozen --> [*]: BallotBoxes.destroy
//! ```

mod after;
mod board;
mod cast;
mod copy;
mod count;
mod envelope;
mod mark;
mod mark_letter;
mod place;
mod publish;
mod seal;
mod tidy;
mod undone;

pub use board::{Head, Piece};
pub use cast::{Answer, Cast, When};
pub use count::Count;
pub use envelope::{Arrived, Entered, Envelope};
pub use mark::How;
pub use mark_letter::MarkLetter;
pub use publish::{Publication, Published, Waiting};
pub use seal::{About, BallotList, Help, Kind, Line, Rules, Sealed, Sealing, Start};
pub use undone::Undone;

use crate::dispatch::{On, one};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use place::Place;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The boxes beside a main database; cheap to clone.
#[derive(Clone, Debug)]
pub struct BallotBoxes(Arc<Boxes>);

#[derive(Debug)]
struct Boxes {
    place: Place,
    open: Mutex<HashMap<String, BallotBox>>,
}

/// The box of one election, open; cheap to clone.
#[derive(Clone, Debug)]
pub struct BallotBox {
    db: Db,
    sealed: Arc<Sealed>,
    /// What casts share and publications hold alone, on PostgreSQL.
    lock: i64,
}

/// How far a board has come.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Board {
    /// Bytes of the archive so far.
    pub size: i64,
    /// Ballots in it.
    pub ballots: i64,
    /// Ballots taken after the hour of closing.
    pub late: i64,
    /// Height of the last event.
    pub height: i64,
    /// Hash of the last event, in hexadecimal.
    pub head: String,
    /// When it was published last, or sealed.
    pub published_at: DateTime<Utc>,
    /// When the vote ended.
    pub frozen_at: Option<DateTime<Utc>>,
    /// Whether what deletions left behind was wiped since.
    pub tidy: bool,
}

impl BallotBoxes {
    /// The boxes beside the database of this address; nothing is opened or made yet.
    ///
    /// # Errors
    /// When the address is that of no file and no server.
    pub fn beside(url: &str) -> Result<Self, StoreError> {
        Ok(Self(Arc::new(Boxes {
            place: Place::beside(url)?,
            open: Mutex::new(HashMap::new()),
        })))
    }

    /// Makes the box of an election, empty; its register is never longer or shorter afterwards.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the election has one already.
    pub async fn create(&self, handle: &str, sealing: Sealing) -> Result<BallotBox, StoreError> {
        let mut open = self.0.open.lock().await;
        let db = self.0.place.make(handle).await?;
        if let Err(error) = seal::write(&db, handle, sealing).await {
            db.close().await;
            return Err(error);
        }
        let made = BallotBox::over(db)
            .await?
            .ok_or(StoreError::Missing("box"))?;
        open.insert(handle.to_owned(), made.clone());
        Ok(made)
    }

    /// The box of an election, if it was sealed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(&self, handle: &str) -> Result<Option<BallotBox>, StoreError> {
        let mut open = self.0.open.lock().await;
        if let Some(found) = open.get(handle) {
            return Ok(Some(found.clone()));
        }
        let Some(db) = self.0.place.reach(handle).await? else {
            return Ok(None);
        };
        let found = BallotBox::over(db).await?;
        // A name is no box: on PostgreSQL it is one of a hash.
        let found = found.filter(|found| found.sealed.handle == handle);
        if let Some(found) = &found {
            open.insert(handle.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// Removes the box of an election with everything in it; done twice, it is done once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroy(&self, handle: &str) -> Result<(), StoreError> {
        let mut open = self.0.open.lock().await;
        if let Some(found) = open.remove(handle) {
            found.db.close().await;
        }
        self.0.place.remove(handle).await
    }

    /// Closes every box that is open.
    pub async fn close(&self) {
        for (_, found) in self.0.open.lock().await.drain() {
            found.db.close().await;
        }
    }
}

impl BallotBox {
    /// The box in a database, if one was sealed there.
    async fn over(db: Db) -> Result<Option<Self>, StoreError> {
        db.migrate_box().await?;
        let Some(sealed) = seal::read(&db).await? else {
            db.close().await;
            return Ok(None);
        };
        let lock = place::lock_of(&sealed.handle);
        let found = Self {
            db,
            sealed: Arc::new(sealed),
            lock,
        };
        // A process may have been killed between a publication and the wiping after it.
        if !found.board().await?.tidy {
            found.wipe().await?;
        }
        Ok(Some(found))
    }

    /// What was sealed.
    #[must_use]
    pub fn sealed(&self) -> &Sealed {
        &self.sealed
    }

    /// How far the board has come.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn board(&self) -> Result<Board, StoreError> {
        one!(self.db.reads() => Board, BOARD)
    }

    /// Begins a transaction beside those of other votes; publications wait for its end.
    async fn begin_shared(&self) -> Result<Tx, StoreError> {
        self.begin_with("SELECT pg_advisory_xact_lock_shared($1)")
            .await
    }

    /// Begins a transaction beside no other.
    async fn begin_alone(&self) -> Result<Tx, StoreError> {
        self.begin_with("SELECT pg_advisory_xact_lock($1)").await
    }

    async fn begin_with(&self, lock: &'static str) -> Result<Tx, StoreError> {
        let mut tx = self.db.begin().await?;
        // On SQLite whoever writes is alone. The lock leaves no trace in any row.
        if let On::Postgres(at) = tx.on() {
            sqlx::query(lock).bind(self.lock).execute(at).await?;
        }
        Ok(tx)
    }
}

const BOARD: &str = "SELECT size, ballots, late, height, head, published_at, frozen_at, tidy
    FROM board";
