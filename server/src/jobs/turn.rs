//! One process's turn at a job, as the job's own code sees it.

use chrono::{DateTime, TimeDelta, Utc};
use palier_app::site::state::Site;
use palier_store::job::{self, Job};
use palier_store::{StoreError, Tx};
use serde_json::Value;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

/// How long a job is one process's alone, unless it is renewed.
const LEASE: TimeDelta = TimeDelta::seconds(30);
/// How often what was done is written down, and the lease with it.
const BEAT: std::time::Duration = std::time::Duration::from_secs(1);
/// A lease is renewed this often even when nothing moves, counted in beats.
const RENEWAL: u32 = 5;

/// Why a job did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may succeed later.
    #[error("{0}")]
    Again(String),
    /// It will never succeed.
    #[error("{0}")]
    Never(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A job that was taken, and how far it has come.
pub struct Turn {
    /// The job.
    pub job: Job,
    worker: Uuid,
    progress: AtomicI64,
    total: AtomicI64,
}

impl Turn {
    /// Takes a job, if one is due.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn take(site: &Site, worker: Uuid) -> Result<Option<Self>, StoreError> {
        let taken = job::take(&site.db, worker, site.clock.now(), LEASE).await?;
        Ok(taken.map(|job| Self {
            progress: AtomicI64::new(0),
            total: AtomicI64::new(0),
            job,
            worker,
        }))
    }

    /// Notes how far the job has come; it is written down within a second.
    pub fn advance(&self, progress: usize, total: usize) {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self.progress.store(count(progress), Ordering::Relaxed);
        self.total.store(count(total), Ordering::Relaxed);
    }

    /// Ends the job in the transaction that holds its effect; commit it next.
    ///
    /// # Errors
    /// When another process has the job by now: drop the transaction.
    pub async fn finish(
        &self,
        tx: &mut Tx,
        result: &Value,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        job::finish(tx, self.job.id, self.worker, result, now).await
    }

    /// Writes down what was done and renews the lease, for as long as the job is this worker's.
    pub(super) async fn hold(&self, site: &Site) {
        let mut written = (0, 0);
        let mut quiet = 0;
        loop {
            tokio::time::sleep(BEAT).await;
            let now = (
                self.progress.load(Ordering::Relaxed),
                self.total.load(Ordering::Relaxed),
            );
            quiet += 1;
            if now == written && quiet < RENEWAL {
                continue;
            }
            (written, quiet) = (now, 0);
            let until = site.clock.now() + LEASE;
            match job::advance(&site.db, self.job.id, self.worker, now, until).await {
                Ok(true) => {}
                Ok(false) => return,
                // The lease outlasts a database that is away for a moment.
                Err(error) => tracing::warn!(%error, job = %self.job.id, "a lease was not renewed"),
            }
        }
    }

    /// Gives the job back after it failed, or gives it up.
    pub(super) async fn failed(&self, site: &Site, error: &JobError) {
        let now = site.clock.now();
        let again = match error {
            JobError::Never(_) => None,
            JobError::Again(_) | JobError::Store(_) => {
                palier_domain::job::wait_after(self.job.attempts).map(|wait| now + wait)
            }
        };
        let (id, said) = (self.job.id, error.to_string());
        match again {
            Some(at) => tracing::warn!(job = %id, error = said, %at, "a job is tried again"),
            None => tracing::error!(job = %id, error = said, "a job was given up"),
        }
        let kept = job::fail(&site.db, id, self.worker, &said, again, now).await;
        if let Err(error) = kept {
            // Its lease runs out, and it is taken again.
            tracing::warn!(%error, job = %id, "that a job failed was not written down");
        }
    }
}
