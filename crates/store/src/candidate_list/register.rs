//! What candidates are checked against: leases with their holders, and who works for the landlord.

use crate::dispatch::all;
use crate::{Db, StoreError};
use chrono::NaiveDate;
use palier_domain::id::{AccountId, LandlordId, PersonId, TenancyId};

/// A lease with one of its holders.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LeaseRow {
    /// The lease.
    pub tenancy_id: TenancyId,
    /// Its reference.
    pub reference: String,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
    /// A holder.
    pub person_id: PersonId,
    /// Her name on the roll.
    pub name: String,
    /// Her birth date on the roll.
    pub birth_date: Option<NaiveDate>,
}

/// A landlord's lease of a reference, a row for each holder; none when there is no such lease.
///
/// # Errors
/// When the database fails.
pub async fn leases(
    db: &Db,
    landlord: LandlordId,
    reference: &str,
) -> Result<Vec<LeaseRow>, StoreError> {
    all!(
        db.reads() => LeaseRow,
        "SELECT t.id AS tenancy_id, t.reference, t.ends_on, p.id AS person_id, p.name, p.birth_date
         FROM tenancy t
         JOIN tenancy_holder h ON h.tenancy_id = t.id
         JOIN person p ON p.id = h.person_id
         WHERE t.landlord_id = $1 AND t.reference = $2 ORDER BY h.rank",
        landlord,
        reference,
    )
}

/// The leases that the person of an account holds with a landlord, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(
    db: &Db,
    landlord: LandlordId,
    account: AccountId,
) -> Result<Vec<LeaseRow>, StoreError> {
    all!(
        db.reads() => LeaseRow,
        "SELECT t.id AS tenancy_id, t.reference, t.ends_on, p.id AS person_id, p.name, p.birth_date
         FROM account_person a
         JOIN person p ON p.id = a.person_id
         JOIN tenancy_holder h ON h.person_id = p.id
         JOIN tenancy t ON t.id = h.tenancy_id
         WHERE a.account_id = $1 AND t.landlord_id = $2 ORDER BY t.starts_on DESC, t.reference",
        account,
        landlord,
    )
}

/// The persons on the roll who work for the landlord, as far as their accounts say so.
///
/// # Errors
/// When the database fails.
pub async fn staff(
    db: &Db,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = all!(
        db.reads() => (PersonId,),
        "SELECT DISTINCT a.person_id FROM account_person a
         JOIN membership m ON m.account_id = a.account_id
         WHERE m.landlord_id = $1 AND m.role IN ('landlord_staff', 'election_officer')
            AND m.since <= $2 AND (m.until IS NULL OR m.until >= $2)",
        landlord,
        day,
    )?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}
