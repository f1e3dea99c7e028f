//! A ticket: a code was right, and for half an hour the next page may create the account.

use super::Code;
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{ActivationCodeId, LandlordId, PersonId};
use serde_json::json;

/// Opens a ticket for a code.
///
/// # Errors
/// [`StoreError::Missing`] when the code does not exist.
pub async fn open_ticket(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    code: ActivationCodeId,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO activation_ticket (token_hash, code_id, expires_at) VALUES ($1, $2, $3)",
        &token_hash[..],
        code,
        expires_at,
    )
    .map(drop)
}

/// The code behind a ticket, while both can be used.
///
/// A code that ends while its ticket runs can still be used.
///
/// # Errors
/// When the database fails.
pub async fn ticket(
    db: &Db,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Code>, StoreError> {
    maybe!(
        db.reads() => Code,
        "SELECT c.id, c.person_id, p.name AS person_name, l.id AS landlord_id,
            l.slug AS landlord_slug, l.name AS landlord_name,
            c.expires_at, c.used_at, c.revoked_at
         FROM activation_ticket k
         JOIN activation_code c ON c.id = k.code_id
         JOIN person p ON p.id = c.person_id
         JOIN landlord l ON l.id = p.landlord_id
         WHERE k.token_hash = $1 AND k.expires_at > $2
            AND c.used_at IS NULL AND c.revoked_at IS NULL",
        &token_hash[..],
        now,
    )
}

/// Uses a ticket and its code up; gives the person whom the code was for.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such ticket or it has ended; [`StoreError::Conflict`]
/// when the code was used or replaced meanwhile.
pub async fn use_ticket(
    tx: &mut Tx,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<PersonId, StoreError> {
    let (code, person, landlord) = maybe!(
        tx.on() => (ActivationCodeId, PersonId, LandlordId),
        "SELECT c.id, p.id, p.landlord_id
         FROM activation_ticket k
         JOIN activation_code c ON c.id = k.code_id
         JOIN person p ON p.id = c.person_id
         WHERE k.token_hash = $1 AND k.expires_at > $2",
        &token_hash[..],
        now,
    )?
    .ok_or(StoreError::Missing("ticket"))?;
    // Before the code's row, as those who issue codes do: neither waits for the other in a ring.
    // Of two who come at once, the second waits here and then touches no row.
    let chain = journal::of_landlord(landlord);
    journal::lock(tx, &chain).await?;
    let used = run!(
        tx.on(),
        "UPDATE activation_code SET used_at = $2
         WHERE id = $1 AND used_at IS NULL AND revoked_at IS NULL",
        code,
        now,
    )?;
    if used == 0 {
        return Err(StoreError::Conflict("the code was used or replaced"));
    }
    run!(
        tx.on(),
        "DELETE FROM activation_ticket WHERE code_id = $1",
        code
    )?;
    run!(
        tx.on(),
        "UPDATE letter SET digits = NULL WHERE person_id = $1 AND digits IS NOT NULL",
        person,
    )?;
    let data = json!({ "code": code, "person": person });
    journal::append(tx, &chain, "code.used", Some(code.0), &data, now).await?;
    Ok(person)
}

/// Removes the tickets that have ended; gives their number.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: DateTime<Utc>) -> Result<u64, StoreError> {
    run!(
        db.writes(),
        "DELETE FROM activation_ticket WHERE expires_at <= $1",
        now
    )
}
