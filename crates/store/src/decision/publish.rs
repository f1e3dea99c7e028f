//! The new version, made of the merge draft in one transaction: killed in the middle, nothing of it
//! is there, and it is made again.

use super::draft::MergeDraft;
use super::provenance;
use super::touch::held;
use crate::amendment::{self, Act, AmendmentError, By, StepError};
use crate::dispatch::{all, one, run};
use crate::{StoreError, Tx, batch, ids, journal};
use palier_domain::charter::consolidation::{DraftClause, DraftRefusal};
use palier_domain::charter::provenance::Span;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::id::{AmendmentId, ClauseId, RevisionId, TextId, VersionId};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The new version.
    pub version: VersionId,
    /// Its number.
    pub sequence: i64,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// Only the facilitator does this.
    #[error("only the facilitator does this")]
    NotHers,
    /// No draft is made now: somebody made the version of it meanwhile, or it has not begun.
    #[error("no merge draft is made now")]
    NotNow,
    /// The draft is no more what was seen: it is to be read again, and nothing was lost.
    #[error("the draft changed meanwhile")]
    Changed,
    /// A touch needs a public label.
    #[error("a touch needs a label")]
    WithoutLabel,
    /// Accepted amendments cannot stand together.
    #[error("accepted amendments cannot stand together")]
    LeftOut(Vec<AmendmentId>),
    /// Nothing would change.
    #[error("nothing would change")]
    Nothing,
    /// There is no such draft.
    #[error(transparent)]
    Draft(#[from] DraftRefusal),
    /// An amendment says no.
    #[error(transparent)]
    Amendment(#[from] AmendmentError),
    /// The version says no.
    #[error(transparent)]
    Step(#[from] StepError),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes the new version of what the draft says; `seen` is the mark of the draft that was read. The
/// accepted amendments are in the text then, and the new version is open.
///
/// # Errors
/// [`MergeError`]; of two who do it at once, one is told [`MergeError::NotNow`].
pub async fn publish(
    tx: &mut Tx,
    (text, seen): (TextId, &str),
    act: &Act<'_>,
) -> Result<Published, MergeError> {
    let made = held(tx, text, act.by, None).await?;
    if made.mark != seen {
        return Err(MergeError::Changed);
    }
    let left_out = made.draft.left_out();
    if !left_out.is_empty() {
        return Err(MergeError::LeftOut(left_out));
    }
    if made.draft.merge.fates.is_empty() && !made.draft.clauses.iter().any(|one| one.touched) {
        return Err(MergeError::Nothing);
    }
    for amendment in made.draft.merge.fates.keys() {
        amendment::incorporate(tx, *amendment, act).await?;
    }
    let none = Unsettled::default();
    let supersede = VersionStep::Supersede;
    amendment::step_version(tx, text, supersede, &none, By::Process, act.now).await?;
    let published = insert(tx, text, &made, act).await?;
    let data = json!({
        "version": published.version, "sequence": published.sequence, "base": made.version,
        "mark": made.mark, "by": act.by.account(),
    });
    let (chain, id) = (journal::of_text(text), published.version.0);
    journal::append(tx, &chain, "text.merged", Some(id), &data, act.now).await?;
    Ok(published)
}

async fn insert(
    tx: &mut Tx,
    text: TextId,
    made: &MergeDraft,
    act: &Act<'_>,
) -> Result<Published, StoreError> {
    let version = VersionId(ids::new_v7(act.now));
    let (sequence,) = one!(
        tx.on() => (i64,),
        "SELECT MAX(sequence) + 1 FROM text_version WHERE text_id = $1",
        text,
    )?;
    let manifest: [u8; 32] = Sha256::digest(made.draft.print(&made.prefix)).into();
    run!(
        tx.on(),
        "INSERT INTO text_version
            (id, text_id, sequence, parent_id, status, prefix, manifest, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        version,
        text,
        sequence,
        made.version,
        VersionStatus::Open,
        made.prefix.as_str(),
        &manifest[..],
        act.now,
    )?;
    run!(
        tx.on(),
        "INSERT INTO merge_round (version_id, base_id, merged_by, merged_at)
         VALUES ($1, $2, $3, $4)",
        version,
        made.version,
        act.by.account(),
        act.now,
    )?;
    clauses(tx, (text, version), made, act).await?;
    moved(tx, version, made).await?;
    run!(
        tx.on(),
        "INSERT INTO merge_round_amendment (amendment_id, version_id)
         SELECT m.id, $2 FROM amendment m
         WHERE m.text_id = $1 AND m.outcome <> 'none' AND NOT EXISTS
            (SELECT 1 FROM merge_round_amendment r WHERE r.amendment_id = m.id)",
        text,
        version,
    )?;
    Ok(Published { version, sequence })
}

/// New clauses, new words with who wrote them, and everyone's place.
async fn clauses(
    tx: &mut Tx,
    (text, version): (TextId, VersionId),
    made: &MergeDraft,
    act: &Act<'_>,
) -> Result<(), StoreError> {
    let known: BTreeSet<ClauseId> = all!(
        tx.on() => (ClauseId,),
        "SELECT id FROM clause WHERE text_id = $1",
        text,
    )?
    .into_iter()
    .map(|(id,)| id)
    .collect();
    let (handle,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(handle), 0) + 1 FROM clause WHERE text_id = $1",
        text,
    )?;
    let new = made.draft.clauses.iter().map(|one| one.merged.clause);
    let new: Vec<(ClauseId, i64)> = new.filter(|id| !known.contains(id)).zip(handle..).collect();
    let mut revisions: Vec<(RevisionId, &DraftClause)> = Vec::new();
    let mut written: Vec<(RevisionId, Vec<Span>)> = Vec::new();
    let mut entries: Vec<(i64, ClauseId, RevisionId)> = Vec::new();
    for (position, one) in (1_i64..).zip(&made.draft.clauses) {
        let old = made.base.iter().find(|old| old.clause == one.merged.clause);
        let revision = match old.filter(|old| old.source == one.source) {
            Some(old) => old.revision,
            None => {
                let id = RevisionId(ids::new_v7(act.now));
                revisions.push((id, one));
                written.push((id, one.provenance.clone()));
                id
            }
        };
        entries.push((position, one.merged.clause, revision));
    }
    batch::insert!(
        tx,
        "INSERT INTO clause (id, text_id, handle)",
        "",
        new,
        |(clause, handle)| clause,
        text,
        handle,
    );
    batch::insert!(
        tx,
        "INSERT INTO clause_revision
            (id, clause_id, parent_id, kind, source, created_from, created_at)",
        "",
        revisions,
        |(id, one)| id,
        one.merged.clause,
        one.merged.base,
        one.merged.kind,
        one.source.as_str(),
        if one.merged.base.is_some() && !one.merged.changed {
            "editorial"
        } else {
            "merge"
        },
        act.now,
    );
    batch::insert!(
        tx,
        "INSERT INTO version_entry (version_id, position, clause_id, revision_id)",
        "",
        entries,
        |(position, clause, revision)| version,
        position,
        clause,
        revision,
    );
    provenance::put(tx, &written).await
}

/// Which amendments removed clauses, and put others elsewhere.
async fn moved(tx: &mut Tx, version: VersionId, made: &MergeDraft) -> Result<(), StoreError> {
    let mut rows: Vec<(ClauseId, AmendmentId, bool)> = Vec::new();
    for one in &made.draft.merge.removed {
        rows.extend(one.by.iter().map(|by| (one.clause, *by, true)));
    }
    for one in &made.draft.merge.clauses {
        rows.extend(one.moved_by.iter().map(|by| (one.clause, *by, false)));
    }
    batch::insert!(
        tx,
        "INSERT INTO clause_moved (version_id, clause_id, amendment_id, removed)",
        "",
        rows,
        |(clause, amendment, removed)| version,
        clause,
        amendment,
        removed,
    );
    Ok(())
}
