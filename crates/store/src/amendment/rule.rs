//! Ruling on admissibility.

use super::event::What;
use super::held::{Done, hold, write};
use super::{Act, AmendmentError};
use crate::dispatch::{all, both, run};
use crate::{Db, StoreError, Tx, batch};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::AppealOutcome;
use palier_domain::id::AmendmentId;
use serde_json::json;
use std::collections::HashMap;

/// What a facilitator rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling<'a> {
    /// It is discussed; what she adds may be empty.
    Admissible(&'a str),
    /// It is not, on a ground of the list, with a public reason.
    Inadmissible(InadmissibleGround, &'a str),
}

/// A ruling, with its appeal.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RulingRow {
    /// The ground; none where it is admissible.
    pub ground: Option<InadmissibleGround>,
    /// The public reason; may be empty where it is admissible.
    pub reason: String,
    /// When.
    pub ruled_at: DateTime<Utc>,
    /// What its author says against it.
    pub appeal: Option<String>,
    /// When she did.
    pub appealed_at: Option<DateTime<Utc>>,
    /// What the guarantor decided.
    pub appeal_outcome: Option<AppealOutcome>,
    /// Why; public.
    pub appeal_reason: Option<String>,
    /// When.
    pub appeal_ruled_at: Option<DateTime<Utc>>,
}

/// Rules on an amendment that was handed in.
///
/// # Errors
/// [`AmendmentError::Empty`] without a reason for what is inadmissible.
pub async fn rule(
    tx: &mut Tx,
    id: AmendmentId,
    ruling: Ruling<'_>,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (action, what, ground, reason) = match ruling {
        Ruling::Admissible(reason) => (Action::RuleAdmissible, What::Admissible, None, reason),
        Ruling::Inadmissible(ground, reason) => (
            Action::RuleInadmissible(ground),
            What::Inadmissible,
            Some(ground),
            reason,
        ),
    };
    let (_, next) = held.permits(action)?;
    if ground.is_some() && reason.trim().is_empty() {
        return Err(AmendmentError::Empty);
    }
    run!(
        tx.on(),
        "INSERT INTO amendment_ruling (amendment_id, place, ground, reason, ruled_by, ruled_at)
         SELECT $1, COALESCE(MAX(r.place), 0) + 1, $2, $3, $4, $5
         FROM amendment_ruling r WHERE r.amendment_id = $1",
        id,
        ground,
        reason,
        act.by.account(),
        act.now,
    )?;
    let data = json!({ "ground": ground, "reason": reason });
    write(tx, &held, Done::of(next, what, data), act).await
}

/// The rulings on an amendment, oldest first: one, and another where it was taken over.
///
/// # Errors
/// When the database fails.
pub async fn rulings(db: &Db, id: AmendmentId) -> Result<Vec<RulingRow>, StoreError> {
    all!(
        db.reads() => RulingRow,
        "SELECT ground, reason, ruled_at, appeal, appealed_at, appeal_outcome, appeal_reason,
            appeal_ruled_at
         FROM amendment_ruling WHERE amendment_id = $1 ORDER BY place",
        id,
    )
}

#[derive(sqlx::FromRow)]
struct Of {
    amendment_id: AmendmentId,
    #[sqlx(flatten)]
    row: RulingRow,
}

/// The rulings on several amendments, of each oldest first.
///
/// # Errors
/// When the database fails.
pub async fn rulings_of(
    db: &Db,
    ids: &[AmendmentId],
) -> Result<HashMap<AmendmentId, Vec<RulingRow>>, StoreError> {
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let sql = format!(
            "SELECT amendment_id, ground, reason, ruled_at, appeal, appealed_at, appeal_outcome, appeal_reason,
                appeal_ruled_at
             FROM amendment_ruling WHERE amendment_id IN {} ORDER BY amendment_id, place",
            batch::list(1, ids.len()),
        );
        let rows = both!(db.reads(), |at| {
            let mut query = sqlx::query_as::<_, Of>(sqlx::AssertSqlSafe(sql));
            for id in ids {
                query = query.bind(id);
            }
            query.fetch_all(at).await
        })?;
        for of in rows {
            found.entry(of.amendment_id).or_default().push(of.row);
        }
    }
    Ok(found)
}
