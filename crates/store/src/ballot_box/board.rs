//! The public board: heads, tracking numbers, the archive so far.

use super::BallotBox;
use crate::StoreError;
use crate::dispatch::{all, maybe};
use chrono::{DateTime, Utc};

/// The board after a publication.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Height of its last event.
    pub height: i64,
    /// Hash of its last event, in hexadecimal.
    pub hash: String,
    /// Bytes of the archive then.
    pub size: i64,
    /// When.
    pub published_at: DateTime<Utc>,
}

/// Some bytes of the archive.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Piece {
    /// Where they begin.
    pub start: i64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Events read at a time: about half a megabyte.
const CHUNK: i64 = 64;

impl BallotBox {
    /// The heads after the setup and after each publication, the first one first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn heads(&self) -> Result<Vec<Head>, StoreError> {
        all!(
            self.db.reads() => Head,
            "SELECT height, hash, size, published_at FROM head ORDER BY height",
        )
    }

    /// Published tracking numbers in their order, from one place on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tracking_numbers(&self, from: i64, most: i64) -> Result<Vec<String>, StoreError> {
        let found = all!(
            self.db.reads() => (String,),
            "SELECT tracking FROM published WHERE tracking IS NOT NULL
             ORDER BY tracking LIMIT $1 OFFSET $2",
            most,
            from,
        )?;
        Ok(found.into_iter().map(|(tracking,)| tracking).collect())
    }

    /// Whether a ballot is on the board.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_published(&self, tracking: &str) -> Result<bool, StoreError> {
        let found = maybe!(
            self.db.reads() => (i64,),
            "SELECT height FROM published WHERE tracking = $1",
            tracking,
        )?;
        Ok(found.is_some())
    }

    /// Some bytes of the archive, the first of them at or before a place; none past its end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn archive_from(&self, place: i64) -> Result<Vec<Piece>, StoreError> {
        all!(
            self.db.reads() => Piece,
            "SELECT start, bytes FROM published WHERE start >=
                (SELECT MAX(start) FROM published WHERE start <= $1)
             ORDER BY start LIMIT $2",
            place,
            CHUNK,
        )
    }

    /// The archive up to its setup, as it was sealed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setup(&self) -> Result<Vec<u8>, StoreError> {
        let found = maybe!(
            self.db.reads() => (Vec<u8>,),
            "SELECT bytes FROM published WHERE height = 0",
        )?;
        found
            .map(|(bytes,)| bytes)
            .ok_or_else(|| StoreError::Corrupt("a box without a setup".to_owned()))
    }
}
