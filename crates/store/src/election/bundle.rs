//! The organiser's bundle: everything that verifies and tells the election without this platform.

use super::{condition, held};
use crate::dispatch::{maybe, run};
use crate::upload::{self, NewUpload, Upload};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{ElectionId, UploadId};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Keeps the bundle of an election whose result is final, in place of one made before.
///
/// # Errors
/// [`StoreError::Conflict`] when the result is not final, or what goes into it was destroyed.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    name: &str,
    bytes: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let found = held(tx, election).await?;
    let conditions = condition::in_tx(tx, election).await?;
    if found.stage != Stage::Final || conditions.contains(&Condition::DestructionJournalled) {
        return Err(StoreError::Conflict("the bundle is not made now"));
    }
    let before = id(tx, election).await?;
    let new = NewUpload {
        landlord_id: Some(found.landlord_id),
        name: name.to_owned(),
        media_type: "application/x-tar".to_owned(),
        expires_at: None,
    };
    let upload = upload::keep(tx, new, bytes, now).await?;
    run!(
        tx.on(),
        "INSERT INTO election_bundle (election_id, upload_id, made_at) VALUES ($1, $2, $3)
         ON CONFLICT (election_id)
         DO UPDATE SET upload_id = excluded.upload_id, made_at = excluded.made_at",
        election,
        upload,
        now,
    )?;
    if let Some(before) = before {
        upload::erase(tx, before).await?;
    }
    let sha256 = hex::encode(Sha256::digest(bytes));
    let data = json!({ "sha256": sha256, "size": bytes.len() });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "bundle.made", Some(election.0), &data, now).await?;
    condition::declare(tx, election, Condition::BundleMade, &sha256, now).await
}

async fn id(tx: &mut Tx, election: ElectionId) -> Result<Option<UploadId>, StoreError> {
    let sql = "SELECT upload_id FROM election_bundle WHERE election_id = $1";
    let found = maybe!(tx.on() => (UploadId,), sql, election)?;
    Ok(found.map(|(id,)| id))
}

/// What is known of the bundle, without its bytes.
///
/// # Errors
/// When the database fails.
pub async fn about(db: &Db, election: ElectionId) -> Result<Option<Upload>, StoreError> {
    let sql = "SELECT upload_id FROM election_bundle WHERE election_id = $1";
    match maybe!(db.reads() => (UploadId,), sql, election)? {
        Some((id,)) => upload::about(db, id).await,
        None => Ok(None),
    }
}

/// The bundle.
///
/// # Errors
/// When the database fails, or its bytes are not those that were kept.
pub async fn read(db: &Db, election: ElectionId) -> Result<Option<(Upload, Vec<u8>)>, StoreError> {
    match about(db, election).await? {
        Some(about) => upload::read(db, about.id).await,
        None => Ok(None),
    }
}
