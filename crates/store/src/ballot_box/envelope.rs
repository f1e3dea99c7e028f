//! Postal envelopes on the table of the tally board, once no vote is taken online any more.
//!
//! What becomes of an envelope and the mark of its line are written in one transaction.

use super::{BOARD, BallotBox, Board, How, Undone};
use crate::dispatch::{all, maybe, one, run};
use crate::{StoreError, Tx};
use palier_domain::election::paper::envelope::{Envelopes, Seen, Verdict, judge};
use uuid::Uuid;

/// An envelope that was entered.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Envelope {
    /// Its number, from 1, as envelopes are entered.
    pub number: i64,
    /// Its line of the register; nothing for somebody who is not on the roll.
    pub line: Option<Uuid>,
    /// The number that stands on it.
    pub typed: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// An envelope to enter.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Its line of the register; nothing for somebody who is not on the roll.
    pub line: Option<Uuid>,
    /// The number that stands on it; may be empty for somebody who is not on the roll.
    pub typed: String,
    /// What the board sees.
    pub seen: Seen,
    /// Whether it is another one than the one that was entered before with the same number.
    pub another: bool,
    /// How many with the same number were entered when the operator said so: a form that is sent
    /// twice enters one. Nothing where nobody else can send it again.
    pub known: Option<i64>,
}

/// What entering an envelope gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// It is entered now.
    Now(Envelope),
    /// One with this number was entered before; nothing is changed.
    Before(Envelope),
}

/// An envelope that was taken back, and the number of the one that counts in its place.
pub type TakenBack = (Envelope, Option<i64>);

const COLUMNS: &str = "SELECT number, line, typed, verdict FROM envelope";

impl BallotBox {
    /// Enters envelopes, all or none: each that is in order marks its line, once.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] before the vote is frozen, and [`StoreError::Missing`] for a line
    /// that is not in the register.
    pub async fn enter_envelopes(
        &self,
        arrived: &[Arrived],
    ) -> Result<Undone<Vec<Entered>>, StoreError> {
        // Numbers follow each other, so nobody else enters meanwhile.
        let mut tx = self.begin_alone().await?;
        if one!(tx.on() => Board, BOARD)?.frozen_at.is_none() {
            return Err(StoreError::Conflict("votes are still taken"));
        }
        let (mut last,) = one!(
            tx.on() => (i64,),
            "SELECT COALESCE(MAX(number), 0) FROM envelope",
        )?;
        let mut answers = Vec::with_capacity(arrived.len());
        for one in arrived {
            answers.push(match before(&mut tx, one).await? {
                Some(before) => Entered::Before(before),
                None => {
                    last += 1;
                    Entered::Now(enter(&mut tx, one, last).await?)
                }
            });
        }
        Ok(Undone::new(tx, answers))
    }

    /// Takes an envelope back that was entered by mistake; gives it as it was. If it had marked its
    /// line, the line is free again, or its next envelope that was set aside as a second vote is the
    /// one that counts: its number is given too.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none of this number.
    pub async fn take_back_envelope(&self, number: i64) -> Result<Undone<TakenBack>, StoreError> {
        let mut tx = self.begin_alone().await?;
        let sql = format!("{COLUMNS} WHERE number = $1");
        let found = maybe!(tx.on() => Envelope, sqlx::AssertSqlSafe(sql.as_str()), number)?;
        let found = found.ok_or(StoreError::Missing("envelope"))?;
        run!(tx.on(), "DELETE FROM envelope WHERE number = $1", number)?;
        let next = match (found.verdict, found.line) {
            (Verdict::Accepted, Some(line)) => free(&mut tx, line).await?,
            _ => None,
        };
        Ok(Undone::new(tx, (found, next)))
    }

    /// The envelope of a number, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn envelope(&self, number: i64) -> Result<Option<Envelope>, StoreError> {
        let sql = format!("{COLUMNS} WHERE number = $1");
        maybe!(self.db.reads() => Envelope, sqlx::AssertSqlSafe(sql.as_str()), number)
    }

    /// How many envelopes were entered with the number of this line; without one, with these signs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn same_envelopes(&self, line: Option<Uuid>, typed: &str) -> Result<i64, StoreError> {
        let (count,) = match line {
            Some(line) => one!(
                self.db.reads() => (i64,),
                "SELECT COUNT(*) FROM envelope WHERE line = $1",
                line,
            ),
            None => one!(
                self.db.reads() => (i64,),
                "SELECT COUNT(*) FROM envelope WHERE line IS NULL AND typed = $1",
                typed,
            ),
        }?;
        Ok(count)
    }

    /// The envelopes that were entered last, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_envelopes(&self, most: i64) -> Result<Vec<Envelope>, StoreError> {
        let sql = format!("{COLUMNS} ORDER BY number DESC LIMIT $1");
        all!(self.db.reads() => Envelope, sqlx::AssertSqlSafe(sql.as_str()), most)
    }

    /// How many envelopes were entered, by what became of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn envelopes(&self) -> Result<Envelopes, StoreError> {
        let rows = all!(
            self.db.reads() => (Verdict, i64),
            "SELECT verdict, COUNT(*) FROM envelope GROUP BY verdict",
        )?;
        let mut all = Envelopes::default();
        for (verdict, count) in rows {
            let count = u64::try_from(count).map_err(StoreError::other)?;
            match verdict {
                Verdict::Accepted => all.accepted = count,
                Verdict::Double => all.set_aside.double = count,
                Verdict::Late => all.set_aside.late = count,
                Verdict::Unsigned => all.set_aside.unsigned = count,
                Verdict::Unknown => all.set_aside.unknown = count,
            }
        }
        Ok(all)
    }
}

/// Frees a line whose envelope was taken back, unless another one of it waits, which counts then.
async fn free(tx: &mut Tx, line: Uuid) -> Result<Option<i64>, StoreError> {
    let next = maybe!(
        tx.on() => (i64,),
        "SELECT number FROM envelope WHERE line = $1 AND verdict = $2 ORDER BY number LIMIT 1",
        line,
        Verdict::Double,
    )?;
    let Some((number,)) = next else {
        run!(
            tx.on(),
            "UPDATE mark SET how = 'none' WHERE line = $1 AND how = 'post'",
            line,
        )?;
        return Ok(None);
    };
    run!(
        tx.on(),
        "UPDATE envelope SET verdict = $2 WHERE number = $1",
        number,
        Verdict::Accepted,
    )?;
    Ok(Some(number))
}

/// The envelope with the same number that this one seems to be: the first, unless it is said to be
/// another one; then the last, if there are others than were known of.
async fn before(tx: &mut Tx, arrived: &Arrived) -> Result<Option<Envelope>, StoreError> {
    let mut same = same(tx, arrived).await?;
    // Without a number, envelopes of nobody cannot be told apart.
    let nameless = arrived.line.is_none() && arrived.typed.is_empty();
    if !arrived.another && !nameless {
        return Ok(same.into_iter().next());
    }
    let count = i64::try_from(same.len()).map_err(StoreError::other)?;
    let other = arrived.known.is_some_and(|known| known != count);
    Ok(same.pop().filter(|_| other))
}

/// The envelopes with the same number, in the order in which they were entered.
async fn same(tx: &mut Tx, arrived: &Arrived) -> Result<Vec<Envelope>, StoreError> {
    match arrived.line {
        Some(line) => {
            let sql = format!("{COLUMNS} WHERE line = $1 ORDER BY number");
            all!(tx.on() => Envelope, sqlx::AssertSqlSafe(sql.as_str()), line)
        }
        None => {
            let sql = format!("{COLUMNS} WHERE line IS NULL AND typed = $1 ORDER BY number");
            let typed = arrived.typed.as_str();
            all!(tx.on() => Envelope, sqlx::AssertSqlSafe(sql.as_str()), typed)
        }
    }
}

async fn enter(tx: &mut Tx, arrived: &Arrived, number: i64) -> Result<Envelope, StoreError> {
    let verdict = match arrived.line {
        None => Verdict::Unknown,
        Some(line) => {
            let how = maybe!(tx.on() => (How,), "SELECT how FROM mark WHERE line = $1", line)?;
            let (how,) = how.ok_or(StoreError::Missing("line of the register"))?;
            let verdict = judge(arrived.seen, how != How::None);
            if verdict == Verdict::Accepted {
                run!(
                    tx.on(),
                    "UPDATE mark SET how = 'post' WHERE line = $1 AND how = 'none'",
                    line,
                )?;
            }
            verdict
        }
    };
    run!(
        tx.on(),
        "INSERT INTO envelope (number, line, typed, verdict) VALUES ($1, $2, $3, $4)",
        number,
        arrived.line,
        arrived.typed.as_str(),
        verdict,
    )?;
    Ok(Envelope {
        number,
        line: arrived.line,
        typed: arrived.typed.clone(),
        verdict,
    })
}
