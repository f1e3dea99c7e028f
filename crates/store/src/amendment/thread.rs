//! The thread of an amendment, and that of one college alone, which the host can read too.

use super::AmendmentError;
use super::By;
use super::hats::Person;
use super::held::hold;
use crate::comment::{self, Added, CommentRow, NewComment, Place, Thread};
use crate::dispatch::maybe;
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::id::{AmendmentId, ClauseId, ContributorId};

/// Adds a comment to an amendment, in the thread of all or in that of one college; its clause and
/// version are the amendment's, whatever `new` says.
///
/// # Errors
/// [`AmendmentError::Refused`] where it is not talked of, or not in her college.
pub async fn add_comment(
    tx: &mut Tx,
    id: AmendmentId,
    new: NewComment,
    college: Option<College>,
    person: Person<'_>,
    now: DateTime<Utc>,
) -> Result<Added, AmendmentError> {
    let held = hold(tx, id, By::Person(person)).await?;
    held.permits(Action::Comment)?;
    super::draft::speaks(person, new.quality)?;
    if college.is_some_and(|college| college != College::of(new.quality)) {
        return Err(Refusal::NotYourTask.into());
    }
    let new = NewComment {
        text_id: held.amendment.text_id,
        clause_id: first_clause(tx, id).await?,
        version_id: held.amendment.base_version_id,
        ..new
    };
    let place = Place {
        amendment: Some(id),
        college,
    };
    Ok(comment::add_at(tx, new, place, now).await?)
}

/// The clause under which an amendment is talked of: the first that it changes, else the first of
/// its version.
async fn first_clause(tx: &mut Tx, id: AmendmentId) -> Result<ClauseId, StoreError> {
    let found = maybe!(
        tx.on() => (ClauseId,),
        "SELECT e.clause_id FROM amendment m
         JOIN version_entry e ON e.version_id = m.base_version_id
         LEFT JOIN amendment_operation o
            ON o.amendment_id = m.id AND o.clause_id = e.clause_id
         WHERE m.id = $1
         ORDER BY CASE WHEN o.position IS NULL THEN 1 ELSE 0 END, o.position, e.position LIMIT 1",
        id,
    )?;
    found
        .map(|(clause,)| clause)
        .ok_or(StoreError::Missing("clause"))
}

/// The thread of an amendment, or that of one college on it, oldest first, each comment with its
/// replies. Whoever shows a college's asks first who reads it.
///
/// # Errors
/// When the database fails.
pub async fn comments(
    db: &Db,
    id: AmendmentId,
    college: Option<College>,
    viewer: Option<ContributorId>,
    limit: i64,
) -> Result<Vec<Thread>, StoreError> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut rest: Vec<CommentRow> = Vec::new();
    for row in comment::of_place(db, id, college, viewer, limit).await? {
        match row.thread_id {
            None => threads.push(Thread {
                first: row,
                replies: Vec::new(),
            }),
            Some(_) => rest.push(row),
        }
    }
    for reply in rest {
        let first = threads
            .iter_mut()
            .find(|thread| Some(thread.first.id) == reply.thread_id);
        if let Some(thread) = first {
            thread.replies.push(reply);
        }
    }
    Ok(threads)
}
