//! Drawing the commitments of a version that was adopted.

use crate::dispatch::{all, run};
use crate::{StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::commitment::drawn::{Drawn, drawn};
use palier_domain::charter::operation::BaseClause;
use palier_domain::id::{ClauseId, CommitmentId, RevisionId, TextId, VersionId};
use serde_json::json;

#[derive(sqlx::FromRow)]
struct Known {
    id: CommitmentId,
    clause_id: ClauseId,
    revision_id: RevisionId,
    due_on: Option<NaiveDate>,
    owner: String,
    indicator: String,
}

/// Enters the commitments of a version in the register. One that the text says in the same words goes
/// on as it was; in other words it is planned anew, with what was reported before; one that it does
/// not say any more ends.
pub(crate) async fn draw(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let found = drawn(&clauses(tx, version).await?);
    let known = all!(
        tx.on() => Known,
        "SELECT id, clause_id, revision_id, due_on, owner, indicator FROM commitment
         WHERE text_id = $1",
        text,
    )?;
    for one in &found {
        match known.iter().find(|old| old.clause_id == one.clause) {
            Some(old) => again(tx, version, one, old, now).await?,
            None => insert(tx, (text, version), one, now).await?,
        }
    }
    for old in &known {
        if !found.iter().any(|one| one.clause == old.clause_id) {
            run!(
                tx.on(),
                "UPDATE commitment SET ended_at = COALESCE(ended_at, $2) WHERE id = $1",
                old.id,
                now,
            )?;
        }
    }
    let clauses: Vec<_> = found.iter().map(|one| one.clause).collect();
    let data = json!({ "version": version, "clauses": clauses });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "commitment.drawn", Some(version.0), &data, now).await?;
    Ok(())
}

async fn clauses(tx: &mut Tx, version: VersionId) -> Result<Vec<BaseClause>, StoreError> {
    let rows = all!(
        tx.on() => (ClauseId, RevisionId, ClauseKind, String),
        "SELECT e.clause_id, e.revision_id, r.kind, r.source
         FROM version_entry e JOIN clause_revision r ON r.id = e.revision_id
         WHERE e.version_id = $1 ORDER BY e.position",
        version,
    )?;
    let clause = |(clause, revision, kind, source)| BaseClause {
        clause,
        revision,
        kind,
        source,
    };
    Ok(rows.into_iter().map(clause).collect())
}

async fn insert(
    tx: &mut Tx,
    (text, version): (TextId, VersionId),
    one: &Drawn,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO commitment (id, text_id, clause_id, version_id, revision_id, owner, indicator,
            due_on, state, reason, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'planned', '', $9, $9)",
        CommitmentId(ids::new_v7(now)),
        text,
        one.clause,
        version,
        one.revision,
        one.owner.as_str(),
        one.indicator.as_str(),
        one.due_on,
        now,
    )
    .map(drop)
}

/// The same clause in a later version.
async fn again(
    tx: &mut Tx,
    version: VersionId,
    one: &Drawn,
    old: &Known,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if one.revision == old.revision_id {
        let sql = "UPDATE commitment SET version_id = $2, ended_at = NULL WHERE id = $1";
        return run!(tx.on(), sql, old.id, version).map(drop);
    }
    // What was completed by hand stays where the new words leave it open too.
    let or_old = |new: &str, old: &str| if new.is_empty() { old } else { new }.to_owned();
    run!(
        tx.on(),
        "UPDATE commitment SET version_id = $2, revision_id = $3, owner = $4, indicator = $5,
            due_on = $6, state = 'planned', reason = '', changed_at = $7, ended_at = NULL
         WHERE id = $1",
        old.id,
        version,
        one.revision,
        or_old(&one.owner, &old.owner),
        or_old(&one.indicator, &old.indicator),
        one.due_on.or(old.due_on),
        now,
    )?;
    run!(
        tx.on(),
        "INSERT INTO commitment_progress (commitment_id, place, state, words, evidence, reported_as,
            reported_at)
         SELECT $1, COALESCE(MAX(place), 0) + 1, 'planned', '', '', 'process', $2
         FROM commitment_progress WHERE commitment_id = $1",
        old.id,
        now,
    )
    .map(drop)
}
