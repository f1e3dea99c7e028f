//! Elections of tenant representatives: where each stands, and what was decided of it.
//!
//! Ballots and marks are not here: the box of each election is a database of its own.

pub mod bundle;
mod calendar;
pub mod challenge;
pub mod code_list;
mod condition;
pub mod count;
pub mod decryption;
pub mod destroy;
pub mod electoral_roll;
pub mod freeze;
pub mod key_ceremony;
pub mod key_going_on;
pub mod key_place;
pub mod look_up;
pub mod lost_letter;
pub mod lots;
pub mod mark_letters;
mod member;
pub mod paper;
pub mod record;
pub mod seal;
mod step;
pub mod tally;
pub mod third_voter;
pub mod told;
pub mod turnout;
pub mod vacancy;

pub use calendar::{said_done, say_done};
pub use condition::{Declared, declare, declared, withdraw};
pub use member::{add_member, member_names, members, named, roles_of};
pub use step::{StepError, Taken, advance, dates, taken};

use crate::dispatch::{all, maybe, one, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::protocol::Protocol;
use palier_domain::election::stage::Stage;
use palier_domain::id::{ElectionId, LandlordId};
use serde_json::json;
use sqlx::types::Json;

/// Whether an election elects anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum ElectionKind {
    /// It does.
    Binding,
    /// It copies one that does, with invented electors.
    Rehearsal,
}

/// An election.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Election {
    /// Its identifier.
    pub id: ElectionId,
    /// Whose tenants elect.
    pub landlord_id: LandlordId,
    /// Its identifier in archives and addresses: 14 characters.
    pub handle: String,
    /// Its title.
    pub title: String,
    /// Whether it elects anybody.
    pub kind: ElectionKind,
    /// The election that a rehearsal copies.
    pub rehearsal_of: Option<ElectionId>,
    /// Where it stands.
    pub stage: Stage,
    /// Its protocol.
    pub protocol: Json<Protocol>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// An election to make.
#[derive(Clone, Debug)]
pub struct NewElection {
    /// Whose tenants elect.
    pub landlord_id: LandlordId,
    /// Its identifier in archives and addresses.
    pub handle: String,
    /// Its title.
    pub title: String,
    /// The election that it rehearses; none for one that elects.
    pub rehearsal_of: Option<ElectionId>,
    /// Its protocol, to be worked on while it is a draft.
    pub protocol: Protocol,
}

/// Makes an election, as a draft.
///
/// # Errors
/// [`Taken::ElectionHandle`](crate::Taken::ElectionHandle).
pub async fn create(
    tx: &mut Tx,
    new: NewElection,
    now: DateTime<Utc>,
) -> Result<ElectionId, StoreError> {
    let id = ElectionId(ids::new_v7(now));
    let kind = match new.rehearsal_of {
        None => ElectionKind::Binding,
        Some(_) => ElectionKind::Rehearsal,
    };
    let data = json!({
        "handle": new.handle, "title": new.title, "kind": kind,
        "rehearsal_of": new.rehearsal_of, "protocol": new.protocol,
    });
    run!(
        tx.on(),
        "INSERT INTO election
            (id, landlord_id, handle, title, kind, rehearsal_of, stage, protocol, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        new.landlord_id,
        new.handle,
        new.title,
        kind,
        new.rehearsal_of,
        Stage::Draft,
        Json(&new.protocol),
        now,
    )?;
    journal::append(
        tx,
        &journal::of_election(id),
        "election.made",
        Some(id.0),
        &data,
        now,
    )
    .await?;
    Ok(id)
}

/// Makes a rehearsal, sealed from the start: whoever calls makes its box.
///
/// # Errors
/// [`Taken::ElectionHandle`](crate::Taken::ElectionHandle); [`StoreError::Conflict`] for what
/// rehearses nothing.
pub async fn rehearse(
    tx: &mut Tx,
    new: NewElection,
    now: DateTime<Utc>,
) -> Result<ElectionId, StoreError> {
    if new.rehearsal_of.is_none() {
        return Err(StoreError::Conflict("a rehearsal copies an election"));
    }
    let id = create(tx, new, now).await?;
    run!(
        tx.on(),
        "UPDATE election SET stage = $2 WHERE id = $1",
        id,
        Stage::Sealed,
    )?;
    Ok(id)
}

const COLUMNS: &str = "SELECT id, landlord_id, handle, title, kind, rehearsal_of, stage, protocol,
    created_at FROM election";

/// The elections of a landlord, the latest first, rehearsals included.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord(db: &Db, landlord: LandlordId) -> Result<Vec<Election>, StoreError> {
    let sql = format!("{COLUMNS} WHERE landlord_id = $1 ORDER BY created_at DESC, id DESC");
    all!(db.reads() => Election, sqlx::AssertSqlSafe(sql.as_str()), landlord)
}

/// The same within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn of_landlord_within(
    tx: &mut Tx,
    landlord: LandlordId,
) -> Result<Vec<Election>, StoreError> {
    let sql = format!("{COLUMNS} WHERE landlord_id = $1 ORDER BY created_at DESC, id DESC");
    all!(tx.on() => Election, sqlx::AssertSqlSafe(sql.as_str()), landlord)
}

/// The election that a landlord's home shows: the latest that is announced and elects somebody.
///
/// # Errors
/// When the database fails.
pub async fn current(db: &Db, landlord: LandlordId) -> Result<Option<Election>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE landlord_id = $1 AND kind = 'binding'
            AND stage NOT IN ('draft', 'annulled', 'archived')
         ORDER BY created_at DESC, id DESC LIMIT 1"
    );
    maybe!(db.reads() => Election, sqlx::AssertSqlSafe(sql.as_str()), landlord)
}

/// The election of a handle.
///
/// # Errors
/// When the database fails.
pub async fn by_handle(db: &Db, handle: &str) -> Result<Option<Election>, StoreError> {
    let sql = format!("{COLUMNS} WHERE handle = $1");
    maybe!(db.reads() => Election, sqlx::AssertSqlSafe(sql.as_str()), handle)
}

/// An election, with its row held until the transaction ends: who decides on what was read here
/// decides alone.
///
/// # Errors
/// When the database fails, or there is no such election.
pub async fn held(tx: &mut Tx, id: ElectionId) -> Result<Election, StoreError> {
    run!(
        tx.on(),
        "UPDATE election SET stage = stage WHERE id = $1",
        id
    )?;
    let sql = format!("{COLUMNS} WHERE id = $1");
    maybe!(tx.on() => Election, sqlx::AssertSqlSafe(sql.as_str()), id)?
        .ok_or(StoreError::Missing("election"))
}

/// Changes title and protocol, while the election is a draft; says whether it was.
///
/// Whether the protocol breaks a rule is no matter here: it is worked on. What was validated or
/// posted before is no longer what was validated or posted.
///
/// # Errors
/// When the database fails, or there is no such election.
pub async fn set_protocol(
    tx: &mut Tx,
    id: ElectionId,
    title: &str,
    protocol: &Protocol,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let before = held(tx, id).await?;
    if before.stage != Stage::Draft {
        return Ok(false);
    }
    if before.title == title && before.protocol.0 == *protocol {
        return Ok(true);
    }
    run!(
        tx.on(),
        "UPDATE election SET title = $2, protocol = $3 WHERE id = $1",
        id,
        title,
        Json(protocol),
    )?;
    run!(
        tx.on(),
        "DELETE FROM election_condition WHERE election_id = $1",
        id
    )?;
    let data = json!({ "title": title, "protocol": protocol });
    let chain = journal::of_election(id);
    journal::append(tx, &chain, "protocol.changed", Some(id.0), &data, now).await?;
    Ok(true)
}

/// Elections that are sealed or open: what the clock brings on.
///
/// # Errors
/// When the database fails.
pub async fn on_the_clock(db: &Db) -> Result<Vec<Election>, StoreError> {
    let sql = format!("{COLUMNS} WHERE stage IN ('sealed', 'open') ORDER BY id");
    all!(db.reads() => Election, sqlx::AssertSqlSafe(sql.as_str()))
}

/// How many elections there are, rehearsals included.
///
/// # Errors
/// When the database fails.
pub async fn count(db: &Db) -> Result<i64, StoreError> {
    one!(db.reads() => (i64,), "SELECT COUNT(*) FROM election").map(|(count,)| count)
}
