//! What she wrote with others: her amendments, those that she signed, the committees in which she is.

use crate::dispatch::all;
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::id::AccountId;
use serde::Serialize;

/// An amendment of hers, drafts too.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Amendment {
    landlord: String,
    text: String,
    number: Option<i64>,
    quality: String,
    title: String,
    reasons: String,
    lifecycle: String,
    outcome: String,
    created_at: DateTime<Utc>,
    submitted_at: Option<DateTime<Utc>>,
    /// What she said against a ruling.
    appeal: Option<String>,
    /// What she answered to a rewording.
    answer: Option<String>,
}

pub(super) async fn amendments(db: &Db, id: AccountId) -> Result<Vec<Amendment>, StoreError> {
    all!(
        db.reads() => Amendment,
        "SELECT l.name AS landlord, t.slug AS text, m.number, m.quality, m.title, m.reasons,
            m.lifecycle, m.outcome, m.created_at, m.submitted_at,
            (SELECT r.appeal FROM amendment_ruling r WHERE r.amendment_id = m.id
                ORDER BY r.place DESC LIMIT 1) AS appeal,
            (SELECT r.answer_words FROM amendment_recommendation r
                WHERE r.amendment_id = m.id AND r.answer IS NOT NULL
                ORDER BY r.place DESC LIMIT 1) AS answer
         FROM contributor w
         JOIN amendment m ON m.contributor_id = w.id
         JOIN text t ON t.id = m.text_id
         JOIN landlord l ON l.id = t.landlord_id
         WHERE w.account_id = $1 ORDER BY m.created_at, m.id",
        id,
    )
}

/// An amendment that she signed.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct AmendmentSignature {
    landlord: String,
    text: String,
    number: Option<i64>,
    title: String,
    quality: String,
    signed_at: DateTime<Utc>,
}

pub(super) async fn amendment_signatures(
    db: &Db,
    id: AccountId,
) -> Result<Vec<AmendmentSignature>, StoreError> {
    all!(
        db.reads() => AmendmentSignature,
        "SELECT l.name AS landlord, t.slug AS text, m.number, m.title, s.quality, s.signed_at
         FROM contributor w
         JOIN amendment_signature s ON s.contributor_id = w.id
         JOIN amendment m ON m.id = s.amendment_id
         JOIN text t ON t.id = m.text_id
         JOIN landlord l ON l.id = t.landlord_id
         WHERE w.account_id = $1 ORDER BY s.signed_at, m.id",
        id,
    )
}

/// A drafting committee in which she is.
#[derive(Debug, Serialize, sqlx::FromRow)]
pub(super) struct Committee {
    landlord: String,
    text: String,
    since: DateTime<Utc>,
}

pub(super) async fn committees(db: &Db, id: AccountId) -> Result<Vec<Committee>, StoreError> {
    all!(
        db.reads() => Committee,
        "SELECT l.name AS landlord, t.slug AS text, d.since
         FROM drafting_committee d
         JOIN text t ON t.id = d.text_id
         JOIN landlord l ON l.id = t.landlord_id
         WHERE d.account_id = $1 ORDER BY d.since, t.id",
        id,
    )
}
