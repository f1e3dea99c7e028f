//! When a text may be discussed, and what comes after.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::discussion::Discussion;
use palier_domain::id::TextId;
use serde_json::json;

/// The dates of a discussion, and what comes after it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DiscussionRow {
    /// From then on comments are taken.
    pub opens_at: DateTime<Utc>,
    /// From then on they are not.
    pub closes_at: DateTime<Utc>,
    /// What comes next, in French Markdown, shown once it is closed.
    pub next_fr: String,
    /// The same in English.
    pub next_en: String,
}

/// Sets the dates of a text's discussion, in place of former ones.
///
/// # Errors
/// [`StoreError::Missing`] when the text does not exist.
pub async fn set_discussion(
    tx: &mut Tx,
    text: TextId,
    discussion: Discussion,
    next_fr: &str,
    next_en: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO discussion (text_id, opens_at, closes_at, next_fr, next_en)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (text_id) DO UPDATE
         SET opens_at = excluded.opens_at, closes_at = excluded.closes_at,
            next_fr = excluded.next_fr, next_en = excluded.next_en",
        text,
        discussion.opens_at,
        discussion.closes_at,
        next_fr,
        next_en,
    )?;
    let data = json!({
        "opens_at": discussion.opens_at, "closes_at": discussion.closes_at,
        "next_fr": next_fr, "next_en": next_en,
    });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "discussion.dates_set", Some(text.0), &data, now).await?;
    Ok(())
}

/// The dates of a text's discussion, if it has any.
///
/// # Errors
/// When the database fails.
pub async fn discussion(db: &Db, text: TextId) -> Result<Option<DiscussionRow>, StoreError> {
    maybe!(
        db.reads() => DiscussionRow,
        "SELECT opens_at, closes_at, next_fr, next_en FROM discussion WHERE text_id = $1",
        text,
    )
}
