//! What was voted and merged, to be shown.

use crate::dispatch::all;
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::vote::Show;
use palier_domain::id::{
    AmendmentId, AmendmentVoteId, BundleId, ConsultationId, TextId, VersionId,
};

/// A vote as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct VoteRow {
    /// Its identifier.
    pub id: AmendmentVoteId,
    /// The alternatives that were voted together.
    pub bundle_id: Option<BundleId>,
    /// On which day.
    pub held_on: NaiveDate,
    /// Where.
    pub place: String,
    /// The consultation by which the tenants voted.
    pub consultation_id: Option<ConsultationId>,
    /// What was said of it; may be empty.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// The hands of a college for an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// In which vote.
    pub vote: AmendmentVoteId,
    /// Of which amendment.
    pub amendment: AmendmentId,
    /// The hands.
    pub show: Show,
}

/// The votes on amendments of a version in order, and their figures.
///
/// # Errors
/// When the database fails.
pub async fn votes(
    db: &Db,
    version: VersionId,
) -> Result<(Vec<VoteRow>, Vec<Figures>), StoreError> {
    let votes = all!(
        db.reads() => VoteRow,
        "SELECT id, bundle_id, held_on, place, consultation_id, reason, recorded_at
         FROM amendment_vote WHERE version_id = $1 ORDER BY recorded_at, id",
        version,
    )?;
    let rows = all!(
        db.reads() => (AmendmentVoteId, AmendmentId, College, i64, i64, i64),
        "SELECT c.vote_id, c.amendment_id, c.college, c.ayes, c.noes, c.abstentions
         FROM amendment_vote_college c JOIN amendment_vote v ON v.id = c.vote_id
         LEFT JOIN amendment_alternative a
            ON a.bundle_id = v.bundle_id AND a.amendment_id = c.amendment_id
         WHERE v.version_id = $1 ORDER BY v.recorded_at, v.id, a.rank, c.college",
        version,
    )?;
    let figures = rows
        .into_iter()
        .map(
            |(vote, amendment, college, ayes, noes, abstentions)| Figures {
                vote,
                amendment,
                show: Show {
                    college,
                    ayes: hands(ayes),
                    noes: hands(noes),
                    abstentions: hands(abstentions),
                },
            },
        )
        .collect();
    Ok((votes, figures))
}

fn hands(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}

/// A version that was made of decisions.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RoundRow {
    /// The version.
    pub version_id: VersionId,
    /// Its number.
    pub sequence: i64,
    /// The version before.
    pub base_id: VersionId,
    /// When.
    pub merged_at: DateTime<Utc>,
}

/// The versions of a text that were made of decisions, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn rounds(db: &Db, text: TextId) -> Result<Vec<RoundRow>, StoreError> {
    all!(
        db.reads() => RoundRow,
        "SELECT r.version_id, v.sequence, r.base_id, r.merged_at
         FROM merge_round r JOIN text_version v ON v.id = r.version_id
         WHERE v.text_id = $1 ORDER BY v.sequence",
        text,
    )
}
