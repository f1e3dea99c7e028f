//! Carrying pending amendments over to a new version, and what their authors choose then.

use super::content::{operations_within, put_operations};
use super::event::What;
use super::held::{Done, hold, write};
use super::row::{Amendment, Stored, amendments};
use super::{Act, AmendmentError, open_clauses};
use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::rebase::Rebase;
use palier_domain::id::{AmendmentId, TextId, VersionId};
use serde_json::json;

/// What an author chooses on a new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Her words, on the new version.
    Keep,
    /// What the new version says, and the rest of hers.
    Adopt,
}

/// The amendments of a text that are still to be treated and are written against another version.
///
/// # Errors
/// When the database fails.
pub async fn pending(
    db: &Db,
    text: TextId,
    version: VersionId,
) -> Result<Vec<Amendment>, StoreError> {
    all!(
        db.reads() => Stored,
        amendments!(
            "WHERE m.text_id = $1 AND m.base_version_id <> $2 AND m.lifecycle IN
                ('draft', 'gathering', 'submitted', 'inadmissible', 'under_discussion')
             ORDER BY m.created_at, m.id"
        ),
        text,
        version,
    )?
    .into_iter()
    .map(Stored::shown)
    .collect()
}

/// Carries an amendment over to the latest version, by the rules; what its operations become was
/// found by the engine. Where the author must choose, her days begin.
///
/// # Errors
/// [`AmendmentError`].
pub async fn carry(
    tx: &mut Tx,
    id: AmendmentId,
    carried: &Rebase,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Carry(carried.status))?;
    if let Some(operations) = carried.followed() {
        rebase(tx, id, held.version, &operations).await?;
    }
    let done = Done::of(
        next,
        What::Carried,
        json!({ "text_status": carried.status }),
    );
    write(tx, &held, done, act).await
}

/// Chooses what becomes of an amendment on the latest version, in these operations.
///
/// # Errors
/// [`AmendmentError::Empty`] when nothing would be left of it: it is withdrawn rather.
pub async fn choose(
    tx: &mut Tx,
    id: AmendmentId,
    choice: Choice,
    operations: &[Operation],
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let action = match choice {
        Choice::Keep => Action::KeepOnNewText,
        Choice::Adopt => Action::AdoptNewWording,
    };
    let (_, next) = held.permits(action)?;
    if operations.is_empty() {
        return Err(AmendmentError::Empty);
    }
    open_clauses::check(tx, held.version, operations).await?;
    let before = operations_within(tx, id).await?;
    rebase(tx, id, held.version, operations).await?;
    let kept = choice == Choice::Keep;
    let done = Done {
        covers: json!({ "before": before, "operations": operations }),
        ..Done::of(next, What::Chosen, json!({ "kept": kept }))
    };
    write(tx, &held, done, act).await
}

async fn rebase(
    tx: &mut Tx,
    id: AmendmentId,
    version: VersionId,
    operations: &[Operation],
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "UPDATE amendment SET base_version_id = $2, revision = revision + 1 WHERE id = $1",
        id,
        version,
    )?;
    put_operations(tx, id, operations).await
}

/// Amendments whose authors did not choose in time, on any text: they lapse.
///
/// # Errors
/// When the database fails.
pub async fn overdue(
    db: &Db,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Amendment>, StoreError> {
    all!(
        db.reads() => Stored,
        amendments!(
            "WHERE m.rebase_until <= $1
                AND m.lifecycle IN ('gathering', 'submitted', 'under_discussion')
             ORDER BY m.rebase_until, m.id LIMIT $2"
        ),
        now,
        limit,
    )?
    .into_iter()
    .map(Stored::shown)
    .collect()
}
