//! The steps of a version, in the transaction that holds its text.

use super::held::latest;
use super::{By, rules};
use crate::dispatch::{one, run};
use crate::{StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Role;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{StepRefusal, TakenBy, Unsettled, VersionStep, step};
use palier_domain::id::TextId;
use serde_json::json;

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] StepRefusal),
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(sqlx::FromRow)]
struct Counts {
    not_ruled: i64,
    appeals_waiting: i64,
    rewordings_unanswered: i64,
    not_decided: i64,
    not_incorporated: i64,
}

/// What is not settled on a text, as far as its amendments tell; comments without a fate and the
/// colleges are counted by whoever keeps them.
///
/// # Errors
/// When the database fails.
pub async fn unsettled(tx: &mut Tx, text: TextId) -> Result<Unsettled, StoreError> {
    let counts = one!(
        tx.on() => Counts,
        "SELECT
            (SELECT COUNT(*) FROM amendment m WHERE m.text_id = $1 AND m.lifecycle = 'submitted')
                AS not_ruled,
            (SELECT COUNT(*) FROM amendment m JOIN amendment_ruling r ON r.amendment_id = m.id
                WHERE m.text_id = $1 AND m.lifecycle = 'inadmissible'
                    AND r.appeal IS NOT NULL AND r.appeal_outcome IS NULL) AS appeals_waiting,
            (SELECT COUNT(*) FROM amendment m JOIN amendment_recommendation r
                    ON r.amendment_id = m.id
                WHERE m.text_id = $1 AND m.lifecycle = 'under_discussion'
                    AND r.rewording IS NOT NULL AND r.answer IS NULL
                    AND r.place = (SELECT MAX(l.place) FROM amendment_recommendation l
                        WHERE l.amendment_id = m.id)) AS rewordings_unanswered,
            (SELECT COUNT(*) FROM amendment m WHERE m.text_id = $1 AND m.lifecycle = 'to_vote')
                AS not_decided,
            (SELECT COUNT(*) FROM amendment m WHERE m.text_id = $1 AND m.lifecycle = 'decided'
                AND m.outcome IN ('accepted', 'accepted_modified')) AS not_incorporated",
        text,
    )?;
    let counted = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(Unsettled {
        without_rules: rules::stored(tx, text).await?.is_none(),
        not_ruled: counted(counts.not_ruled),
        appeals_waiting: counted(counts.appeals_waiting),
        rewordings_unanswered: counted(counts.rewordings_unanswered),
        not_decided: counted(counts.not_decided),
        not_incorporated: counted(counts.not_incorporated),
        ..Unsettled::default()
    })
}

/// Takes a step of a text's latest version; gives where it stands then. `besides` says what is
/// counted elsewhere: comments without a fate, and what the colleges decided; call [`hold_text`]
/// before counting.
///
/// [`hold_text`]: super::hold_text
///
/// # Errors
/// [`StepError::Refused`].
pub async fn step_version(
    tx: &mut Tx,
    text: TextId,
    wanted: VersionStep,
    besides: &Unsettled,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<VersionStatus, StepError> {
    hold_text(tx, text).await?;
    let (version, status) = latest(tx, text).await?;
    let all = Unsettled {
        comments_without_fate: besides.comments_without_fate,
        colleges_waiting: besides.colleges_waiting,
        colleges_refusing: besides.colleges_refusing,
        ..unsettled(tx, text).await?
    };
    let next = step(status, wanted, taken_by(by), &all)?;
    run!(
        tx.on(),
        "UPDATE text_version SET status = $2 WHERE id = $1",
        version,
        next,
    )?;
    let data = json!({ "version": version, "from": status, "to": next, "by": by.account() });
    let (chain, act) = (journal::of_text(text), format!("version.{}", wanted.name()));
    journal::append(tx, &chain, &act, Some(version.0), &data, now).await?;
    Ok(next)
}

/// Holds a text until the transaction ends: what is counted on it stays so.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such text.
pub async fn hold_text(tx: &mut Tx, text: TextId) -> Result<(), StoreError> {
    journal::lock(tx, &journal::of_text(text)).await
}

fn taken_by(by: By<'_>) -> TakenBy {
    match by {
        By::Process => TakenBy::Process,
        By::Person(person) => {
            let has = |role| person.standing.roles.contains(&role);
            if has(Role::Facilitator) && !has(Role::LandlordStaff) {
                TakenBy::Facilitator
            } else {
                TakenBy::Other
            }
        }
    }
}
