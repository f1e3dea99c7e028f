//! The clauses that a college refuses, each with its reason.

use super::college::held;
use super::{AdoptionError, hers};
use crate::amendment::By;
use crate::dispatch::{all, run};
use crate::{Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{ClauseId, TextId};
use serde_json::json;
use std::collections::BTreeMap;

/// Says which clauses a college refuses, and why, in place of what was said before: only these reopen.
///
/// # Errors
/// [`AdoptionError`]: for a college that adopted or has not voted, without a reason, or for clauses
/// that are not in that version.
pub async fn refuse(
    tx: &mut Tx,
    (text, college): (TextId, College),
    clauses: &[(ClauseId, &str)],
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<(), AdoptionError> {
    hers(Task::Refuse(college), by)?;
    let adoption = held(tx, text).await?;
    let state = adoption
        .college(college)
        .ok_or(AdoptionError::NotAsked(college))?;
    if !state.standing.may_refuse() {
        return Err(AdoptionError::RefusesNothing(college));
    }
    let said: BTreeMap<ClauseId, &str> = clauses
        .iter()
        .map(|(clause, reason)| (*clause, reason.trim()))
        .collect();
    if said.is_empty() || said.values().any(|reason| reason.is_empty()) {
        return Err(AdoptionError::WithoutReason);
    }
    let version = adoption.version_id;
    let known = all!(
        tx.on() => (ClauseId,),
        "SELECT clause_id FROM version_entry WHERE version_id = $1",
        version,
    )?;
    if said.keys().any(|clause| !known.contains(&(*clause,))) {
        return Err(AdoptionError::NoSuchClause);
    }
    let gone = "DELETE FROM adoption_refusal WHERE version_id = $1 AND college = $2";
    run!(tx.on(), gone, version, college).map_err(AdoptionError::from)?;
    for (clause, reason) in &said {
        run!(
            tx.on(),
            "INSERT INTO adoption_refusal (version_id, college, clause_id, reason, entered_by,
                entered_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            version,
            college,
            *clause,
            *reason,
            by.account(),
            now,
        )
        .map_err(AdoptionError::from)?;
    }
    let data = json!({
        "version": version, "college": college, "clauses": said, "by": by.account(),
    });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "adoption.refused", Some(version.0), &data, now).await?;
    Ok(())
}
