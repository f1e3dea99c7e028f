//! The photo of a list, beside its statement.

use super::{ListError, draft::draft};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, upload};
use palier_domain::id::{CandidateListId, UploadId};

/// A photo, and its words for whoever does not see it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ListPhoto {
    /// Its bytes.
    pub upload_id: UploadId,
    /// What it shows.
    pub alt: String,
}

/// Gives a draft a photo in place of the one before, or none.
///
/// # Errors
/// [`ListError::State`] once it is filed.
pub async fn set_photo(
    tx: &mut Tx,
    id: CandidateListId,
    photo: Option<&ListPhoto>,
) -> Result<(), ListError> {
    draft(tx, id).await?;
    let before = maybe!(
        tx.on() => (UploadId,),
        "SELECT upload_id FROM list_photo WHERE list_id = $1",
        id,
    )?;
    run!(tx.on(), "DELETE FROM list_photo WHERE list_id = $1", id)?;
    if let Some(photo) = photo {
        run!(
            tx.on(),
            "INSERT INTO list_photo (list_id, upload_id, alt) VALUES ($1, $2, $3)",
            id,
            photo.upload_id,
            &photo.alt,
        )?;
    }
    if let Some((upload,)) = before
        && photo.is_none_or(|photo| photo.upload_id != upload)
    {
        upload::erase(tx, upload).await?;
    }
    Ok(())
}

/// The photo of a list.
///
/// # Errors
/// When the database fails.
pub async fn photo(db: &Db, id: CandidateListId) -> Result<Option<ListPhoto>, StoreError> {
    maybe!(
        db.reads() => ListPhoto,
        "SELECT upload_id, alt FROM list_photo WHERE list_id = $1",
        id,
    )
}
