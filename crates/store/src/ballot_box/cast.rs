//! Votes: a mark and a waiting ballot, together or not at all.

use super::{BOARD, BallotBox, Board, How};
use crate::dispatch::{maybe, one, run};
use crate::{StoreError, Tx};
use std::fmt;

/// A ballot whose proofs hold, of a listed credential.
#[derive(Clone, PartialEq, Eq)]
pub struct Cast {
    /// The link tag that its codes make.
    pub tag: [u8; 32],
    /// Its tracking number.
    pub tracking: String,
    /// The credential that signed it.
    pub credential: String,
    /// Its bytes.
    pub ballot: Vec<u8>,
    /// When it came.
    pub when: When,
}

/// When a ballot came, by the clock of whoever calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// While the vote was open.
    InTime,
    /// After the hour of closing, with codes that were accepted before it.
    Late,
    /// Too late, or too soon: only what was taken before is answered.
    Outside,
}

impl fmt::Debug for Cast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cast(..)")
    }
}

/// What became of a ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is in the box, on the disk: now, or since it came before.
    Kept {
        /// The head of the board when it was taken, in hexadecimal.
        head: String,
    },
    /// No line of the register has this tag.
    Unknown,
    /// The line voted already.
    Used,
    /// The ballot was opened for an audit.
    Spoiled,
    /// No vote is taken now.
    Frozen,
}

impl BallotBox {
    /// Takes ballots, all of them in one transaction; answers once it is on the disk.
    ///
    /// An answer stands at the place of its ballot. The same bytes again are answered the same.
    ///
    /// # Errors
    /// When the database fails; then none was taken.
    pub async fn cast(&self, casts: &[Cast]) -> Result<Vec<Answer>, StoreError> {
        let mut order: Vec<usize> = (0..casts.len()).collect();
        // Two processes that take the same lines wait for each other in one order, never in a ring.
        order.sort_unstable_by_key(|at| casts[*at].tag);
        let mut answers = vec![Answer::Frozen; casts.len()];
        let mut tx = self.begin_shared().await?;
        let board = one!(tx.on() => Board, BOARD)?;
        let mut late = 0_i64;
        for at in order {
            let cast = &casts[at];
            let (answer, taken) = self.take(&mut tx, &board, cast).await?;
            answers[at] = answer;
            late += i64::from(taken && cast.when == When::Late);
        }
        if late > 0 {
            run!(tx.on(), "UPDATE board SET late = late + $1", late)?;
        }
        tx.commit().await?;
        Ok(answers)
    }

    /// Takes one ballot; says whether it is new.
    async fn take(
        &self,
        tx: &mut Tx,
        board: &Board,
        cast: &Cast,
    ) -> Result<(Answer, bool), StoreError> {
        let known = maybe!(
            tx.on() => (How,),
            "SELECT how FROM mark WHERE tag = $1",
            &cast.tag[..],
        )?;
        if known.is_none() {
            return Ok((Answer::Unknown, false));
        }
        if let Some(head) = head_of(tx, board, &cast.tracking).await? {
            return Ok((Answer::Kept { head }, false));
        }
        if board.frozen_at.is_some() || cast.when == When::Outside {
            return Ok((Answer::Frozen, false));
        }
        if is_spoiled(tx, &cast.tracking).await? {
            return Ok((Answer::Spoiled, false));
        }
        if !self.claim(tx, cast).await? {
            // Another process may have taken the same bytes meanwhile.
            let answer = match head_of(tx, board, &cast.tracking).await? {
                Some(head) => Answer::Kept { head },
                None => Answer::Used,
            };
            return Ok((answer, false));
        }
        run!(
            tx.on(),
            "INSERT INTO pending (tracking, credential, ballot) VALUES ($1, $2, $3)",
            cast.tracking.as_str(),
            cast.credential.as_str(),
            cast.ballot.as_slice(),
        )?;
        let head = board.head.clone();
        Ok((Answer::Kept { head }, true))
    }

    /// Marks the line of a ballot; says whether it may vote.
    ///
    /// Where one may vote again, the earlier ballot must be on the board: a promise was given for
    /// it.
    async fn claim(&self, tx: &mut Tx, cast: &Cast) -> Result<bool, StoreError> {
        let revoting = self.sealed.rules.revoting;
        let marked = run!(
            tx.on(),
            "UPDATE mark SET how = 'online'
             WHERE tag = $1 AND (how = 'none' OR (how = 'online' AND $2))",
            &cast.tag[..],
            revoting,
        )?;
        if marked == 0 {
            return Ok(false);
        }
        let earlier = maybe!(
            tx.on() => (String,),
            "SELECT tracking FROM pending WHERE credential = $1",
            cast.credential.as_str(),
        )?;
        Ok(earlier.is_none())
    }

    /// Registers a tracking number whose ballot is never to be cast; says whether it may be opened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn spoil(&self, tracking: &str) -> Result<bool, StoreError> {
        let mut tx = self.begin_shared().await?;
        let board = one!(tx.on() => Board, BOARD)?;
        if board.frozen_at.is_some() || head_of(&mut tx, &board, tracking).await?.is_some() {
            return Ok(false);
        }
        run!(
            tx.on(),
            "INSERT INTO spoiled (tracking) VALUES ($1) ON CONFLICT (tracking) DO NOTHING",
            tracking,
        )?;
        tx.commit().await?;
        Ok(true)
    }

    /// Whether a tracking number was registered as spoiled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_spoiled(&self, tracking: &str) -> Result<bool, StoreError> {
        let found = maybe!(self.db.reads() => (String,), SPOILED, tracking)?;
        Ok(found.is_some())
    }
}

const SPOILED: &str = "SELECT tracking FROM spoiled WHERE tracking = $1";

async fn is_spoiled(tx: &mut Tx, tracking: &str) -> Result<bool, StoreError> {
    let found = maybe!(tx.on() => (String,), SPOILED, tracking)?;
    Ok(found.is_some())
}

/// The head under which a ballot was taken, if it was.
///
/// A ballot that waits was taken under the present one, since a publication takes all that wait; a
/// published one under the head before its publication. So nothing needs to be kept of a cast.
async fn head_of(tx: &mut Tx, board: &Board, tracking: &str) -> Result<Option<String>, StoreError> {
    let waits = maybe!(
        tx.on() => (String,),
        "SELECT tracking FROM pending WHERE tracking = $1",
        tracking,
    )?;
    if waits.is_some() {
        return Ok(Some(board.head.clone()));
    }
    let found = maybe!(
        tx.on() => (String,),
        "SELECT h.hash FROM published p JOIN head h ON h.height < p.height
         WHERE p.tracking = $1 ORDER BY h.height DESC LIMIT 1",
        tracking,
    )?;
    Ok(found.map(|(head,)| head))
}
