//! Jobs: work that any process may take, under a lease, and that is done once.
//!
//! A job's effect and its end are written in one transaction ([`finish`]), which only the holder
//! of the lease may do: a process that lost its lease while it worked leaves no trace.

mod alone;
mod read;
mod turn;

pub use alone::{Asked, enqueue_alone};
pub use read::{get, latest, of_landlord, unfinished};
pub use turn::{advance, fail, finish, take};

use crate::dispatch::{maybe, one};
use crate::{StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, JobId, LandlordId};
use palier_domain::job::JobState;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// Work to do.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// What is to be done, as `roll.import`.
    pub kind: &'static str,
    /// For which landlord.
    pub landlord_id: Option<LandlordId>,
    /// Who asked for it.
    pub asked_by: Option<AccountId>,
    /// Asked twice with the same key, it is done once.
    pub idempotency_key: String,
    /// What it needs to know.
    pub payload: Value,
}

/// A job as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// For which landlord.
    pub landlord_id: Option<LandlordId>,
    /// What it needs to know.
    pub payload: Value,
    /// How it stands.
    pub state: JobState,
    /// Times it was taken.
    pub attempts: i64,
    /// Steps done.
    pub progress: i64,
    /// Steps in all; 0 while that is not known.
    pub total: i64,
    /// Before that instant nobody takes it.
    pub run_after: DateTime<Utc>,
    /// Who works on it.
    pub lease_by: Option<Uuid>,
    /// Until when it is hers alone.
    pub lease_until: Option<DateTime<Utc>>,
    /// What came of it.
    pub result: Option<Value>,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was done or given up.
    pub finished_at: Option<DateTime<Utc>>,
}

/// [`Job`] as the engines give it.
#[derive(sqlx::FromRow)]
struct Stored {
    id: JobId,
    kind: String,
    landlord_id: Option<LandlordId>,
    payload: Json<Value>,
    state: JobState,
    attempts: i64,
    progress: i64,
    total: i64,
    run_after: DateTime<Utc>,
    lease_by: Option<Uuid>,
    lease_until: Option<DateTime<Utc>>,
    result: Option<Json<Value>>,
    error: Option<String>,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl From<Stored> for Job {
    fn from(row: Stored) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            landlord_id: row.landlord_id,
            payload: row.payload.0,
            state: row.state,
            attempts: row.attempts,
            progress: row.progress,
            total: row.total,
            run_after: row.run_after,
            lease_by: row.lease_by,
            lease_until: row.lease_until,
            result: row.result.map(|value| value.0),
            error: row.error,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// A statement that gives [`Stored`] rows: `job_rows!("SELECT ", " FROM job WHERE ..")`.
macro_rules! job_rows {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "id, kind, landlord_id, payload, state, attempts, progress, total, run_after,
             lease_by, lease_until, result, error, created_at, finished_at",
            $after
        )
    };
}

use job_rows;

/// Asks for a job; the one asked for before under the same key, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(tx: &mut Tx, new: NewJob, now: DateTime<Utc>) -> Result<JobId, StoreError> {
    let inserted = maybe!(
        tx.on() => (JobId,),
        "INSERT INTO job (id, kind, landlord_id, asked_by, idempotency_key, payload, state,
            attempts, progress, total, run_after, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, 0, 0, $7, $7)
         ON CONFLICT (idempotency_key) DO NOTHING RETURNING id",
        JobId(ids::new_v7(now)),
        new.kind,
        new.landlord_id,
        new.asked_by,
        new.idempotency_key.as_str(),
        Json(&new.payload),
        now,
    )?;
    match inserted {
        Some((id,)) => Ok(id),
        None => one!(
            tx.on() => (JobId,),
            "SELECT id FROM job WHERE idempotency_key = $1",
            new.idempotency_key,
        )
        .map(|(id,)| id),
    }
}
