//! Amendments that cannot stand together, as the engine finds them among those that wait for a vote.

use crate::dispatch::{all, maybe, one, run};
pub(super) use crate::text::base_within as base;
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::charter::merge::{Merge, merge_chosen};
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::id::{AmendmentId, BundleId, TextId, VersionId};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// Amendments that are voted as alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Its identifier.
    pub id: BundleId,
    /// Whether it was voted.
    pub voted: bool,
    /// In the order of the vote: the furthest from the base first.
    pub alternatives: Vec<Alternative>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Its place in the vote, from 1.
    pub rank: i64,
    /// Which amendment.
    pub amendment: AmendmentId,
}

const BUNDLES: &str = "SELECT b.id,
        EXISTS (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = b.id) AS voted,
        a.rank, a.amendment_id
     FROM amendment_bundle b JOIN amendment_alternative a ON a.bundle_id = b.id
     WHERE b.version_id = $1 ORDER BY b.place, a.rank";

type Row = (BundleId, bool, i64, AmendmentId);

/// The bundles of a version, in the order of the text.
///
/// # Errors
/// When the database fails.
pub async fn bundles(db: &Db, version: VersionId) -> Result<Vec<Bundle>, StoreError> {
    let rows = all!(db.reads() => Row, BUNDLES, version)?;
    Ok(grouped(rows))
}

/// The bundles of a version that this very transaction may have found.
///
/// # Errors
/// When the database fails.
pub async fn bundles_within(tx: &mut Tx, version: VersionId) -> Result<Vec<Bundle>, StoreError> {
    let rows = all!(tx.on() => Row, BUNDLES, version)?;
    Ok(grouped(rows))
}

fn grouped(rows: Vec<Row>) -> Vec<Bundle> {
    let mut found: Vec<Bundle> = Vec::new();
    for (id, voted, rank, amendment) in rows {
        let alternative = Alternative { rank, amendment };
        match found.last_mut() {
            Some(last) if last.id == id => last.alternatives.push(alternative),
            _ => found.push(Bundle {
                id,
                voted,
                alternatives: vec![alternative],
            }),
        }
    }
    found
}

/// The amendments of a text that wait for a vote of their own: they conflict with none.
///
/// # Errors
/// When the database fails.
pub async fn alone(db: &Db, text: TextId) -> Result<Vec<AmendmentId>, StoreError> {
    let rows = all!(
        db.reads() => (AmendmentId,),
        "SELECT m.id FROM amendment m
         WHERE m.text_id = $1 AND m.lifecycle = 'to_vote' AND NOT EXISTS
            (SELECT 1 FROM amendment_alternative a
             WHERE a.amendment_id = m.id AND NOT EXISTS
                (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = a.bundle_id))
         ORDER BY m.number",
        text,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// An amendment that is voted or was accepted, in the words that count: its own, or the last
/// rewording if its author agreed to it.
pub(super) struct Votable {
    pub(super) ops: AmendmentOps,
    /// It counts in the words of a rewording.
    pub(super) reworded: bool,
    /// It was accepted, and is not in the text yet.
    pub(super) accepted: bool,
}

/// What waits for a vote on a text, and what was accepted there.
pub(super) async fn votable(tx: &mut Tx, text: TextId) -> Result<Vec<Votable>, StoreError> {
    let rows = all!(
        tx.on() => (AmendmentId, String, String),
        "SELECT id, lifecycle, outcome FROM amendment
         WHERE text_id = $1 AND (lifecycle = 'to_vote' OR lifecycle = 'decided'
            AND outcome IN ('accepted', 'accepted_modified')) ORDER BY number",
        text,
    )?;
    let mut found = Vec::with_capacity(rows.len());
    for (amendment, lifecycle, outcome) in rows {
        let accepted = lifecycle == "decided";
        let rewording = if outcome == "accepted" {
            None
        } else {
            agreed(tx, amendment).await?
        };
        let reworded = rewording.is_some();
        let operations = match rewording {
            Some(operations) => operations,
            None => own(tx, amendment).await?,
        };
        let ops = AmendmentOps {
            amendment,
            operations,
        };
        found.push(Votable {
            ops,
            reworded,
            accepted,
        });
    }
    Ok(found)
}

async fn own(tx: &mut Tx, id: AmendmentId) -> Result<Vec<Operation>, StoreError> {
    let rows = all!(
        tx.on() => (Json<Operation>,),
        "SELECT operation FROM amendment_operation WHERE amendment_id = $1 ORDER BY position",
        id,
    )?;
    Ok(rows.into_iter().map(|(Json(one),)| one).collect())
}

/// The last rewording of an amendment, if its author agreed to it.
async fn agreed(tx: &mut Tx, id: AmendmentId) -> Result<Option<Vec<Operation>>, StoreError> {
    let last = maybe!(
        tx.on() => (Option<String>, Json<Vec<Operation>>),
        "SELECT answer, rewording FROM amendment_recommendation
         WHERE amendment_id = $1 AND rewording IS NOT NULL ORDER BY place DESC LIMIT 1",
        id,
    )?;
    Ok(last
        .and_then(|(answer, Json(words))| (answer.as_deref() == Some("agreed")).then_some(words)))
}

/// What the engine says of what waits, beside what was accepted.
pub(super) fn merged(base: &[BaseClause], votable: &[Votable]) -> Merge {
    let all: Vec<AmendmentOps> = votable.iter().map(|one| one.ops.clone()).collect();
    let chosen: Vec<AmendmentId> = votable
        .iter()
        .filter(|one| one.accepted)
        .map(|one| one.ops.amendment)
        .collect();
    merge_chosen(base, &all, &chosen)
}

/// Finds the bundles among what waits now; those that were voted stay as they are.
pub(super) async fn find(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for gone in [
        "DELETE FROM amendment_alternative WHERE bundle_id IN
            (SELECT b.id FROM amendment_bundle b WHERE b.version_id = $1
             AND NOT EXISTS (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = b.id))",
        "DELETE FROM amendment_bundle WHERE version_id = $1 AND NOT EXISTS
            (SELECT 1 FROM amendment_vote v WHERE v.bundle_id = amendment_bundle.id)",
    ] {
        run!(tx.on(), gone, version)?;
    }
    let votable = votable(tx, text).await?;
    let found = merged(&base(tx, version).await?, &votable).bundles;
    let (mut place,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(place), 0) FROM amendment_bundle WHERE version_id = $1",
        version,
    )?;
    for bundle in found {
        place += 1;
        let id = BundleId(ids::new_v7(now));
        run!(
            tx.on(),
            "INSERT INTO amendment_bundle (id, version_id, place, found_at)
             VALUES ($1, $2, $3, $4)",
            id,
            version,
            place,
            now,
        )?;
        for (rank, amendment) in (1_i64..).zip(&bundle.alternatives) {
            run!(
                tx.on(),
                "INSERT INTO amendment_alternative (bundle_id, rank, amendment_id)
                 VALUES ($1, $2, $3)",
                id,
                rank,
                *amendment,
            )?;
        }
    }
    Ok(())
}

/// The public numbers of the amendments of a text.
pub(super) async fn numbers(
    tx: &mut Tx,
    text: TextId,
) -> Result<BTreeMap<AmendmentId, i64>, StoreError> {
    let rows = all!(
        tx.on() => (AmendmentId, i64),
        "SELECT id, number FROM amendment WHERE text_id = $1 AND number IS NOT NULL",
        text,
    )?;
    Ok(rows.into_iter().collect())
}
