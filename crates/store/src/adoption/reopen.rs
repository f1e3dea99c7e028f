//! Opening a text again: after a refusal, only the clauses refused; after an adoption, all of it.

use super::{AdoptionError, hers, open};
use crate::amendment::{self, By};
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::adoption::reopened as rule;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::id::{ClauseId, TextId, VersionId};
use serde_json::json;
use std::collections::BTreeSet;

/// The version that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The version.
    pub version: VersionId,
    /// Its number.
    pub sequence: i64,
}

/// Opens a text again in a new version with the same words: a returned version is superseded, an
/// adopted one stays in force until the next is adopted.
///
/// # Errors
/// [`AdoptionError::NotNow`] when its latest version is neither.
pub async fn reopen(
    tx: &mut Tx,
    text: TextId,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<Reopened, AdoptionError> {
    hers(Task::Reopen, by)?;
    amendment::hold_text(tx, text).await?;
    let (former, status) = open::latest(tx, text).await?;
    match status {
        VersionStatus::Adopted => {}
        VersionStatus::Returned => {
            let (step, none) = (VersionStep::Supersede, Unsettled::default());
            amendment::step_version(tx, text, step, &none, By::Process, now).await?;
        }
        _ => return Err(AdoptionError::NotNow),
    }
    let opened = copy(tx, text, former, now).await?;
    run!(
        tx.on(),
        "INSERT INTO merge_round (version_id, base_id, merged_by, merged_at)
         VALUES ($1, $2, $3, $4)",
        opened.version,
        former,
        by.account(),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({
        "version": opened.version, "sequence": opened.sequence, "former": former, "was": status,
        "by": by.account(),
    });
    let (chain, id) = (journal::of_text(text), opened.version.0);
    journal::append(tx, &chain, "text.reopened", Some(id), &data, now).await?;
    Ok(opened)
}

async fn copy(
    tx: &mut Tx,
    text: TextId,
    former: VersionId,
    now: DateTime<Utc>,
) -> Result<Reopened, StoreError> {
    let version = VersionId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO text_version
            (id, text_id, sequence, parent_id, status, prefix, manifest, created_at)
         SELECT $2, text_id, sequence + 1, id, $3, prefix, manifest, $4
         FROM text_version WHERE id = $1",
        former,
        version,
        VersionStatus::Open,
        now,
    )?;
    run!(
        tx.on(),
        "INSERT INTO version_entry (version_id, position, clause_id, revision_id)
         SELECT $2, position, clause_id, revision_id FROM version_entry WHERE version_id = $1",
        former,
        version,
    )?;
    let (sequence,) = maybe!(
        tx.on() => (i64,),
        "SELECT sequence FROM text_version WHERE id = $1 AND text_id = $2",
        version,
        text,
    )?
    .ok_or(StoreError::Missing("version"))?;
    Ok(Reopened { version, sequence })
}

/// The adoption that came last before a version, if it was returned.
const RETURNED: &str = "SELECT a.version_id FROM adoption a
     JOIN text_version v ON v.id = a.version_id
     JOIN text_version w ON w.text_id = a.text_id AND w.sequence > v.sequence
     WHERE w.id = $1 AND a.outcome = 'returned' AND NOT EXISTS
        (SELECT 1 FROM adoption b JOIN text_version x ON x.id = b.version_id
         WHERE b.text_id = a.text_id AND x.sequence > v.sequence AND x.sequence < w.sequence)";
const REFUSED: &str = "SELECT clause_id FROM adoption_refusal WHERE version_id = $1";
const CLAUSES: &str = "SELECT e.clause_id, r.kind FROM version_entry e
     JOIN clause_revision r ON r.id = e.revision_id WHERE e.version_id = $1 ORDER BY e.position";

macro_rules! load {
    ($on:expr, $version:expr) => {{
        match maybe!($on => (VersionId,), RETURNED, $version)? {
            None => Ok(None),
            Some((returned,)) => {
                let refused = all!($on => (ClauseId,), REFUSED, returned)?;
                let before = all!($on => (ClauseId, ClauseKind), CLAUSES, returned)?;
                let after = all!($on => (ClauseId, ClauseKind), CLAUSES, $version)?;
                Ok(Some(open_in(&refused, &before, &after)))
            }
        }
    }};
}

/// The clauses of a version that amendments may change: nothing where all may be. After a refusal,
/// those refused with what stands under them, and those that came since.
///
/// # Errors
/// When the database fails.
pub async fn reopened(
    db: &Db,
    version: VersionId,
) -> Result<Option<BTreeSet<ClauseId>>, StoreError> {
    load!(db.reads(), version)
}

pub(crate) async fn reopened_within(
    tx: &mut Tx,
    version: VersionId,
) -> Result<Option<BTreeSet<ClauseId>>, StoreError> {
    load!(tx.on(), version)
}

fn open_in(
    refused: &[(ClauseId,)],
    before: &[(ClauseId, ClauseKind)],
    after: &[(ClauseId, ClauseKind)],
) -> BTreeSet<ClauseId> {
    let refused = refused.iter().map(|(id,)| *id).collect();
    let mut open = rule::reopened(before, &refused);
    let known = |id: &ClauseId| before.iter().any(|(old, _)| old == id);
    let new = after.iter().map(|(id, _)| *id).filter(|id| !known(id));
    open.extend(new);
    open
}
