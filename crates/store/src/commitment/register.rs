//! Reading the register: what is late first.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::commitment::state::CommitmentState;
use palier_domain::id::{ClauseId, CommitmentId, TextId, VersionId};

/// A commitment.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Commitment {
    /// Its identifier.
    pub id: CommitmentId,
    /// The text that commits.
    pub text_id: TextId,
    /// The adopted version that says it last.
    pub version_id: VersionId,
    /// The clause.
    pub clause_id: ClauseId,
    /// Its handle in addresses.
    pub handle: i64,
    /// What the clause is.
    pub kind: ClauseKind,
    /// Its exact bytes.
    pub source: String,
    /// Who keeps it; may be empty.
    pub owner: String,
    /// How one will see that it is kept; may be empty.
    pub indicator: String,
    /// By when, if that is said.
    pub due_on: Option<NaiveDate>,
    /// Where it stands, as somebody says; see [`Commitment::is_late`].
    pub state: CommitmentState,
    /// Why it was given up.
    pub reason: String,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// When a later version no longer said it.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Commitment {
    /// Whether it is late on a day.
    #[must_use]
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.ended_at.is_none() && self.state.is_late(self.due_on, today)
    }
}

/// What was reported of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Progress {
    /// Its place, from 1.
    pub place: i64,
    /// Where it stood then.
    pub state: CommitmentState,
    /// What was said; empty where a later version said it anew.
    pub words: String,
    /// By what one sees it.
    pub evidence: String,
    /// As what: `landlord_staff`, `facilitator` or `process`.
    pub reported_as: String,
    /// When.
    pub reported_at: DateTime<Utc>,
}

/// How many commitments stand where; those that ended are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Not begun and not late.
    pub planned: usize,
    /// Worked on and not late.
    pub under_way: usize,
    /// Neither kept nor given up after their day.
    pub late: usize,
    /// Kept.
    pub kept: usize,
    /// Given up.
    pub given_up: usize,
}

const COLUMNS: &str = "SELECT c.id, c.text_id, c.version_id, c.clause_id, k.handle, r.kind,
        r.source, c.owner, c.indicator, c.due_on, c.state, c.reason, c.changed_at, c.ended_at
     FROM commitment c JOIN clause k ON k.id = c.clause_id
     JOIN clause_revision r ON r.id = c.revision_id";

/// The commitments of a text: late ones first by how late they are, then the others by their day,
/// then those kept, given up and ended; only those in a state, if one is asked.
///
/// # Errors
/// When the database fails.
pub async fn register(
    db: &Db,
    text: TextId,
    state: Option<CommitmentState>,
    today: NaiveDate,
) -> Result<Vec<Commitment>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE c.text_id = $1 AND ($2 IS NULL OR c.state = $2)
         ORDER BY CASE WHEN c.ended_at IS NOT NULL THEN 4 WHEN c.state = 'given_up' THEN 3
                WHEN c.state = 'kept' THEN 2 WHEN c.due_on < $3 THEN 0 ELSE 1 END,
            CASE WHEN c.due_on IS NULL THEN 1 ELSE 0 END, c.due_on, k.handle"
    );
    all!(
        db.reads() => Commitment,
        sqlx::AssertSqlSafe(sql.as_str()),
        text,
        state.map(CommitmentState::name),
        today,
    )
}

/// The commitment that stands in a clause, in a transaction that may have drawn it.
///
/// # Errors
/// When the database fails.
pub async fn of_clause(
    tx: &mut Tx,
    text: TextId,
    clause: ClauseId,
) -> Result<Option<CommitmentId>, StoreError> {
    let found = maybe!(
        tx.on() => (CommitmentId,),
        "SELECT id FROM commitment WHERE text_id = $1 AND clause_id = $2 AND ended_at IS NULL",
        text,
        clause,
    )?;
    Ok(found.map(|(id,)| id))
}

/// A commitment.
///
/// # Errors
/// When the database fails.
pub async fn by_id(db: &Db, id: CommitmentId) -> Result<Option<Commitment>, StoreError> {
    let sql = format!("{COLUMNS} WHERE c.id = $1");
    maybe!(db.reads() => Commitment, sqlx::AssertSqlSafe(sql.as_str()), id)
}

/// What was reported of a commitment, in order.
///
/// # Errors
/// When the database fails.
pub async fn progress(db: &Db, id: CommitmentId) -> Result<Vec<Progress>, StoreError> {
    all!(
        db.reads() => Progress,
        "SELECT place, state, words, evidence, reported_as, reported_at
         FROM commitment_progress WHERE commitment_id = $1 ORDER BY place",
        id,
    )
}

/// Counts what [`register`] gave, on a day.
#[must_use]
pub fn figures(all: &[Commitment], today: NaiveDate) -> Figures {
    let mut figures = Figures::default();
    for one in all.iter().filter(|one| one.ended_at.is_none()) {
        let count = match one.state {
            _ if one.is_late(today) => &mut figures.late,
            CommitmentState::Planned => &mut figures.planned,
            CommitmentState::UnderWay => &mut figures.under_way,
            CommitmentState::Kept => &mut figures.kept,
            CommitmentState::GivenUp => &mut figures.given_up,
        };
        *count += 1;
    }
    figures
}

/// By when a text is looked at again, once it was adopted.
///
/// # Errors
/// When the database fails.
pub async fn revision_due(db: &Db, text: TextId) -> Result<Option<NaiveDate>, StoreError> {
    let found = maybe!(
        db.reads() => (NaiveDate,),
        "SELECT due_on FROM text_revision_due WHERE text_id = $1",
        text,
    )?;
    Ok(found.map(|(day,)| day))
}
