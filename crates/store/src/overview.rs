//! How the instance is, in a few figures, for whoever runs it.

use crate::dispatch::{On, one};
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Figures {
    /// Landlords.
    pub landlords: i64,
    /// Persons on their rolls.
    pub persons: i64,
    /// Accounts.
    pub accounts: i64,
    /// Sessions that run.
    pub sessions: i64,
    /// Comments that stand.
    pub comments: i64,
    /// Jobs that were given up.
    pub failed_jobs: i64,
    /// Jobs that wait or run.
    pub waiting_jobs: i64,
}

/// How much there is.
///
/// # Errors
/// When the database fails.
pub async fn figures(db: &Db, now: DateTime<Utc>) -> Result<Figures, StoreError> {
    one!(
        db.reads() => Figures,
        "SELECT (SELECT COUNT(*) FROM landlord) AS landlords,
            (SELECT COUNT(*) FROM person) AS persons,
            (SELECT COUNT(*) FROM account) AS accounts,
            (SELECT COUNT(*) FROM session WHERE expires_at > $1) AS sessions,
            (SELECT COUNT(*) FROM comment
                WHERE withdrawn_at IS NULL AND hidden_at IS NULL) AS comments,
            (SELECT COUNT(*) FROM job WHERE state = 'failed') AS failed_jobs,
            (SELECT COUNT(*) FROM job WHERE state IN ('waiting', 'running')) AS waiting_jobs",
        now,
    )
}

/// How many bytes the database takes on its disk.
///
/// # Errors
/// When the database fails.
pub async fn size(db: &Db) -> Result<i64, StoreError> {
    let how = match db.reads() {
        On::Sqlite(_) => {
            "SELECT p.page_count * s.page_size FROM pragma_page_count AS p, pragma_page_size AS s"
        }
        On::Postgres(_) => "SELECT pg_database_size(current_database())",
    };
    one!(db.reads() => (i64,), how).map(|(bytes,)| bytes)
}
