//! Who publishes what here: each landlord with how to reach it, for the legal pages.

use crate::dispatch::all;
use crate::{Db, StoreError};
use palier_domain::landlord::kind::LandlordKind;

/// A landlord as the legal pages name it; what it did not say is empty.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Publisher {
    /// Its place in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its legal form.
    pub kind: LandlordKind,
    /// Postal lines below the name, joined by line feeds.
    pub postal: String,
    /// Telephone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Who answers for the publication.
    pub publisher: String,
    /// Whom to write to about one's data.
    pub privacy_contact: String,
}

/// Every landlord, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &Db) -> Result<Vec<Publisher>, StoreError> {
    all!(
        db.reads() => Publisher,
        "SELECT l.slug, l.name, l.kind, COALESCE(c.postal, '') AS postal,
            COALESCE(c.phone, '') AS phone, COALESCE(c.email, '') AS email,
            COALESCE(c.publisher, '') AS publisher,
            COALESCE(c.privacy_contact, '') AS privacy_contact
         FROM landlord l LEFT JOIN landlord_contact c ON c.landlord_id = l.id
         ORDER BY l.name, l.slug",
    )
}
