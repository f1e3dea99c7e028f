//! Roles held somewhere, between two dates.

use crate::dispatch::{all, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::{AccountId, AssociationId, LandlordId, MembershipId, TerritoryId};
use serde_json::json;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    role: Role,
    landlord_id: Option<LandlordId>,
    association_id: Option<AssociationId>,
    territory_id: Option<TerritoryId>,
    since: NaiveDate,
    until: Option<NaiveDate>,
}

/// Gives an account a role; `by` is who gives it, nobody where it is the command line.
///
/// Journaled with the landlord where the role is held, else with the instance.
///
/// # Errors
/// [`StoreError::Missing`] when the account or the place does not exist; [`StoreError::Other`] when
/// the role is not held in such a place.
pub async fn grant(
    tx: &mut Tx,
    account: AccountId,
    membership: Membership,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<MembershipId, StoreError> {
    let id = MembershipId(ids::new_v7(now));
    let (landlord, association, territory) = columns(membership.place);
    run!(
        tx.on(),
        "INSERT INTO membership
            (id, account_id, role, landlord_id, association_id, territory_id, since, until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        account,
        membership.role,
        landlord,
        association,
        territory,
        membership.since,
        membership.until,
    )?;
    let chain = chain(membership.place);
    let data = json!({
        "account": account, "role": membership.role, "landlord": landlord,
        "association": association, "territory": territory,
        "since": membership.since, "until": membership.until, "by": by,
    });
    journal::append(tx, &chain, "role.granted", Some(id.0), &data, now).await?;
    Ok(id)
}

/// A role as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The role, its place and its dates.
    pub membership: Membership,
    /// The name of the place; empty for the instance.
    pub place_name: String,
}

/// Gives an account a role, unless it holds it there on some day of these already: a form sent
/// twice gives it once.
///
/// # Errors
/// As [`grant`]; [`StoreError::Conflict`] when the role is held already.
pub async fn grant_once(
    tx: &mut Tx,
    account: AccountId,
    membership: Membership,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<MembershipId, StoreError> {
    // The second of two waits here for the first.
    let known = run!(
        tx.on(),
        "UPDATE account SET locale = locale WHERE id = $1",
        account
    )?;
    if known == 0 {
        return Err(StoreError::Missing("account"));
    }
    let (landlord, association, territory) = columns(membership.place);
    let already = all!(
        tx.on() => (MembershipId,),
        "SELECT id FROM membership
         WHERE account_id = $1 AND role = $2 AND landlord_id IS NOT DISTINCT FROM $3
            AND association_id IS NOT DISTINCT FROM $4 AND territory_id IS NOT DISTINCT FROM $5
            AND since <= COALESCE($7, since) AND (until IS NULL OR until >= $6)
            AND (until IS NULL OR until >= since)",
        account,
        membership.role,
        landlord,
        association,
        territory,
        membership.since,
        membership.until,
    )?;
    if !already.is_empty() {
        return Err(StoreError::Conflict("the role is held already"));
    }
    grant(tx, account, membership, by, now).await
}

/// Ends a role that an account holds somewhere: it holds no more today.
///
/// Its last day is yesterday. No row goes away: a role that began today, or was to begin later,
/// ends before it begins and so holds on no day. Journaled where it was granted, with who ends it.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not hold that role there today or later.
pub async fn end_role(
    tx: &mut Tx,
    account: AccountId,
    role: Role,
    place: Place,
    today: NaiveDate,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let yesterday = today
        .pred_opt()
        .ok_or(StoreError::Conflict("the first of days has no day before"))?;
    let (landlord, association, territory) = columns(place);
    let ended = all!(
        tx.on() => (MembershipId,),
        "UPDATE membership SET until = $1
         WHERE account_id = $2 AND role = $3 AND landlord_id IS NOT DISTINCT FROM $4
            AND association_id IS NOT DISTINCT FROM $5 AND territory_id IS NOT DISTINCT FROM $6
            AND (until IS NULL OR until > $1)
         RETURNING id",
        yesterday,
        account,
        role,
        landlord,
        association,
        territory,
    )?;
    if ended.is_empty() {
        return Err(StoreError::Missing("role"));
    }
    let chain = chain(place);
    for (id,) in ended {
        let data = json!({
            "account": account, "role": role, "landlord": landlord,
            "association": association, "territory": territory, "until": yesterday,
            "by": by,
        });
        journal::append(tx, &chain, "role.ended", Some(id.0), &data, now).await?;
    }
    Ok(())
}

/// Every role that an account holds, held or will hold, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn memberships(db: &Db, account: AccountId) -> Result<Vec<Membership>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT role, landlord_id, association_id, territory_id, since, until
         FROM membership WHERE account_id = $1 ORDER BY since, id",
        account,
    )?;
    rows.iter().map(Row::membership).collect()
}

/// The same, with the names of the places; the latest first.
///
/// # Errors
/// When the database fails.
pub async fn held(db: &Db, account: AccountId) -> Result<Vec<Held>, StoreError> {
    let names = all!(
        db.reads() => (String,),
        "SELECT COALESCE(l.name, a.name, t.name, '') FROM membership m
         LEFT JOIN landlord l ON l.id = m.landlord_id
         LEFT JOIN association a ON a.id = m.association_id
         LEFT JOIN territory t ON t.id = m.territory_id
         WHERE m.account_id = $1 ORDER BY m.since, m.id",
        account,
    )?;
    let held = memberships(db, account).await?;
    let mut held: Vec<_> = held
        .into_iter()
        .zip(names)
        .map(|(membership, (place_name,))| Held {
            membership,
            place_name,
        })
        .collect();
    held.reverse();
    Ok(held)
}

/// Every place where a role can be held, by name: landlords, associations, territories.
///
/// # Errors
/// When the database fails.
pub async fn places(db: &Db) -> Result<Vec<(Place, String)>, StoreError> {
    let rows = all!(
        db.reads() => (Uuid, String, i64),
        "SELECT id, name, CAST(1 AS BIGINT) AS sort FROM landlord
         UNION ALL SELECT id, name, CAST(2 AS BIGINT) FROM association
         UNION ALL SELECT id, name, CAST(3 AS BIGINT) FROM territory
         ORDER BY sort, name",
    )?;
    Ok(rows
        .into_iter()
        .map(|(id, name, sort)| match sort {
            1 => (Place::Landlord(id.into()), name),
            2 => (Place::Association(id.into()), name),
            _ => (Place::Territory(id.into()), name),
        })
        .collect())
}

fn chain(place: Place) -> String {
    match place {
        Place::Landlord(landlord) => journal::of_landlord(landlord),
        Place::Instance | Place::Association(_) | Place::Territory(_) => {
            journal::INSTANCE.to_owned()
        }
    }
}

fn columns(
    place: Place,
) -> (
    Option<LandlordId>,
    Option<AssociationId>,
    Option<TerritoryId>,
) {
    match place {
        Place::Instance => (None, None, None),
        Place::Landlord(id) => (Some(id), None, None),
        Place::Association(id) => (None, Some(id), None),
        Place::Territory(id) => (None, None, Some(id)),
    }
}

impl Row {
    fn membership(&self) -> Result<Membership, StoreError> {
        let place = match (self.landlord_id, self.association_id, self.territory_id) {
            (None, None, None) => Place::Instance,
            (Some(id), None, None) => Place::Landlord(id),
            (None, Some(id), None) => Place::Association(id),
            (None, None, Some(id)) => Place::Territory(id),
            _ => return Err(StoreError::Corrupt("a role held in two places".to_owned())),
        };
        Ok(Membership {
            role: self.role,
            place,
            since: self.since,
            until: self.until,
        })
    }
}
