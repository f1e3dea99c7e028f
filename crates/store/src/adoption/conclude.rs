//! Concluding an adoption: adopted by every college, or returned with what was refused.

use super::college::held;
use super::{AdoptionError, hers};
use crate::amendment::By;
use crate::commitment::draw;
use crate::dispatch::{all, run};
use crate::{StoreError, Tx, decision, journal};
use chrono::{DateTime, Months, NaiveDate, Utc};
use palier_domain::charter::adoption::outcome::{conclusion, unsettled};
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{TakenBy, Unsettled, VersionStep, step};
use palier_domain::id::{TextId, VersionId};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What came of an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Concluded {
    /// Every college adopted the text.
    Adopted,
    /// A college refused clauses: these reopen.
    Returned,
}

/// Concludes the adoption of a text once every college has decided. An adopted version takes the place
/// of the one adopted before, its commitments enter the register, and its next revision has a day.
///
/// # Errors
/// [`AdoptionError::CollegesWaiting`] before; [`AdoptionError::NotNow`] for the second of two.
pub async fn conclude(
    tx: &mut Tx,
    text: TextId,
    by: By<'_>,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Concluded, AdoptionError> {
    hers(Task::Conclude, by)?;
    let adoption = held(tx, text).await?;
    let standings = adoption.standings();
    let wanted = conclusion(&standings).ok_or(AdoptionError::CollegesWaiting)?;
    let counted = unsettled(&standings);
    decision::step(tx, text, wanted, &counted, By::Process, now).await?;
    let concluded = match wanted {
        VersionStep::Adopt => Concluded::Adopted,
        _ => Concluded::Returned,
    };
    let version = adoption.version_id;
    run!(
        tx.on(),
        "UPDATE adoption SET outcome = $2, concluded_on = $3, concluded_by = $4, concluded_at = $5
         WHERE version_id = $1",
        version,
        concluded,
        today,
        by.account(),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({
        "version": version, "outcome": concluded, "manifest": adoption.manifest,
        "colleges": standings, "on": today, "by": by.account(),
    });
    let chain = journal::of_text(text);
    journal::append(
        tx,
        &chain,
        "adoption.concluded",
        Some(version.0),
        &data,
        now,
    )
    .await?;
    if concluded == Concluded::Adopted {
        supersede(tx, text, version, now).await?;
        draw::draw(tx, text, version, now).await?;
        let months = Months::new(adoption.rules.revision_months());
        let due = today.checked_add_months(months).unwrap_or(today);
        set_revision(tx, text, version, due).await?;
    }
    Ok(concluded)
}

/// The version adopted before is no more in force.
async fn supersede(
    tx: &mut Tx,
    text: TextId,
    adopted: VersionId,
    now: DateTime<Utc>,
) -> Result<(), AdoptionError> {
    let former = all!(
        tx.on() => (VersionId, VersionStatus),
        "SELECT id, status FROM text_version
         WHERE text_id = $1 AND status = 'adopted' AND id <> $2 ORDER BY sequence",
        text,
        adopted,
    )?;
    for (version, status) in former {
        let (wanted, none) = (VersionStep::Supersede, Unsettled::default());
        let next = step(status, wanted, TakenBy::Process, &none)
            .map_err(|refusal| AdoptionError::Step(refusal.into()))?;
        let sql = "UPDATE text_version SET status = $2 WHERE id = $1";
        run!(tx.on(), sql, version, next).map_err(AdoptionError::from)?;
        let data = json!({ "version": version, "from": status, "to": next, "by": adopted });
        let chain = journal::of_text(text);
        journal::append(tx, &chain, "version.supersede", Some(version.0), &data, now).await?;
    }
    Ok(())
}

async fn set_revision(
    tx: &mut Tx,
    text: TextId,
    version: VersionId,
    due: NaiveDate,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "INSERT INTO text_revision_due (text_id, version_id, due_on) VALUES ($1, $2, $3)
         ON CONFLICT (text_id) DO UPDATE SET version_id = excluded.version_id,
            due_on = excluded.due_on",
        text,
        version,
        due,
    )
    .map(drop)
}
