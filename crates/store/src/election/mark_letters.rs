//! The letters that ask a lot of online marks « did you vote? »: the draw, and answers in numbers.
//!
//! Whose marks they are stands in the election's box.

use super::held;
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::mark_letters::MarkAnswers;
use palier_domain::election::stage::Stage;
use palier_domain::id::ElectionId;
use serde_json::{Value, json};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum MarkLetterError {
    /// Marks are asked once they are fixed, and until the result stands.
    #[error("marks are not asked at this stage")]
    Stage,
    /// The lot was drawn: a second draw would be a choice between two.
    #[error("the lot was drawn")]
    Drawn,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How the lot was drawn.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct MarkDraw {
    /// The seed.
    pub seed: String,
    /// Where it came from, and before whom.
    pub source: String,
    /// Online marks of the register.
    pub marks: i64,
    /// Letters.
    pub asked: i64,
    /// When.
    pub drawn_at: DateTime<Utc>,
}

/// Whether marks may be asked.
#[must_use]
pub fn may_ask(stage: Stage) -> bool {
    (Stage::Frozen..Stage::Final).contains(&stage)
}

/// Keeps how the lot was drawn, once; whoever calls keeps the lines in the box.
///
/// # Errors
/// [`MarkLetterError`]; nothing was written then.
pub async fn keep_draw(
    tx: &mut Tx,
    election: ElectionId,
    draw: &MarkDraw,
) -> Result<(), MarkLetterError> {
    if !may_ask(held(tx, election).await?.stage) {
        return Err(MarkLetterError::Stage);
    }
    let kept = run!(
        tx.on(),
        "INSERT INTO mark_letter_draw
            (election_id, seed, source, marks, asked, yes, no, drawn_at)
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6)
         ON CONFLICT (election_id) DO NOTHING",
        election,
        draw.seed.as_str(),
        draw.source.as_str(),
        draw.marks,
        draw.asked,
        draw.drawn_at,
    )?;
    if kept == 0 {
        return Err(MarkLetterError::Drawn);
    }
    let data = json!({
        "seed": draw.seed, "source": draw.source, "marks": draw.marks, "asked": draw.asked,
    });
    append(tx, election, "mark_letters.drawn", &data, draw.drawn_at).await?;
    Ok(())
}

/// Holds an election whose letters may be answered.
///
/// # Errors
/// [`MarkLetterError::Stage`].
pub async fn open(tx: &mut Tx, election: ElectionId) -> Result<(), MarkLetterError> {
    if may_ask(held(tx, election).await?.stage) {
        Ok(())
    } else {
        Err(MarkLetterError::Stage)
    }
}

/// Puts on record that the names were shown to be printed: how many, never whose.
///
/// # Errors
/// When the database fails.
pub async fn note_printed(
    tx: &mut Tx,
    election: ElectionId,
    letters: usize,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let data = json!({ "letters": letters });
    append(tx, election, "mark_letters.printed", &data, now).await
}

/// Keeps what was answered so far, in numbers.
///
/// # Errors
/// When the database fails.
pub async fn keep_answers(
    tx: &mut Tx,
    election: ElectionId,
    answers: &MarkAnswers,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let count = |count: u64| i64::try_from(count).map_err(StoreError::other);
    run!(
        tx.on(),
        "UPDATE mark_letter_draw SET yes = $2, no = $3 WHERE election_id = $1",
        election,
        count(answers.yes)?,
        count(answers.no)?,
    )?;
    append(tx, election, "mark_letters.answered", &json!(answers), now).await
}

/// How the lot was drawn, if it was.
///
/// # Errors
/// When the database fails.
pub async fn drawn(db: &Db, election: ElectionId) -> Result<Option<MarkDraw>, StoreError> {
    maybe!(
        db.reads() => MarkDraw,
        "SELECT seed, source, marks, asked, drawn_at FROM mark_letter_draw
         WHERE election_id = $1",
        election,
    )
}

/// The answers in numbers, for the record; nothing when nobody was asked.
///
/// # Errors
/// When the database fails.
pub async fn answers(db: &Db, election: ElectionId) -> Result<Option<MarkAnswers>, StoreError> {
    let found = maybe!(
        db.reads() => (i64, i64, i64),
        "SELECT asked, yes, no FROM mark_letter_draw WHERE election_id = $1",
        election,
    )?;
    let Some((asked, yes, no)) = found else {
        return Ok(None);
    };
    let count = |count: i64| u64::try_from(count).map_err(StoreError::other);
    Ok(Some(MarkAnswers {
        asked: count(asked)?,
        yes: count(yes)?,
        no: count(no)?,
        none: count(asked - yes - no)?,
    }))
}

async fn append(
    tx: &mut Tx,
    election: ElectionId,
    act: &str,
    data: &Value,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_election(election);
    journal::append(tx, &chain, act, Some(election.0), data, now).await?;
    Ok(())
}
