//! The merge draft of a version: what was accepted, merged by the engine, and the touches since.

use super::bundle;
use super::provenance;
use super::publish::MergeError;
use super::steps::latest;
use crate::amendment::to_merge;
use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx, text};
use chrono::{DateTime, Utc};
use palier_domain::charter::consolidation::{Draft, Touch, draft};
use palier_domain::charter::diff::Hunk;
use palier_domain::charter::operation::{AmendmentOps, BaseClause};
use palier_domain::charter::provenance::Span;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{ClauseId, RevisionId, TextId, TouchId, VersionId};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// The merge draft as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeDraft {
    /// The version on which it is made.
    pub version: VersionId,
    /// The bytes before the first clause.
    pub prefix: String,
    /// That version's clauses.
    pub base: Vec<BaseClause>,
    /// The draft.
    pub draft: Draft,
    /// Its touches in order, those undone too.
    pub touches: Vec<TouchRow>,
    /// What is sent with a change: a draft that changed meanwhile has another one.
    pub mark: String,
}

/// An editorial touch.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct TouchRow {
    /// Its identifier.
    pub id: TouchId,
    /// In which clause.
    pub clause_id: ClauseId,
    /// Why.
    pub label: String,
    /// In what role somebody made it.
    pub author_role: String,
    /// What it changes.
    pub hunks: Json<Vec<Hunk>>,
    /// When.
    pub written_at: DateTime<Utc>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

const TOUCHES: &str = "SELECT id, clause_id, label, author_role, hunks, written_at, undone_at
     FROM merge_touch WHERE version_id = $1 ORDER BY place";

/// The touches made on a version's merge draft, in order, those undone too.
///
/// # Errors
/// When the database fails.
pub async fn touches(db: &Db, version: VersionId) -> Result<Vec<TouchRow>, StoreError> {
    all!(db.reads() => TouchRow, TOUCHES, version)
}

/// The merge draft of a text, while there is one.
///
/// # Errors
/// When the database fails.
pub async fn merge_draft(db: &Db, text_id: TextId) -> Result<Option<MergeDraft>, StoreError> {
    let found = maybe!(
        db.reads() => (VersionId, VersionStatus, String),
        "SELECT id, status, prefix FROM text_version WHERE text_id = $1
         ORDER BY sequence DESC LIMIT 1",
        text_id,
    )?;
    let Some((version, VersionStatus::Consolidating, prefix)) = found else {
        return Ok(None);
    };
    let made = Inputs {
        version,
        prefix,
        base: text::base(db, version).await?,
        accepted: to_merge(db, text_id).await?,
        touches: touches(db, version).await?,
        former: provenance::written(db, version).await?,
    };
    made.draft()
        .map(Some)
        .map_err(|error| StoreError::Corrupt(format!("a merge draft: {error}")))
}

/// All that a draft is made of.
struct Inputs {
    version: VersionId,
    prefix: String,
    base: Vec<BaseClause>,
    accepted: Vec<AmendmentOps>,
    touches: Vec<TouchRow>,
    former: BTreeMap<RevisionId, Vec<Span>>,
}

impl Inputs {
    fn draft(self) -> Result<MergeDraft, palier_domain::charter::consolidation::DraftRefusal> {
        let live = self.touches.iter().filter(|one| one.undone_at.is_none());
        let live: Vec<Touch> = live
            .map(|one| Touch {
                clause: one.clause_id,
                hunks: one.hunks.0.clone(),
            })
            .collect();
        let former = |revision| self.former.get(&revision).cloned().unwrap_or_default();
        let draft = draft(&self.base, &self.accepted, &live, former)?;
        Ok(MergeDraft {
            version: self.version,
            mark: draft.mark(&self.prefix),
            prefix: self.prefix,
            base: self.base,
            draft,
            touches: self.touches,
        })
    }
}

/// The merge draft of a text, in a transaction that may have made what it is made of.
///
/// # Errors
/// [`MergeError::NotNow`] when none is made; [`MergeError::Draft`].
pub async fn merge_draft_within(tx: &mut Tx, text: TextId) -> Result<MergeDraft, MergeError> {
    within(tx, text, None).await
}

/// The merge draft in the transaction that holds its text; without one of its touches, if asked.
///
/// # Errors
/// [`MergeError::NotNow`] when none is made; [`MergeError::Draft`].
pub(super) async fn within(
    tx: &mut Tx,
    text: TextId,
    without: Option<TouchId>,
) -> Result<MergeDraft, MergeError> {
    let (version, status) = latest(tx, text).await?;
    if status != VersionStatus::Consolidating {
        return Err(MergeError::NotNow);
    }
    let prefix = maybe!(
        tx.on() => (String,),
        "SELECT prefix FROM text_version WHERE id = $1",
        version,
    )?;
    let (prefix,) = prefix.ok_or(StoreError::Missing("version"))?;
    let votable = bundle::votable(tx, text).await?;
    let accepted = votable.into_iter().filter(|one| one.accepted);
    let accepted = accepted.map(|one| one.ops).collect();
    let touches = all!(tx.on() => TouchRow, TOUCHES, version)?;
    let made = Inputs {
        version,
        prefix,
        base: bundle::base(tx, version).await?,
        accepted,
        touches: touches
            .into_iter()
            .filter(|one| Some(one.id) != without)
            .collect(),
        former: provenance::within(tx, version).await?,
    };
    Ok(made.draft()?)
}
