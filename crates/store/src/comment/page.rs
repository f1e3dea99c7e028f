//! One page of the threads on a clause.

use super::CommentRow;
use super::row::{Stored, shown_comments};
use crate::dispatch::{all, both, one};
use crate::{Db, StoreError, batch};
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{AmendmentId, ClauseId, CommentId, ContributorId};
use std::collections::HashMap;

/// The order of threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The most supported first, then the newest.
    Supported,
}

/// A comment and the replies to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The comment that began it.
    pub first: CommentRow,
    /// The replies, oldest first.
    pub replies: Vec<CommentRow>,
}

/// A page of threads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadPage {
    /// The threads of this page.
    pub threads: Vec<Thread>,
    /// The threads of all pages.
    pub total_threads: i64,
    /// The comments of all pages; withdrawn and hidden ones are not counted.
    pub total_comments: i64,
}

/// The threads on a clause, one page of them, from page 1.
///
/// A withdrawn or hidden comment keeps its place, as a trace without words.
///
/// # Errors
/// When the database fails.
pub async fn of_clause(
    db: &Db,
    clause: ClauseId,
    viewer: Option<ContributorId>,
    sort: Sort,
    page: i64,
    per_page: i64,
) -> Result<ThreadPage, StoreError> {
    let per_page = per_page.max(1);
    let offset = page.max(1).saturating_sub(1).saturating_mul(per_page);
    let (total_threads, total_comments) = totals(db, clause).await?;
    let firsts = match sort {
        Sort::Newest => newest(db, clause, viewer, per_page, offset).await?,
        Sort::Supported => most_supported(db, clause, viewer, per_page, offset).await?,
    };
    let ids: Vec<_> = firsts.iter().map(|first| first.id).collect();
    let mut replies = replies(db, viewer, &ids).await?;
    let threads = firsts
        .into_iter()
        .map(|first| Thread {
            replies: replies.remove(&first.id).unwrap_or_default(),
            first,
        })
        .collect();
    Ok(ThreadPage {
        threads,
        total_threads,
        total_comments,
    })
}

/// How many threads of its clause stand before a comment's thread when the newest come first.
///
/// # Errors
/// When the database fails.
pub async fn threads_before(db: &Db, comment: CommentId) -> Result<i64, StoreError> {
    let (before,) = one!(
        db.reads() => (i64,),
        "SELECT COUNT(*) FROM comment c
         JOIN comment asked ON asked.id = $1
         JOIN comment f ON f.id = COALESCE(asked.thread_id, asked.id)
         WHERE c.clause_id = f.clause_id AND c.thread_id IS NULL
            AND c.amendment_id IS NOT DISTINCT FROM f.amendment_id
            AND c.college IS NOT DISTINCT FROM f.college
            AND (c.created_at > f.created_at OR (c.created_at = f.created_at AND c.id > f.id))",
        comment,
    )?;
    Ok(before)
}

/// The replies to the comment that began a thread, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn replies_to(db: &Db, thread: CommentId) -> Result<Vec<CommentRow>, StoreError> {
    let mut found = replies(db, None, &[thread]).await?;
    Ok(found.remove(&thread).unwrap_or_default())
}

/// The comments on an amendment, in the thread of all or in that of a college, oldest first.
pub(crate) async fn of_place(
    db: &Db,
    amendment: AmendmentId,
    college: Option<College>,
    viewer: Option<ContributorId>,
    limit: i64,
) -> Result<Vec<CommentRow>, StoreError> {
    all!(
        db.reads() => Stored,
        shown_comments!(
            "WHERE c.amendment_id = $2 AND c.college IS NOT DISTINCT FROM $3
             ORDER BY c.created_at, c.id LIMIT $4"
        ),
        viewer,
        amendment,
        college,
        limit,
    )?
    .into_iter()
    .map(Stored::shown)
    .collect()
}

async fn totals(db: &Db, clause: ClauseId) -> Result<(i64, i64), StoreError> {
    one!(
        db.reads() => (i64, i64),
        "SELECT
            (SELECT COUNT(*) FROM comment c WHERE c.clause_id = $1 AND c.thread_id IS NULL
                AND c.amendment_id IS NULL AND c.college IS NULL),
            (SELECT COUNT(*) FROM comment c WHERE c.clause_id = $1 AND c.withdrawn_at IS NULL
                AND c.hidden_at IS NULL AND c.amendment_id IS NULL AND c.college IS NULL)",
        clause,
    )
}

async fn newest(
    db: &Db,
    clause: ClauseId,
    viewer: Option<ContributorId>,
    limit: i64,
    offset: i64,
) -> Result<Vec<CommentRow>, StoreError> {
    all!(
        db.reads() => Stored,
        shown_comments!(
            "WHERE c.clause_id = $2 AND c.thread_id IS NULL
                AND c.amendment_id IS NULL AND c.college IS NULL
             ORDER BY c.created_at DESC, c.id DESC LIMIT $3 OFFSET $4"
        ),
        viewer,
        clause,
        limit,
        offset,
    )?
    .into_iter()
    .map(Stored::shown)
    .collect()
}

async fn most_supported(
    db: &Db,
    clause: ClauseId,
    viewer: Option<ContributorId>,
    limit: i64,
    offset: i64,
) -> Result<Vec<CommentRow>, StoreError> {
    all!(
        db.reads() => Stored,
        shown_comments!(
            "WHERE c.clause_id = $2 AND c.thread_id IS NULL
                AND c.amendment_id IS NULL AND c.college IS NULL
             ORDER BY supports DESC, c.created_at DESC, c.id DESC LIMIT $3 OFFSET $4"
        ),
        viewer,
        clause,
        limit,
        offset,
    )?
    .into_iter()
    .map(Stored::shown)
    .collect()
}

async fn replies(
    db: &Db,
    viewer: Option<ContributorId>,
    threads: &[CommentId],
) -> Result<HashMap<CommentId, Vec<CommentRow>>, StoreError> {
    let mut replies: HashMap<_, Vec<_>> = HashMap::new();
    for threads in threads.chunks(batch::ROWS) {
        let sql = format!(
            "{} {} ORDER BY c.created_at, c.id",
            shown_comments!("WHERE c.thread_id IN"),
            batch::list(2, threads.len()),
        );
        let rows = both!(db.reads(), |at| {
            let mut query = sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql)).bind(viewer);
            for thread in threads {
                query = query.bind(thread);
            }
            query.fetch_all(at).await
        })?;
        for row in rows {
            let row = row.shown()?;
            if let Some(thread) = row.thread_id {
                replies.entry(thread).or_default().push(row);
            }
        }
    }
    Ok(replies)
}
