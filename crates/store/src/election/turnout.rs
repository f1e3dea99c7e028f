//! How many had voted at set hours, by channel.

use crate::ballot_box::Count;
use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::election::turnout::Figures;
use palier_domain::id::ElectionId;

/// Figures of a set hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Hour {
    /// The hour that was set.
    pub due_at: DateTime<Utc>,
    /// When it was counted.
    pub counted_at: DateTime<Utc>,
    /// The figures.
    #[sqlx(flatten)]
    pub figures: Figures,
}

impl From<Count> for Figures {
    fn from(count: Count) -> Self {
        Self {
            electors: count.lines,
            online: count.online,
            in_box: count.in_box,
            by_post: count.by_post,
        }
    }
}

/// Keeps the figures of a set hour; those that are there already stay.
///
/// # Errors
/// When the database fails.
pub async fn keep(
    tx: &mut Tx,
    election: ElectionId,
    due_at: DateTime<Utc>,
    figures: Figures,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO turnout (election_id, due_at, counted_at, electors, online, in_box, by_post)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (election_id, due_at) DO NOTHING",
        election,
        due_at,
        now,
        figures.electors,
        figures.online,
        figures.in_box,
        figures.by_post,
    )
    .map(drop)
}

/// The figures of an election, the earliest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, election: ElectionId) -> Result<Vec<Hour>, StoreError> {
    all!(
        db.reads() => Hour,
        "SELECT due_at, counted_at, electors, online, in_box, by_post FROM turnout
         WHERE election_id = $1 ORDER BY due_at",
        election,
    )
}

/// The set hour that was counted last.
///
/// # Errors
/// When the database fails.
pub async fn last(db: &Db, election: ElectionId) -> Result<Option<DateTime<Utc>>, StoreError> {
    one!(
        db.reads() => (Option<DateTime<Utc>>,),
        "SELECT MAX(due_at) FROM turnout WHERE election_id = $1",
        election,
    )
    .map(|(last,)| last)
}
