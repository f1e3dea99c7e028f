//! The colleges of a consultation, and who is in them.

use super::{append, held};
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::consultation::stage::ConsultationStage;
use palier_domain::id::{AccountId, ConsultationId, LandlordId};
use serde_json::json;

/// Who is in a college.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    sqlx::Type,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Source {
    /// Those whom the officer names.
    Listed,
    /// The landlord's staff.
    Landlord,
    /// Delegates of associations that are attached to the landlord.
    Associations,
    /// Tenants with a running lease.
    Tenants,
}

/// A college.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct College {
    /// Its place, from 1.
    pub place: i64,
    /// Its name.
    pub name: String,
    /// Who is in it.
    pub source: Source,
    /// How many could vote, once the roll is closed.
    pub electors: Option<i64>,
    /// How many accounts are in it now.
    pub members: i64,
    /// How many registered: before the roll closes those with a credential, then the credentials.
    pub registered: i64,
}

/// The colleges of a consultation, in their order.
///
/// # Errors
/// When the database fails.
pub async fn colleges(db: &Db, id: ConsultationId) -> Result<Vec<College>, StoreError> {
    all!(db.reads() => College, COLLEGES, id)
}

/// The same within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn colleges_within(tx: &mut Tx, id: ConsultationId) -> Result<Vec<College>, StoreError> {
    all!(tx.on() => College, COLLEGES, id)
}

const COLLEGES: &str = "SELECT c.place, c.name, c.source, c.electors,
        (SELECT COUNT(*) FROM consultation_elector e
            WHERE e.consultation_id = c.consultation_id AND e.college = c.place) AS members,
        (SELECT COUNT(*) FROM consultation_elector e
            WHERE e.consultation_id = c.consultation_id AND e.college = c.place
                AND e.credential IS NOT NULL)
        + (SELECT COUNT(*) FROM consultation_credential k
            WHERE k.consultation_id = c.consultation_id AND k.college = c.place) AS registered
     FROM consultation_college c WHERE c.consultation_id = $1 ORDER BY c.place";

/// Adds a college to a draft; gives its place, or nothing when it is no draft any more.
///
/// # Errors
/// When the database fails.
pub async fn add(
    tx: &mut Tx,
    id: ConsultationId,
    name: &str,
    source: Source,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    if held(tx, id).await?.stage != ConsultationStage::Draft {
        return Ok(None);
    }
    let (last,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(place), 0) FROM consultation_college WHERE consultation_id = $1",
        id,
    )?;
    run!(
        tx.on(),
        "INSERT INTO consultation_college (consultation_id, place, name, source)
         VALUES ($1, $2, $3, $4)",
        id,
        last + 1,
        name,
        source,
    )?;
    let data = json!({ "place": last + 1, "name": name, "source": source });
    append(tx, id, "college.added", &data, now).await?;
    Ok(Some(last + 1))
}

/// Names somebody as a member of a college; whoever is in one stays there.
///
/// # Errors
/// When the database fails.
pub async fn name_member(
    tx: &mut Tx,
    id: ConsultationId,
    college: i64,
    account: AccountId,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO consultation_elector (consultation_id, account_id, college)
         VALUES ($1, $2, $3) ON CONFLICT (consultation_id, account_id) DO NOTHING",
        id,
        account,
        college,
    )
    .map(drop)
}

/// Enrols whoever has an account and belongs to a college on a day. Nobody is in two: those whom the
/// officer named come first, then staff, then delegates, then tenants.
///
/// It is done when a college is added, when the consultation is announced, and from then on while
/// the roll is open; never when it closes: everybody whom a quorum is counted of could register.
///
/// # Errors
/// When the database fails.
pub async fn enrol(
    tx: &mut Tx,
    id: ConsultationId,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<(), StoreError> {
    let mut colleges = colleges_within(tx, id).await?;
    colleges.sort_by_key(|college| college.source);
    for college in colleges {
        let sql = match college.source {
            Source::Listed => continue,
            Source::Landlord => STAFF,
            Source::Associations => DELEGATES,
            Source::Tenants => TENANTS,
        };
        run!(tx.on(), sql, id, college.place, landlord, day)?;
    }
    Ok(())
}

const STAFF: &str = "INSERT INTO consultation_elector (consultation_id, account_id, college)
    SELECT DISTINCT $1, m.account_id, $2 FROM membership m
    WHERE m.role = 'landlord_staff' AND m.landlord_id = $3
        AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4)
    ON CONFLICT (consultation_id, account_id) DO NOTHING";

const DELEGATES: &str = "INSERT INTO consultation_elector (consultation_id, account_id, college)
    SELECT DISTINCT $1, m.account_id, $2 FROM membership m
    JOIN association_landlord l ON l.association_id = m.association_id
    WHERE m.role = 'association_delegate' AND l.landlord_id = $3
        AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4)
    ON CONFLICT (consultation_id, account_id) DO NOTHING";

const TENANTS: &str = "INSERT INTO consultation_elector (consultation_id, account_id, college)
    SELECT DISTINCT $1, a.account_id, $2 FROM account_person a
    JOIN tenancy_holder h ON h.person_id = a.person_id
    JOIN tenancy t ON t.id = h.tenancy_id
    WHERE t.landlord_id = $3 AND t.starts_on <= $4 AND (t.ends_on IS NULL OR t.ends_on >= $4)
    ON CONFLICT (consultation_id, account_id) DO NOTHING";
