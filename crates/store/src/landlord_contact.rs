//! How to reach a landlord: printed on its letters, shown on its legal notice.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::LandlordId;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a landlord says of itself; what it did not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Contact {
    /// Postal lines below the name, joined by line feeds.
    pub postal: String,
    /// Telephone number, as written.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// Who answers for the publication.
    pub publisher: String,
    /// Whom to write to about one's data.
    pub privacy_contact: String,
}

/// What a landlord said, if it said anything.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, landlord: LandlordId) -> Result<Option<Contact>, StoreError> {
    maybe!(
        db.reads() => Contact,
        "SELECT postal, phone, email, publisher, privacy_contact
         FROM landlord_contact WHERE landlord_id = $1",
        landlord,
    )
}

/// Says it anew; gives whether anything changed. The same again is not journaled.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such landlord.
pub async fn set(
    tx: &mut Tx,
    landlord: LandlordId,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let chain = journal::of_landlord(landlord);
    journal::lock(tx, &chain).await?;
    let before = maybe!(
        tx.on() => Contact,
        "SELECT postal, phone, email, publisher, privacy_contact
         FROM landlord_contact WHERE landlord_id = $1",
        landlord,
    )?;
    if before.as_ref() == Some(contact) {
        return Ok(false);
    }
    run!(
        tx.on(),
        "INSERT INTO landlord_contact
            (landlord_id, postal, phone, email, publisher, privacy_contact)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (landlord_id) DO UPDATE SET postal = excluded.postal, phone = excluded.phone,
            email = excluded.email, publisher = excluded.publisher,
            privacy_contact = excluded.privacy_contact",
        landlord,
        contact.postal.as_str(),
        contact.phone.as_str(),
        contact.email.as_str(),
        contact.publisher.as_str(),
        contact.privacy_contact.as_str(),
    )?;
    let data = json!({ "contact": contact });
    journal::append(tx, &chain, "landlord.contact", Some(landlord.0), &data, now).await?;
    Ok(true)
}
