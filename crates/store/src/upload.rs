//! Files, kept as pieces named by their SHA-256: any process serves them, and the same piece is
//! kept once.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{LandlordId, UploadId};
use sha2::{Digest as _, Sha256};

/// Bytes of a piece.
const PIECE: usize = 256 * 1024;

/// A file to keep.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// Whose it is.
    pub landlord_id: Option<LandlordId>,
    /// Its name, for people.
    pub name: String,
    /// Its media type, as `text/csv`.
    pub media_type: String,
    /// When it may be erased; absent for what is kept.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Upload {
    /// Its identifier.
    pub id: UploadId,
    /// Whose it is.
    pub landlord_id: Option<LandlordId>,
    /// Its name, for people.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, counted.
    pub size: i64,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// Keeps a file.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    new: NewUpload,
    bytes: &[u8],
    now: DateTime<Utc>,
) -> Result<UploadId, StoreError> {
    let id = UploadId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO upload
            (id, landlord_id, name, media_type, size, sha256, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        new.landlord_id,
        new.name.as_str(),
        new.media_type.as_str(),
        i64::try_from(bytes.len()).map_err(StoreError::other)?,
        &Sha256::digest(bytes)[..],
        now,
        new.expires_at,
    )?;
    for (position, piece) in (0_i64..).zip(bytes.chunks(PIECE)) {
        let hash: [u8; 32] = Sha256::digest(piece).into();
        run!(
            tx.on(),
            "INSERT INTO chunk (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING",
            &hash[..],
            piece,
        )?;
        run!(
            tx.on(),
            "INSERT INTO upload_chunk (upload_id, position, chunk_hash) VALUES ($1, $2, $3)",
            id,
            position,
            &hash[..],
        )?;
    }
    Ok(id)
}

/// What is known of a file, without its bytes.
///
/// # Errors
/// When the database fails.
pub async fn about(db: &Db, id: UploadId) -> Result<Option<Upload>, StoreError> {
    maybe!(
        db.reads() => Upload,
        "SELECT id, landlord_id, name, media_type, size, sha256, created_at
         FROM upload WHERE id = $1",
        id,
    )
}

/// A file and its bytes.
///
/// # Errors
/// [`StoreError::Corrupt`] when the bytes are not those that came.
pub async fn read(db: &Db, id: UploadId) -> Result<Option<(Upload, Vec<u8>)>, StoreError> {
    let Some(upload) = about(db, id).await? else {
        return Ok(None);
    };
    let pieces = all!(
        db.reads() => (Vec<u8>,),
        "SELECT c.bytes FROM upload_chunk u JOIN chunk c ON c.hash = u.chunk_hash
         WHERE u.upload_id = $1 ORDER BY u.position",
        id,
    )?;
    let bytes: Vec<u8> = pieces.into_iter().flat_map(|(piece,)| piece).collect();
    if Sha256::digest(&bytes)[..] != upload.sha256[..] {
        return Err(StoreError::Corrupt(format!("the bytes of file {id}")));
    }
    Ok(Some((upload, bytes)))
}

/// Erases a file, and the pieces that no other file has. Done twice, it is done once.
///
/// # Errors
/// When the database fails.
pub async fn erase(tx: &mut Tx, id: UploadId) -> Result<(), StoreError> {
    run!(tx.on(), "DELETE FROM upload_chunk WHERE upload_id = $1", id)?;
    run!(tx.on(), "DELETE FROM upload WHERE id = $1", id)?;
    run!(
        tx.on(),
        "DELETE FROM chunk WHERE NOT EXISTS
            (SELECT 1 FROM upload_chunk u WHERE u.chunk_hash = chunk.hash)",
    )
    .map(drop)
}

/// Erases files past their date; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let lapsed = all!(
        db.reads() => (UploadId,),
        "SELECT id FROM upload WHERE expires_at <= $1",
        now,
    )?;
    for (id,) in &lapsed {
        let mut tx = db.begin().await?;
        erase(&mut tx, *id).await?;
        tx.commit().await?;
    }
    Ok(lapsed.len())
}
