//! What this instance is: demo or real, for life.

use crate::dispatch::{maybe, run};
use crate::{Clock, Db, StoreError, Tx, journal};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Whether people live behind the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type, Serialize, Deserialize)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum InstanceKind {
    /// Made-up people, a clock of its own, a banner on each page.
    Demo,
    /// The real thing.
    Real,
}

impl InstanceKind {
    /// As written in logs and in the journal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Real => "real",
        }
    }
}

/// How long the clock of a demo goes before it begins anew: from Thursday morning to the end of its
/// election on Friday noon of the week after, so that a visitor always finds a vote that is open.
pub const ROUND: TimeDelta = TimeDelta::hours(8 * 24 + 2);

/// The instance.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Instance {
    /// Demo or real.
    pub kind: InstanceKind,
    /// When it was created, by the machine's clock.
    pub created_at: DateTime<Utc>,
    /// Demo only: what its clock showed at [`Instance::created_at`].
    pub clock_start: Option<DateTime<Utc>>,
    /// Salt of the activation codes' hashes.
    pub code_salt: Vec<u8>,
}

impl Instance {
    /// The clock that this instance goes by.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock_start.map_or_else(Clock::system, |shown| {
            Clock::starting_at(shown, self.created_at).in_rounds(shown, ROUND)
        })
    }
}

const READ: &str = "SELECT kind, created_at, clock_start, code_salt FROM instance";

/// The instance, once it was created.
///
/// # Errors
/// When the database fails.
pub async fn read(db: &Db) -> Result<Option<Instance>, StoreError> {
    maybe!(db.reads() => Instance, READ)
}

/// The instance, as a transaction sees it.
pub(crate) async fn read_in(tx: &mut Tx) -> Result<Option<Instance>, StoreError> {
    maybe!(tx.on() => Instance, READ)
}

/// Creates the instance, once and for all.
///
/// # Errors
/// [`Taken::Instance`](crate::Taken::Instance) when there is one.
pub async fn create(tx: &mut Tx, instance: &Instance) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO instance (one, kind, created_at, clock_start, code_salt)
         VALUES (1, $1, $2, $3, $4)",
        instance.kind,
        instance.created_at,
        instance.clock_start,
        &instance.code_salt[..],
    )?;
    let at = instance.clock_start.unwrap_or(instance.created_at);
    let data = json!({ "kind": instance.kind.as_str() });
    journal::append(tx, journal::INSTANCE, "instance.created", None, &data, at).await?;
    Ok(())
}
