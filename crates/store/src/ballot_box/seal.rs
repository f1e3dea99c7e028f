//! What is sealed with a box, and never changes.

use super::mark::How;
use crate::batch::insert;
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::fmt;
use uuid::Uuid;

/// Everything that makes a box.
#[derive(Clone, Debug)]
pub struct Sealing {
    /// The archive up to its setup.
    pub start: Start,
    /// When votes are taken from.
    pub opens_at: DateTime<Utc>,
    /// When they are no longer taken.
    pub closes_at: DateTime<Utc>,
    /// How votes are taken and published.
    pub rules: Rules,
    /// What the booth shows.
    pub about: About,
    /// The register, in any order: it is kept in another, which tells nothing.
    pub register: Vec<Line>,
    /// When it is sealed.
    pub now: DateTime<Utc>,
}

/// The first bytes of the archive, read and checked by whoever knows the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Header, election, trustees, credentials and the Setup event.
    pub bytes: Vec<u8>,
    /// The time that every record of the archive repeats, in seconds since 1970.
    pub seconds: i64,
    /// The hash of the Setup event, in hexadecimal.
    pub head: String,
}

/// How votes are taken and published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether a voter may vote again, the last vote counting.
    pub revoting: bool,
    /// Minutes after closing for voters whose codes were accepted before it.
    pub grace_minutes: u16,
    /// Minutes between publications.
    pub publication_minutes: u16,
    /// Ballots that are published together at least, but for the last time.
    pub least_published: u16,
    /// Sites that host the same booth and may cast, as `https://amicale.example.org`.
    pub origins: Vec<String>,
}

/// Whether an election elects anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// It does.
    Binding,
    /// It copies one that does, with invented electors.
    Rehearsal,
    /// It shows visitors how one votes.
    Demo,
    /// It elects nobody: a question is decided.
    Consultation,
}

/// What the booth shows of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The title.
    pub title: String,
    /// The landlord's name.
    pub landlord: String,
    /// The landlord's part of addresses.
    pub slug: String,
    /// Whether it elects anybody.
    pub kind: Kind,
    /// The lists in the drawn order, as in the election's question.
    pub lists: Vec<BallotList>,
    /// Where a voter finds help, and the paper channel.
    pub help: Help,
}

/// A list as the booth shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotList {
    /// Its title.
    pub title: String,
    /// Its affiliation, as the ballot paper prints it.
    pub affiliation: String,
}

/// Where a voter finds help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// Telephone of the help desk.
    pub phone: String,
    /// Where one may go.
    pub place: String,
}

/// One line of the register.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// A random identifier that holds no time: its order is that in which the register is kept.
    pub id: Uuid,
    /// The link tag that takes both codes to make again.
    pub tag: [u8; 32],
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line(..)")
    }
}

/// What was sealed with a box.
#[derive(Clone, sqlx::FromRow)]
pub struct Sealed {
    /// The election's identifier.
    pub handle: String,
    /// The time that every record of the archive repeats, in seconds since 1970.
    pub seconds: i64,
    /// When votes are taken from.
    pub opens_at: DateTime<Utc>,
    /// When they are no longer taken.
    pub closes_at: DateTime<Utc>,
    /// How votes are taken and published.
    pub rules: Json<Rules>,
    /// What the booth shows.
    pub about: Json<About>,
    /// The secret that promises are signed with: 32 random bytes, made at sealing.
    pub promise_key: Vec<u8>,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("handle", &self.handle)
            .finish_non_exhaustive()
    }
}

/// Writes a box that was not there before.
pub(super) async fn write(db: &Db, handle: &str, sealing: Sealing) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    let there = maybe!(tx.on() => (String,), "SELECT handle FROM sealed")?;
    if there.is_some() {
        return Err(StoreError::Conflict("the election has a box already"));
    }
    let Sealing { start, now, .. } = sealing;
    let size = i64::try_from(start.bytes.len()).map_err(StoreError::other)?;
    let sealed = Sealed {
        handle: handle.to_owned(),
        seconds: start.seconds,
        opens_at: sealing.opens_at,
        closes_at: sealing.closes_at,
        rules: Json(sealing.rules),
        about: Json(sealing.about),
        promise_key: ids::random::<32>().to_vec(),
        sealed_at: now,
    };
    keep(&mut tx, &sealed).await?;
    run!(
        tx.on(),
        "INSERT INTO published (height, start, bytes) VALUES (0, 0, $1)",
        start.bytes.as_slice(),
    )?;
    run!(
        tx.on(),
        "INSERT INTO board (id, size, ballots, late, height, head, published_at, tidy)
         VALUES (1, $1, 0, 0, 0, $2, $3, TRUE)",
        size,
        start.head.as_str(),
        now,
    )?;
    run!(
        tx.on(),
        "INSERT INTO head (height, hash, size, published_at) VALUES (0, $1, $2, $3)",
        start.head.as_str(),
        size,
        now,
    )?;
    let mut register = sealing.register;
    // Random identifiers: the order of the roll is gone.
    register.sort_unstable_by_key(|line| line.id);
    insert!(
        tx,
        "INSERT INTO mark (line, tag, how)",
        "",
        register,
        |line| line.id,
        &line.tag[..],
        How::None,
    );
    tx.commit().await
}

/// Writes what is sealed.
pub(super) async fn keep(tx: &mut Tx, sealed: &Sealed) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO sealed
            (id, handle, seconds, opens_at, closes_at, rules, about, promise_key, sealed_at)
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)",
        sealed.handle.as_str(),
        sealed.seconds,
        sealed.opens_at,
        sealed.closes_at,
        &sealed.rules,
        &sealed.about,
        sealed.promise_key.as_slice(),
        sealed.sealed_at,
    )
    .map(drop)
}

/// What was sealed, if anything was.
pub(super) async fn read(db: &Db) -> Result<Option<Sealed>, StoreError> {
    maybe!(
        db.reads() => Sealed,
        "SELECT handle, seconds, opens_at, closes_at, rules, about, promise_key, sealed_at
         FROM sealed",
    )
}
