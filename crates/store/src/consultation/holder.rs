//! The two who hold the key.

use super::{append, held};
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::election::consultation::holders::Of;
use palier_domain::election::consultation::stage::ConsultationStage;
use palier_domain::id::{AccountId, ConsultationId};
use serde_json::json;

/// A holder.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Holder {
    /// 1 or 2: her number among the trustees.
    pub place: i64,
    /// Her account; none once it is deleted.
    pub account_id: Option<AccountId>,
    /// Her name, as the public pages say it.
    pub name: String,
    /// The place of her college.
    pub college: i64,
    /// Her public key with its proof, as it came.
    pub public_key: Option<String>,
    /// What she decrypted, as it came.
    pub decryption: Option<String>,
}

/// The holders of a consultation, in their order.
///
/// # Errors
/// When the database fails.
pub async fn holders(db: &Db, id: ConsultationId) -> Result<Vec<Holder>, StoreError> {
    all!(
        db.reads() => Holder,
        "SELECT place, account_id, name, college, public_key, decryption
         FROM consultation_holder WHERE consultation_id = $1 ORDER BY place",
        id,
    )
}

/// Of which college each holder is said to be, and on whose roll she is, within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn colleges(tx: &mut Tx, id: ConsultationId) -> Result<Vec<Of>, StoreError> {
    let rows = all!(
        tx.on() => (i64, Option<i64>),
        "SELECT h.college, e.college AS enrolled FROM consultation_holder h
         LEFT JOIN consultation_elector e
            ON e.consultation_id = h.consultation_id AND e.account_id = h.account_id
         WHERE h.consultation_id = $1 ORDER BY h.place",
        id,
    )?;
    let of = |(said, enrolled)| Of { said, enrolled };
    Ok(rows.into_iter().map(of).collect())
}

/// How many holders have not made their keys, within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn without_key(tx: &mut Tx, id: ConsultationId) -> Result<i64, StoreError> {
    let (count,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM consultation_holder
         WHERE consultation_id = $1 AND public_key IS NULL",
        id,
    )?;
    Ok(count)
}

/// Names a holder of a draft, in place of whoever was; says whether it is a draft.
///
/// # Errors
/// When the database fails.
pub async fn name(
    tx: &mut Tx,
    id: ConsultationId,
    new: &Holder,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if held(tx, id).await?.stage != ConsultationStage::Draft {
        return Ok(false);
    }
    run!(
        tx.on(),
        "INSERT INTO consultation_holder (consultation_id, place, account_id, name, college)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (consultation_id, place) DO UPDATE SET account_id = excluded.account_id,
            name = excluded.name, college = excluded.college, public_key = NULL",
        id,
        new.place,
        new.account_id,
        new.name.as_str(),
        new.college,
    )?;
    let data = json!({ "place": new.place, "name": new.name, "college": new.college });
    append(tx, id, "holder.named", &data, now).await?;
    Ok(true)
}

/// Keeps a holder's public key, checked by whoever knows the protocol; says whether it was kept,
/// which is so while it is a draft.
///
/// # Errors
/// When the database fails.
pub async fn keep_key(
    tx: &mut Tx,
    id: ConsultationId,
    place: i64,
    public_key: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if held(tx, id).await?.stage != ConsultationStage::Draft {
        return Ok(false);
    }
    run!(
        tx.on(),
        "UPDATE consultation_holder SET public_key = $3
         WHERE consultation_id = $1 AND place = $2",
        id,
        place,
        public_key,
    )?;
    let data = json!({ "place": place, "public_key": public_key });
    append(tx, id, "holder.key", &data, now).await?;
    Ok(true)
}

/// Keeps what a holder decrypted, checked before; says whether it was kept, which is so once after
/// the vote.
///
/// # Errors
/// When the database fails.
pub async fn keep_decryption(
    tx: &mut Tx,
    id: ConsultationId,
    place: i64,
    decryption: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    if held(tx, id).await?.stage != ConsultationStage::Closed {
        return Ok(false);
    }
    let kept = run!(
        tx.on(),
        "UPDATE consultation_holder SET decryption = $3
         WHERE consultation_id = $1 AND place = $2 AND decryption IS NULL",
        id,
        place,
        decryption,
    )?;
    if kept > 0 {
        let data = json!({ "place": place, "decryption": decryption });
        append(tx, id, "holder.decrypted", &data, now).await?;
    }
    Ok(kept > 0)
}
