//! An amendment that is begun from a comment: its author is told once it is handed in.

use super::Words;
use super::fate::{FateError, NewFate, Said, say};
use crate::amendment::{self, AmendmentError, By, Made, NewAmendment, Person};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::id::{AmendmentId, CommentId, TextId};

/// Begins an amendment from a comment, as a draft of whoever asks.
///
/// # Errors
/// [`AmendmentError`]; [`StoreError::Missing`] when the comment is on no clause of that text.
pub async fn begin_from_comment(
    tx: &mut Tx,
    comment: CommentId,
    new: &NewAmendment,
    person: Person<'_>,
    now: DateTime<Utc>,
) -> Result<Made, AmendmentError> {
    let of = maybe!(
        tx.on() => (TextId,),
        "SELECT text_id FROM comment WHERE id = $1 AND amendment_id IS NULL
            AND withdrawn_at IS NULL AND hidden_at IS NULL",
        comment,
    )?;
    if of != Some((new.text_id,)) {
        return Err(StoreError::Missing("comment").into());
    }
    let made = amendment::create(tx, new, person, now).await?;
    if !made.already {
        run!(
            tx.on(),
            "INSERT INTO amendment_of_comment (amendment_id, comment_id)
             SELECT $1, COALESCE(thread_id, id) FROM comment WHERE id = $2",
            made.id,
            comment,
        )?;
    }
    Ok(made)
}

/// Says of comments that an amendment was made of them and handed in, and tells their authors; gives
/// how many. By the rules, whenever the clock comes by.
///
/// # Errors
/// When the database fails.
pub async fn note_amendments_of_comments(
    db: &Db,
    words: &dyn Words,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let waiting = all!(
        db.reads() => (CommentId, AmendmentId),
        "SELECT o.comment_id, o.amendment_id FROM amendment_of_comment o
         JOIN amendment m ON m.id = o.amendment_id
         JOIN text_version v ON v.text_id = m.text_id AND v.status IN ('open', 'frozen')
         WHERE m.number IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM comment_fate f WHERE f.comment_id = o.comment_id)
         ORDER BY m.submitted_at, m.id LIMIT 100",
    )?;
    let mut noted = 0;
    for (comment, amendment) in waiting {
        let mut tx = db.begin().await?;
        let new = NewFate {
            comment,
            said: Said::Amendment(amendment),
            reason: "",
        };
        match say(&mut tx, new, By::Process, words, now).await {
            Ok(()) => {
                tx.commit().await?;
                noted += 1;
            }
            Err(FateError::Refused(_)) => {}
            Err(FateError::Store(error)) => return Err(error),
        }
    }
    Ok(noted)
}
