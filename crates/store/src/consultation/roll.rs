//! Who registered, until the roll closes and nothing joins an account and a credential any more.

use super::{StepError, advance, append, held};
use crate::batch::insert;
use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::consultation::stage::{ConsultationMove, ConsultationStage};
use palier_domain::id::{AccountId, ConsultationId};
use serde_json::json;

/// What somebody is in a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Elector {
    /// The place of her college.
    pub college: i64,
    /// When she registered last, if she did.
    pub registered_at: Option<DateTime<Utc>>,
}

/// A credential that was registered.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Registered {
    /// The public credential.
    pub credential: String,
    /// The tag by which its cast finds its line.
    pub tag: Vec<u8>,
    /// The place of its college.
    pub college: i64,
}

/// What became of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// It is on the roll; an earlier one of the same account is not any more.
    Kept,
    /// The roll is not open.
    Closed,
    /// The account is in no college.
    NoElector,
    /// Somebody else registered this credential.
    Known,
}

/// What an account is in a consultation.
///
/// # Errors
/// When the database fails.
pub async fn elector(
    db: &Db,
    id: ConsultationId,
    account: AccountId,
) -> Result<Option<Elector>, StoreError> {
    maybe!(
        db.reads() => Elector,
        "SELECT college, registered_at FROM consultation_elector
         WHERE consultation_id = $1 AND account_id = $2",
        id,
        account,
    )
}

/// The accounts of a college, in the order of their identifiers.
///
/// # Errors
/// When the database fails.
pub async fn members(
    tx: &mut Tx,
    id: ConsultationId,
    college: i64,
) -> Result<Vec<AccountId>, StoreError> {
    let rows = all!(
        tx.on() => (AccountId,),
        "SELECT e.account_id FROM consultation_elector e JOIN account a ON a.id = e.account_id
         WHERE e.consultation_id = $1 AND e.college = $2 ORDER BY a.identifier",
        id,
        college,
    )?;
    Ok(rows.into_iter().map(|(account,)| account).collect())
}

/// Registers a credential whose proofs hold.
///
/// # Errors
/// When the database fails.
pub async fn register(
    tx: &mut Tx,
    id: ConsultationId,
    account: AccountId,
    (credential, tag): (&str, &[u8; 32]),
    now: DateTime<Utc>,
) -> Result<Registration, StoreError> {
    let at = held(tx, id).await?;
    if at.stage != ConsultationStage::Registering || now >= at.roll_closes_at {
        return Ok(Registration::Closed);
    }
    let known = maybe!(
        tx.on() => (AccountId,),
        "SELECT account_id FROM consultation_elector
         WHERE consultation_id = $1 AND credential = $2 AND account_id <> $3",
        id,
        credential,
        account,
    )?;
    if known.is_some() {
        return Ok(Registration::Known);
    }
    let kept = run!(
        tx.on(),
        "UPDATE consultation_elector SET credential = $3, tag = $4, registered_at = $5
         WHERE consultation_id = $1 AND account_id = $2",
        id,
        account,
        credential,
        &tag[..],
        now,
    )?;
    if kept == 0 {
        return Ok(Registration::NoElector);
    }
    // That she is on the roll is journalled, and never with which credential.
    let chain = journal::of_consultation(id);
    let act = "elector.registered";
    journal::append(tx, &chain, act, Some(account.0), &json!({}), now).await?;
    Ok(Registration::Kept)
}

/// What was registered, in the order of the credentials, which tells nothing.
///
/// # Errors
/// When the database fails.
pub async fn registered(tx: &mut Tx, id: ConsultationId) -> Result<Vec<Registered>, StoreError> {
    all!(
        tx.on() => Registered,
        "SELECT credential, tag, college FROM consultation_elector
         WHERE consultation_id = $1 AND credential IS NOT NULL ORDER BY credential",
        id,
    )
}

/// Closes the roll: counts who could vote, registered or not, publishes each credential with its
/// college, and forgets whose it is. The box is made before this is committed.
///
/// `sealed` is the hash of the rules and colleges that the box was sealed with.
///
/// # Errors
/// [`StepError`]; nothing was written then.
pub async fn close(
    tx: &mut Tx,
    id: ConsultationId,
    registered: &[Registered],
    sealed: &str,
    now: DateTime<Utc>,
) -> Result<(), StepError> {
    advance(tx, id, ConsultationMove::CloseRoll, now).await?;
    run!(
        tx.on(),
        "UPDATE consultation_college SET electors =
            (SELECT COUNT(*) FROM consultation_elector e
             WHERE e.consultation_id = consultation_college.consultation_id
                AND e.college = consultation_college.place)
         WHERE consultation_id = $1",
        id,
    )?;
    publish(tx, id, registered).await?;
    run!(
        tx.on(),
        "UPDATE consultation_elector SET credential = NULL, tag = NULL WHERE consultation_id = $1",
        id,
    )?;
    let data = json!({ "credentials": registered.len(), "sealed": sealed });
    append(tx, id, "roll.closed", &data, now).await?;
    Ok(())
}

async fn publish(
    tx: &mut Tx,
    id: ConsultationId,
    registered: &[Registered],
) -> Result<(), StoreError> {
    insert!(
        tx,
        "INSERT INTO consultation_credential (consultation_id, credential, college)",
        "",
        registered,
        |one| id,
        one.credential.as_str(),
        one.college,
    );
    Ok(())
}

/// The credentials of a closed roll, each with the place of its college, in their order.
///
/// # Errors
/// When the database fails.
pub async fn credentials(db: &Db, id: ConsultationId) -> Result<Vec<(String, i64)>, StoreError> {
    all!(
        db.reads() => (String, i64),
        "SELECT credential, college FROM consultation_credential
         WHERE consultation_id = $1 ORDER BY credential",
        id,
    )
}
