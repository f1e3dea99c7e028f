//! What becomes of amendments that wait when a new version comes: each in a transaction of its own,
//! so that what was interrupted goes on.

use super::Words;
use super::bundle::base;
use crate::amendment::{self, Act, AmendmentError, By, Letters};
use crate::dispatch::all;
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_domain::charter::operation::AmendmentOps;
use palier_domain::charter::rebase::rebase;
use palier_domain::id::{AmendmentId, VersionId};
use serde_json::json;

/// An amendment that is written for another version than the open one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    /// Which one.
    pub amendment: AmendmentId,
    /// The version for which it is written.
    pub base: VersionId,
    /// The open one.
    pub version: VersionId,
}

/// Amendments to carry over to the latest version of their text, on any text; those whose authors
/// were asked are left to them.
///
/// # Errors
/// When the database fails.
pub async fn waiting(db: &Db, limit: i64) -> Result<Vec<Waiting>, StoreError> {
    all!(
        db.reads() => Waiting,
        "SELECT m.id AS amendment, m.base_version_id AS base, v.id AS version
         FROM amendment m JOIN text_version v ON v.text_id = m.text_id AND v.status = 'open'
         WHERE m.base_version_id <> v.id AND m.text_status IN ('clean', 'rebased')
            AND m.lifecycle IN ('draft', 'gathering', 'submitted', 'inadmissible',
                'under_discussion')
            AND v.sequence = (SELECT MAX(w.sequence) FROM text_version w
                WHERE w.text_id = m.text_id)
         ORDER BY m.text_id, m.created_at, m.id LIMIT $1",
        limit,
    )
}

/// Carries one amendment over: it follows, or its author is asked, or it lapses because its clause is
/// no more. Done twice, it is done once.
///
/// # Errors
/// [`AmendmentError`].
pub async fn carry(
    db: &Db,
    one: Waiting,
    words: &dyn Words,
    letters: &dyn Letters,
    now: DateTime<Utc>,
) -> Result<TextStatus, AmendmentError> {
    let found = amendment::get(db, one.amendment).await?;
    let found = found.ok_or(StoreError::Missing("amendment"))?;
    let mut tx = db.begin().await?;
    amendment::hold_text(&mut tx, found.text_id).await?;
    let again = all!(
        tx.on() => (VersionId, TextStatus, Lifecycle),
        "SELECT base_version_id, text_status, lifecycle FROM amendment WHERE id = $1",
        one.amendment,
    )?;
    let Some(&(at, status, lifecycle)) = again.first() else {
        return Err(StoreError::Missing("amendment").into());
    };
    if at != one.base || status > TextStatus::Rebased {
        return Ok(status);
    }
    let operations = amendment::operations(db, one.amendment).await?;
    let ops = AmendmentOps {
        amendment: one.amendment,
        operations,
    };
    let (old, new) = (
        base(&mut tx, one.base).await?,
        base(&mut tx, one.version).await?,
    );
    let carried = rebase(&ops, &old, &new);
    let act = Act {
        by: By::Process,
        letters,
        now,
    };
    let lapses = matches!(
        lifecycle,
        Lifecycle::Gathering | Lifecycle::Submitted | Lifecycle::UnderDiscussion
    );
    if carried.status == TextStatus::Orphan && lapses {
        let data = json!({ "lapse": { "reason": "orphan" } });
        let said = words.orphan();
        amendment::lapse(&mut tx, one.amendment, (&said, data), &act).await?;
    } else {
        amendment::carry(&mut tx, one.amendment, &carried, &act).await?;
    }
    tx.commit().await?;
    Ok(carried.status)
}

/// Lets amendments lapse whose authors did not choose in time; gives how many.
///
/// # Errors
/// [`AmendmentError`].
pub async fn lapse_overdue(
    db: &Db,
    words: &dyn Words,
    letters: &dyn Letters,
    now: DateTime<Utc>,
) -> Result<usize, AmendmentError> {
    let act = Act {
        by: By::Process,
        letters,
        now,
    };
    let mut lapsed = 0;
    for late in amendment::overdue(db, now, 100).await? {
        let mut tx = db.begin().await?;
        let data = json!({ "lapse": { "reason": "overdue" } });
        let said = words.overdue();
        match amendment::lapse(&mut tx, late.id, (&said, data), &act).await {
            Ok(()) => {
                tx.commit().await?;
                lapsed += 1;
            }
            // Its author chose meanwhile, or the text stands where nothing lapses.
            Err(AmendmentError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(lapsed)
}
