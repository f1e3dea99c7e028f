//! Who takes part in running an election, with an account.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;

/// Gives an account a part in an election: commission, tally board or code authorities.
///
/// # Errors
/// When the database fails, or the role is none of these three.
pub async fn add_member(
    tx: &mut Tx,
    election: ElectionId,
    account: AccountId,
    role: ElectionRole,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let added = run!(
        tx.on(),
        "INSERT INTO election_member (election_id, account_id, role, since)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (election_id, account_id, role) DO NOTHING",
        election,
        account,
        role,
        now,
    )?;
    if added == 0 {
        return Ok(());
    }
    let data = json!({ "account": account, "role": role });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "member.added", Some(account.0), &data, now).await?;
    Ok(())
}

/// The parts that an account has in an election.
///
/// # Errors
/// When the database fails.
pub async fn roles_of(
    db: &Db,
    election: ElectionId,
    account: AccountId,
) -> Result<Vec<ElectionRole>, StoreError> {
    let rows = all!(
        db.reads() => (ElectionRole,),
        "SELECT role FROM election_member WHERE election_id = $1 AND account_id = $2
         ORDER BY role",
        election,
        account,
    )?;
    Ok(rows.into_iter().map(|(role,)| role).collect())
}

/// Everybody who has a part in an election.
///
/// # Errors
/// When the database fails.
pub async fn members(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(ElectionRole, AccountId)>, StoreError> {
    all!(
        db.reads() => (ElectionRole, AccountId),
        "SELECT role, account_id FROM election_member WHERE election_id = $1
         ORDER BY role, account_id",
        election,
    )
}

/// Everybody who has a part in an election, by the name that she goes by in her own space.
///
/// # Errors
/// When the database fails.
pub async fn member_names(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(ElectionRole, String)>, StoreError> {
    all!(
        db.reads() => (ElectionRole, String),
        "SELECT m.role, a.own_name FROM election_member m JOIN account a ON a.id = m.account_id
         WHERE m.election_id = $1 ORDER BY m.role, a.own_name, a.id",
        election,
    )
}

/// Everybody who has one part in an election, with the name that she goes by in her own space.
///
/// # Errors
/// When the database fails.
pub async fn named(
    db: &Db,
    election: ElectionId,
    role: ElectionRole,
) -> Result<Vec<(AccountId, String)>, StoreError> {
    all!(
        db.reads() => (AccountId, String),
        "SELECT a.id, a.own_name FROM election_member m JOIN account a ON a.id = m.account_id
         WHERE m.election_id = $1 AND m.role = $2 ORDER BY a.own_name, a.id",
        election,
        role,
    )
}
