//! What an amendment says: title, reasons, operations.

use super::AmendmentError;
use super::row::within;
use crate::dispatch::{all, both, run};
use crate::{Db, StoreError, Tx, batch};
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::charter::operation::{AmendmentOps, Operation};
use palier_domain::id::{AmendmentId, ClauseId, RevisionId, TextId};
use sqlx::types::Json;
use std::collections::HashMap;

/// What an amendment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is called.
    pub title: String,
    /// Why, in Markdown.
    pub reasons: String,
    /// What it changes, in order.
    pub operations: Vec<Operation>,
}

/// What an amendment says.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such amendment.
pub async fn content(db: &Db, id: AmendmentId) -> Result<Content, StoreError> {
    let found = super::get(db, id).await?;
    let found = found.ok_or(StoreError::Missing("amendment"))?;
    Ok(Content {
        title: found.title,
        reasons: found.reasons,
        operations: operations(db, id).await?,
    })
}

const OPERATIONS: &str =
    "SELECT operation FROM amendment_operation WHERE amendment_id = $1 ORDER BY position";

/// What an amendment changes, in order.
///
/// # Errors
/// When the database fails.
pub async fn operations(db: &Db, id: AmendmentId) -> Result<Vec<Operation>, StoreError> {
    let rows = all!(db.reads() => (Json<Operation>,), OPERATIONS, id)?;
    Ok(rows.into_iter().map(|(Json(one),)| one).collect())
}

/// What several amendments change, each in order.
///
/// # Errors
/// When the database fails.
pub async fn operations_of(
    db: &Db,
    ids: &[AmendmentId],
) -> Result<HashMap<AmendmentId, Vec<Operation>>, StoreError> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT amendment_id, operation FROM amendment_operation
             WHERE amendment_id IN {} ORDER BY amendment_id, position",
            batch::list(1, ids.len()),
        );
        let rows = both!(db.reads(), |at| {
            let sql = sqlx::AssertSqlSafe(sql);
            let mut query = sqlx::query_as::<_, (AmendmentId, Json<Operation>)>(sql);
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(at).await
        })?;
        for (id, Json(operation)) in rows {
            found.entry(id).or_default().push(operation);
        }
    }
    Ok(found)
}

pub(super) async fn operations_within(
    tx: &mut Tx,
    id: AmendmentId,
) -> Result<Vec<Operation>, StoreError> {
    let rows = all!(tx.on() => (Json<Operation>,), OPERATIONS, id)?;
    Ok(rows.into_iter().map(|(Json(one),)| one).collect())
}

pub(super) async fn within_content(
    tx: &mut Tx,
    id: AmendmentId,
) -> Result<Content, AmendmentError> {
    let found = within(tx, id).await?;
    Ok(Content {
        title: found.title,
        reasons: found.reasons,
        operations: operations_within(tx, id).await?,
    })
}

/// Puts operations in place of the former ones.
pub(super) async fn put_operations(
    tx: &mut Tx,
    id: AmendmentId,
    operations: &[Operation],
) -> Result<(), StoreError> {
    let gone = "DELETE FROM amendment_operation WHERE amendment_id = $1";
    run!(tx.on(), gone, id)?;
    for (position, operation) in (1_i64..).zip(operations) {
        let (clause, revision) = place_of(operation);
        run!(
            tx.on(),
            "INSERT INTO amendment_operation
                (amendment_id, position, clause_id, revision_id, operation)
             VALUES ($1, $2, $3, $4, $5)",
            id,
            position,
            clause,
            revision,
            Json(operation),
        )?;
    }
    Ok(())
}

/// The clause under which an operation is shown, and the words on which it is based.
fn place_of(operation: &Operation) -> (Option<ClauseId>, Option<RevisionId>) {
    match operation {
        Operation::Insert { after, .. } => (*after, None),
        other => {
            let at = other.target();
            (at.map(|at| at.clause), at.map(|at| at.base))
        }
    }
}

/// The accepted amendments of a text that are not in it yet, with what each of them changes: its own
/// words, or those to which its author agreed; by number.
///
/// # Errors
/// When the database fails.
pub async fn to_merge(db: &Db, text: TextId) -> Result<Vec<AmendmentOps>, StoreError> {
    let accepted = all!(
        db.reads() => (AmendmentId, Outcome),
        "SELECT id, outcome FROM amendment
         WHERE text_id = $1 AND lifecycle = 'decided'
            AND outcome IN ('accepted', 'accepted_modified') ORDER BY number",
        text,
    )?;
    let mut found = Vec::with_capacity(accepted.len());
    for (id, outcome) in accepted {
        let operations = match outcome {
            Outcome::AcceptedModified => reworded(db, id).await?,
            _ => operations(db, id).await?,
        };
        found.push(AmendmentOps {
            amendment: id,
            operations,
        });
    }
    Ok(found)
}

async fn reworded(db: &Db, id: AmendmentId) -> Result<Vec<Operation>, StoreError> {
    let rows = all!(
        db.reads() => (Json<Vec<Operation>>,),
        "SELECT rewording FROM amendment_recommendation
         WHERE amendment_id = $1 AND answer = 'agreed' ORDER BY place DESC LIMIT 1",
        id,
    )?;
    let agreed = rows.into_iter().next();
    agreed.map(|(Json(words),)| words).ok_or_else(|| {
        StoreError::Corrupt("an amendment accepted in words that nobody agreed to".to_owned())
    })
}
