//! Activation codes, which letters carry, and the tickets that a right one opens.

mod addressee;
mod ticket;

pub use addressee::{
    Addressee, Awaited, Selection, addressees, awaited, person_by_reference,
    persons_without_account,
};
pub use ticket::{open_ticket, sweep, ticket, use_ticket};

use crate::dispatch::{both, maybe};
use crate::{Db, StoreError, Tx, batch, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{ActivationCodeId, LandlordId, PersonId};
use serde_json::json;

/// A code as stored, with whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Code {
    /// Its identifier.
    pub id: ActivationCodeId,
    /// Whom it is for.
    pub person_id: PersonId,
    /// Her name on the roll.
    pub person_name: String,
    /// The landlord on whose roll she is.
    pub landlord_id: LandlordId,
    /// That landlord's place in addresses.
    pub landlord_slug: String,
    /// That landlord's name.
    pub landlord_name: String,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// When a later code replaced it.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A code to issue with others.
#[derive(Clone, Copy, Debug)]
pub struct NewCode {
    /// Whom it is for.
    pub person_id: PersonId,
    /// The salted hash of its canonical digits.
    pub code_hash: [u8; 32],
}

/// Issues a code for a person; her former unused ones die, in letters not yet printed too.
///
/// # Errors
/// [`StoreError::Missing`] when she is on no roll;
/// [`Taken::ActivationCode`](crate::Taken::ActivationCode) when chance gave the same code twice.
pub async fn issue(
    tx: &mut Tx,
    person: PersonId,
    code_hash: &[u8; 32],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<ActivationCodeId, StoreError> {
    let (landlord,) = maybe!(
        tx.on() => (LandlordId,),
        "SELECT landlord_id FROM person WHERE id = $1",
        person,
    )?
    .ok_or(StoreError::Missing("person"))?;
    let code = NewCode {
        person_id: person,
        code_hash: *code_hash,
    };
    let ids = issue_many(tx, landlord, &[code], now, expires_at).await?;
    ids.first()
        .copied()
        .ok_or(StoreError::Missing("activation code"))
}

/// Issues many codes at once to persons on one landlord's roll; their former unused ones die.
///
/// Gives the codes' identifiers in the order of `codes`. The journal takes one entry for all.
///
/// # Errors
/// [`StoreError::Missing`] when a person is not on that roll, or named twice;
/// [`Taken::ActivationCode`](crate::Taken::ActivationCode).
pub async fn issue_many(
    tx: &mut Tx,
    landlord: LandlordId,
    codes: &[NewCode],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<Vec<ActivationCodeId>, StoreError> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<_> = codes
        .iter()
        .map(|code| (ActivationCodeId(ids::new_v7(now)), code))
        .collect();
    let issued: Vec<_> = rows.iter().map(|(id, _)| *id).collect();
    let object = match issued[..] {
        [only] => Some(only.0),
        _ => None,
    };
    // First, as it makes others who issue codes for the same persons wait.
    let data = json!({ "codes": issued, "expires_at": expires_at });
    let chain = journal::of_landlord(landlord);
    journal::append(tx, &chain, "code.issued", object, &data, now).await?;
    for chunk in codes.chunks(batch::ROWS) {
        revoke_former(tx, landlord, chunk, now).await?;
    }
    batch::insert!(
        tx,
        "INSERT INTO activation_code (id, person_id, code_hash, created_at, expires_at)",
        "",
        rows,
        |(id, code)| id,
        code.person_id,
        &code.code_hash[..],
        now,
        expires_at,
    );
    Ok(issued)
}

async fn revoke_former(
    tx: &mut Tx,
    landlord: LandlordId,
    codes: &[NewCode],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let persons = batch::list(2, codes.len());
    let count = format!("SELECT COUNT(*) FROM person WHERE landlord_id = $1 AND id IN {persons}");
    let revoke = format!(
        "UPDATE activation_code SET revoked_at = $1
         WHERE used_at IS NULL AND revoked_at IS NULL AND person_id IN {persons}"
    );
    let (known,) = both!(tx.on(), |at| {
        let mut query = sqlx::query_as::<_, (i64,)>(sqlx::AssertSqlSafe(count)).bind(landlord);
        for code in codes {
            query = query.bind(code.person_id);
        }
        query.fetch_one(at).await
    })?;
    if usize::try_from(known) != Ok(codes.len()) {
        return Err(StoreError::Missing("person"));
    }
    both!(tx.on(), |at| {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(revoke)).bind(now);
        for code in codes {
            query = query.bind(code.person_id);
        }
        query.execute(at).await.map(drop)
    })?;
    let persons = batch::list(1, codes.len());
    let blank = format!(
        "UPDATE letter SET digits = NULL WHERE digits IS NOT NULL AND person_id IN {persons}"
    );
    both!(tx.on(), |at| {
        let mut query = sqlx::query(sqlx::AssertSqlSafe(blank));
        for code in codes {
            query = query.bind(code.person_id);
        }
        query.execute(at).await.map(drop)
    })
}

/// The code of a hash, used or not.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, code_hash: &[u8; 32]) -> Result<Option<Code>, StoreError> {
    maybe!(
        db.reads() => Code,
        "SELECT c.id, c.person_id, p.name AS person_name, l.id AS landlord_id,
            l.slug AS landlord_slug, l.name AS landlord_name,
            c.expires_at, c.used_at, c.revoked_at
         FROM activation_code c
         JOIN person p ON p.id = c.person_id
         JOIN landlord l ON l.id = p.landlord_id
         WHERE c.code_hash = $1",
        &code_hash[..],
    )
}
