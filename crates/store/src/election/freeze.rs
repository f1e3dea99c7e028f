//! How a box was frozen: what anybody compares a copy of the archive with, and whether marks and
//! ballots are as many.

use super::{condition, held};
use crate::ballot_box::{Board, Count};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use serde_json::json;

/// The box as it was when the vote ended.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Freeze {
    /// When.
    pub frozen_at: DateTime<Utc>,
    /// The hash of the last event, in hexadecimal.
    pub head: String,
    /// The SHA-256 of the archive, in hexadecimal.
    pub sha256: String,
    /// Bytes of the archive.
    pub size: i64,
    /// Ballots in it.
    pub ballots: i64,
    /// Lines of the register marked as having voted online.
    pub marks: i64,
    /// Voters whose ballots are in the box.
    pub voters: i64,
    /// Ballots taken in the grace after closing.
    pub late: i64,
}

impl Freeze {
    /// What a frozen board and a count of its box give.
    #[must_use]
    pub fn of(board: Board, count: Count, sha256: String) -> Option<Self> {
        Some(Self {
            frozen_at: board.frozen_at?,
            head: board.head,
            sha256,
            size: board.size,
            ballots: board.ballots,
            marks: count.online,
            voters: count.voters,
            late: board.late,
        })
    }

    /// Whether marks and voters are as many.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.marks == self.voters
    }
}

/// Keeps how a box was frozen, once, and says whether marks and ballots agree: a difference is on
/// record and stops the count.
///
/// # Errors
/// When the database fails, or there is no such election.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    freeze: &Freeze,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    held(tx, election).await?;
    let kept = run!(
        tx.on(),
        "INSERT INTO box_freeze
            (election_id, frozen_at, head, sha256, size, ballots, marks, voters, late)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (election_id) DO NOTHING",
        election,
        freeze.frozen_at,
        freeze.head.as_str(),
        freeze.sha256.as_str(),
        freeze.size,
        freeze.ballots,
        freeze.marks,
        freeze.voters,
        freeze.late,
    )?;
    if kept == 0 {
        return Ok(());
    }
    let data = json!({
        "head": freeze.head, "sha256": freeze.sha256, "size": freeze.size,
        "ballots": freeze.ballots, "marks": freeze.marks, "voters": freeze.voters,
        "late": freeze.late,
    });
    let act = match freeze.agrees() {
        true => "box.frozen",
        false => "box.marks_differ",
    };
    let chain = journal::of_election(election);
    journal::append(tx, &chain, act, Some(election.0), &data, now).await?;
    if freeze.agrees() {
        let note = format!("{}/{}", freeze.voters, freeze.marks);
        condition::declare(tx, election, Condition::MarksMatchBallots, &note, now).await?;
    }
    Ok(())
}

/// How the box of an election was frozen, once it was.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Option<Freeze>, StoreError> {
    maybe!(
        db.reads() => Freeze,
        "SELECT frozen_at, head, sha256, size, ballots, marks, voters, late FROM box_freeze
         WHERE election_id = $1",
        election,
    )
}
