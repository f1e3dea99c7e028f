//! Putting a version before the colleges: what is voted is the hash of its bytes.

use super::{AdoptionError, hers, rules};
use crate::amendment::{self, By};
use crate::dispatch::{all, maybe, run};
use crate::{StoreError, Tx, decision, journal, text};
use chrono::{DateTime, Utc};
use palier_domain::charter::adoption::ballot::Seat;
use palier_domain::charter::adoption::rules::{AdoptionRules, Weights};
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_domain::id::{AssociationId, TextId, VersionId};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::types::Json;

/// What is said when a version is put before the colleges.
#[derive(Clone, Copy, Debug, Default)]
pub struct Opening<'a> {
    /// What each association won in the last election, where votes weigh that; none weighs nothing.
    pub weights: &'a [(AssociationId, u32)],
    /// Where these figures come from; public.
    pub from: &'a str,
}

/// Puts the latest version of a text before the colleges; gives it. The associations that are asked
/// are those attached to the landlord now.
///
/// # Errors
/// [`AdoptionError`]: [`AdoptionError::TouchesWaiting`] while editorial touches of the merge draft are
/// in no version yet, for they would be lost.
pub async fn open(
    tx: &mut Tx,
    text: TextId,
    opening: &Opening<'_>,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<VersionId, AdoptionError> {
    hers(Task::Open, by)?;
    amendment::hold_text(tx, text).await?;
    let (version, _) = latest(tx, text).await?;
    if touched(tx, version).await? {
        return Err(AdoptionError::TouchesWaiting);
    }
    let rules = rules::stored(tx, text).await?.unwrap_or_default();
    let seats = seats(tx, text, &rules, opening).await?;
    let none = Unsettled::default();
    decision::step(tx, text, VersionStep::Submit, &none, by, now).await?;
    let manifest = manifest(tx, version).await?;
    let from = match rules.weights() {
        Weights::OneEach => "",
        Weights::LastElection => opening.from.trim(),
    };
    run!(
        tx.on(),
        "INSERT INTO adoption (version_id, text_id, manifest, rules, seats, weights_from, opened_by,
            opened_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        version,
        text,
        &manifest[..],
        Json(&rules),
        Json(&seats),
        from,
        by.account(),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({
        "version": version, "manifest": manifest, "rules": rules, "seats": seats, "from": from,
        "by": by.account(),
    });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "adoption.opened", Some(version.0), &data, now).await?;
    Ok(version)
}

/// The latest version of a text, and where it stands.
pub(super) async fn latest(
    tx: &mut Tx,
    text: TextId,
) -> Result<(VersionId, VersionStatus), StoreError> {
    maybe!(
        tx.on() => (VersionId, VersionStatus),
        "SELECT id, status FROM text_version WHERE text_id = $1 ORDER BY sequence DESC LIMIT 1",
        text,
    )?
    .ok_or(StoreError::Missing("version"))
}

async fn touched(tx: &mut Tx, version: VersionId) -> Result<bool, StoreError> {
    let found = maybe!(
        tx.on() => (i64,),
        "SELECT place FROM merge_touch WHERE version_id = $1 AND undone_at IS NULL LIMIT 1",
        version,
    )?;
    Ok(found.is_some())
}

async fn seats(
    tx: &mut Tx,
    text: TextId,
    rules: &AdoptionRules,
    opening: &Opening<'_>,
) -> Result<Vec<Seat>, AdoptionError> {
    let found = all!(
        tx.on() => (AssociationId, String),
        "SELECT a.id, a.name FROM text t
         JOIN association_landlord l ON l.landlord_id = t.landlord_id
         JOIN association a ON a.id = l.association_id
         WHERE t.id = $1 ORDER BY a.name, a.id",
        text,
    )?;
    let weight = |association: AssociationId| match rules.weights() {
        Weights::OneEach => 1,
        Weights::LastElection => {
            let mut said = opening.weights.iter();
            let found = said.find(|(id, _)| *id == association);
            found.map_or(0, |(_, weight)| *weight)
        }
    };
    let seats: Vec<Seat> = found
        .into_iter()
        .map(|(association, name)| Seat {
            association,
            name,
            weight: weight(association),
        })
        .collect();
    let asked = rules.of(College::Associations).is_some();
    if asked && rules.weights() == Weights::LastElection && seats.iter().all(|one| one.weight == 0)
    {
        return Err(AdoptionError::WithoutWeights);
    }
    Ok(seats)
}

/// The hash of a version's bytes, made anew: it must be the one under which it was published.
async fn manifest(tx: &mut Tx, version: VersionId) -> Result<[u8; 32], StoreError> {
    let (prefix, stored) = maybe!(
        tx.on() => (String, Vec<u8>),
        "SELECT prefix, manifest FROM text_version WHERE id = $1",
        version,
    )?
    .ok_or(StoreError::Missing("version"))?;
    let mut hash = Sha256::new_with_prefix(prefix);
    for entry in text::entries_within(tx, version).await? {
        hash.update(entry.source);
    }
    let made: [u8; 32] = hash.finalize().into();
    if made[..] == stored[..] {
        Ok(made)
    } else {
        let said = "a version's bytes do not have its hash".to_owned();
        Err(StoreError::Corrupt(said))
    }
}
