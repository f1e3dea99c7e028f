//! Lines marked online that are asked by letter « did you vote? »: whose they are stays in the box.

use super::{BOARD, BallotBox, Board, Undone};
use crate::StoreError;
use crate::batch::insert;
use crate::dispatch::{all, maybe, one, run};
use palier_domain::election::mark_letters::{MarkAnswer, MarkAnswers};
use uuid::Uuid;

/// A line that is asked.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MarkLetter {
    /// Its place among the letters, from 1.
    pub place: i64,
    /// Its rank among the online marks, from 1.
    pub rank: i64,
    /// The line.
    pub line: Uuid,
    /// What was answered.
    pub answer: MarkAnswer,
}

impl BallotBox {
    /// Keeps the lines that stand at these ranks among the online marks, in the order of their
    /// identifiers; what was kept before goes. `marks` is how many online marks there must be.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] before the vote is frozen, or when there are other marks.
    pub async fn keep_mark_letters(
        &self,
        ranks: &[usize],
        marks: usize,
    ) -> Result<Undone<()>, StoreError> {
        let mut tx = self.begin_alone().await?;
        if one!(tx.on() => Board, BOARD)?.frozen_at.is_none() {
            return Err(StoreError::Conflict("votes are still taken"));
        }
        let online = all!(
            tx.on() => (Uuid,),
            "SELECT line FROM mark WHERE how = 'online' ORDER BY line",
        )?;
        if online.len() != marks {
            return Err(StoreError::Conflict("the marks changed"));
        }
        let mut letters = Vec::with_capacity(ranks.len());
        for (place, rank) in (1_i64..).zip(ranks) {
            let line = rank.checked_sub(1).and_then(|at| online.get(at));
            let (line,) = line.ok_or(StoreError::Missing("rank among the marks"))?;
            letters.push((
                place,
                i64::try_from(*rank).map_err(StoreError::other)?,
                *line,
            ));
        }
        run!(tx.on(), "DELETE FROM mark_letter")?;
        insert!(
            tx,
            "INSERT INTO mark_letter (place, rank, line, answer)",
            "",
            letters,
            |one| one.0,
            one.1,
            one.2,
            MarkAnswer::None,
        );
        Ok(Undone::new(tx, ()))
    }

    /// The lines that are asked, in the order of their places.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_letters(&self) -> Result<Vec<MarkLetter>, StoreError> {
        all!(
            self.db.reads() => MarkLetter,
            "SELECT place, rank, line, answer FROM mark_letter ORDER BY place",
        )
    }

    /// Writes down what was answered to a letter; gives all answers in numbers.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such letter.
    pub async fn answer_mark_letter(
        &self,
        place: i64,
        answer: MarkAnswer,
    ) -> Result<Undone<MarkAnswers>, StoreError> {
        let mut tx = self.begin_alone().await?;
        let there = maybe!(
            tx.on() => (i64,),
            "SELECT place FROM mark_letter WHERE place = $1",
            place,
        )?;
        there.ok_or(StoreError::Missing("letter"))?;
        run!(
            tx.on(),
            "UPDATE mark_letter SET answer = $2 WHERE place = $1",
            place,
            answer,
        )?;
        let rows = all!(
            tx.on() => (MarkAnswer, i64),
            "SELECT answer, COUNT(*) FROM mark_letter GROUP BY answer",
        )?;
        let mut all = MarkAnswers::default();
        for (answer, count) in rows {
            let count = u64::try_from(count).map_err(StoreError::other)?;
            all.asked += count;
            match answer {
                MarkAnswer::None => all.none = count,
                MarkAnswer::Yes => all.yes = count,
                MarkAnswer::No => all.no = count,
            }
        }
        Ok(Undone::new(tx, all))
    }
}
