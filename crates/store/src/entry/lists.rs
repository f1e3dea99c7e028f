//! Comments that somebody else typed, as the desk and the slip show them.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{CommentId, LandlordId};

/// A comment that somebody else typed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// The comment.
    pub comment_id: CommentId,
    /// Whose text it is on.
    pub landlord_id: LandlordId,
    /// That landlord's place in addresses.
    pub landlord_slug: String,
    /// The handle of the clause on which it is.
    pub handle: i64,
    /// The name that the person chose.
    pub name: String,
    /// Her words; empty once withdrawn, and while they are hidden.
    pub body: String,
    /// Heard or read how.
    pub source: Source,
    /// Where; may be empty.
    pub place: String,
    /// On which day.
    pub heard_on: NaiveDate,
    /// In what role somebody typed them.
    pub entered_as: EnteredAs,
    /// The code of the slip, as printed.
    pub slip: String,
    /// When it was typed.
    pub created_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// When a moderation hid it.
    pub hidden_at: Option<DateTime<Utc>>,
    /// How many support it.
    pub supports: i64,
}

/// A query for [`Entry`] rows: `entries!("WHERE ..")`.
macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT n.comment_id, t.landlord_id, l.slug AS landlord_slug, k.handle, w.name,
                c.body, n.source, n.place, n.heard_on, n.entered_as, n.slip, c.created_at,
                c.withdrawn_at, c.hidden_at,
                (SELECT COUNT(*) FROM comment_support s WHERE s.comment_id = c.id) AS supports
             FROM entry n
             JOIN comment c ON c.id = n.comment_id
             JOIN contributor w ON w.id = c.contributor_id
             JOIN clause k ON k.id = c.clause_id
             JOIN text t ON t.id = c.text_id
             JOIN landlord l ON l.id = t.landlord_id
             ",
            $rest
        )
    };
}

/// The comment that a slip follows.
///
/// # Errors
/// When the database fails.
pub async fn by_slip(db: &Db, slip: &str) -> Result<Option<Entry>, StoreError> {
    maybe!(db.reads() => Entry, entries!("WHERE n.slip = $1"), slip)
}

/// A comment, if somebody else typed it.
///
/// # Errors
/// When the database fails.
pub async fn of_comment(db: &Db, comment: CommentId) -> Result<Option<Entry>, StoreError> {
    maybe!(db.reads() => Entry, entries!("WHERE n.comment_id = $1"), comment)
}

/// What was entered with a landlord, newest first.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(
    db: &Db,
    landlord: LandlordId,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    all!(
        db.reads() => Entry,
        entries!("WHERE t.landlord_id = $1 ORDER BY c.created_at DESC, c.id DESC LIMIT $2"),
        landlord,
        limit,
    )
}
