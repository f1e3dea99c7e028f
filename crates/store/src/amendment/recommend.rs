//! What the drafting committee recommends, and the author's answer to a rewording, on record.

use super::event::What;
use super::held::{Done, hold, write};
use super::{Act, AmendmentError, open_clauses};
use crate::dispatch::{all, both, maybe, run};
use crate::{Db, StoreError, Tx, batch};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::reworded::{Advice, Answer};
use palier_domain::charter::operation::Operation;
use palier_domain::id::AmendmentId;
use serde_json::json;
use sqlx::types::Json;
use std::collections::HashMap;

/// What the drafting committee recommends.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Recommendation {
    /// What.
    pub advice: Advice,
    /// Why; public.
    pub words: String,
    /// The rewording, where there is one.
    pub rewording: Option<Json<Vec<Operation>>>,
    /// When.
    pub recommended_at: DateTime<Utc>,
    /// The author's answer.
    pub answer: Option<Answer>,
    /// What she adds; may be empty.
    pub answer_words: Option<String>,
    /// When.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Recommends something of an amendment; a later recommendation stands beside the former ones.
///
/// # Errors
/// [`AmendmentError::Empty`] when a rewording comes without words, or words with no rewording.
pub async fn recommend(
    tx: &mut Tx,
    id: AmendmentId,
    (advice, words): (Advice, &str),
    rewording: Option<&[Operation]>,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Recommend(advice))?;
    let reworded = rewording.is_some_and(|operations| !operations.is_empty());
    if reworded != (advice == Advice::AcceptModified) {
        return Err(AmendmentError::Empty);
    }
    open_clauses::check(tx, held.version, rewording.unwrap_or_default()).await?;
    run!(
        tx.on(),
        "INSERT INTO amendment_recommendation
            (amendment_id, place, advice, words, rewording, recommended_by, recommended_at)
         SELECT $1, COALESCE(MAX(r.place), 0) + 1, $2, $3, $4, $5, $6
         FROM amendment_recommendation r WHERE r.amendment_id = $1",
        id,
        advice,
        words,
        rewording.filter(|_| reworded).map(Json),
        act.by.account(),
        act.now,
    )?;
    let data = json!({ "advice": advice, "words": words });
    let done = Done {
        covers: json!({ "rewording": rewording }),
        ..Done::of(next, What::Recommended, data)
    };
    write(tx, &held, done, act).await
}

/// Answers to the last rewording.
///
/// # Errors
/// [`AmendmentError::NothingWaits`] where none waits for an answer.
pub async fn answer(
    tx: &mut Tx,
    id: AmendmentId,
    (answer, words): (Answer, &str),
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::AnswerRewording(answer))?;
    let last = maybe!(
        tx.on() => (i64,),
        "SELECT place FROM amendment_recommendation
         WHERE amendment_id = $1 AND rewording IS NOT NULL AND answer IS NULL
         ORDER BY place DESC LIMIT 1",
        id,
    )?;
    let (place,) = last.ok_or(AmendmentError::NothingWaits)?;
    run!(
        tx.on(),
        "UPDATE amendment_recommendation SET answer = $3, answer_words = $4, answered_at = $5
         WHERE amendment_id = $1 AND place = $2",
        id,
        place,
        answer,
        words,
        act.now,
    )?;
    let data = json!({ "answer": answer, "words": words });
    write(tx, &held, Done::of(next, What::Answered, data), act).await
}

/// What was recommended of an amendment, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn recommendations(db: &Db, id: AmendmentId) -> Result<Vec<Recommendation>, StoreError> {
    all!(
        db.reads() => Recommendation,
        "SELECT advice, words, rewording, recommended_at, answer, answer_words, answered_at
         FROM amendment_recommendation WHERE amendment_id = $1 ORDER BY place",
        id,
    )
}

#[derive(sqlx::FromRow)]
struct Of {
    amendment_id: AmendmentId,
    #[sqlx(flatten)]
    row: Recommendation,
}

/// What was recommended of several amendments, of each oldest first.
///
/// # Errors
/// When the database fails.
pub async fn recommendations_of(
    db: &Db,
    ids: &[AmendmentId],
) -> Result<HashMap<AmendmentId, Vec<Recommendation>>, StoreError> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT amendment_id, advice, words, rewording, recommended_at, answer, answer_words, answered_at
             FROM amendment_recommendation WHERE amendment_id IN {} ORDER BY amendment_id, place",
            batch::list(1, ids.len()),
        );
        let rows = both!(db.reads(), |at| {
            let mut query = sqlx::query_as::<_, Of>(sqlx::AssertSqlSafe(sql));
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(at).await
        })?;
        for of in rows {
            found.entry(of.amendment_id).or_default().push(of.row);
        }
    }
    Ok(found)
}
