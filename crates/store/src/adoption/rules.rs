//! The rules of the adoption of a text.

use super::{AdoptionError, hers, open};
use crate::amendment::{self, By};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::TextId;
use serde_json::json;
use sqlx::types::Json;

const RULES: &str = "SELECT rules FROM text_adoption_rules WHERE text_id = $1";
const HANDED_IN: &str =
    "SELECT number FROM amendment WHERE text_id = $1 AND number IS NOT NULL LIMIT 1";

/// The rules of the adoption of a text, if it has its own; else
/// [`AdoptionRules::default`] stands.
///
/// # Errors
/// When the database fails.
pub async fn rules(db: &Db, text: TextId) -> Result<Option<AdoptionRules>, StoreError> {
    let found = maybe!(db.reads() => (Json<AdoptionRules>,), RULES, text)?;
    Ok(found.map(|(Json(rules),)| rules))
}

pub(super) async fn stored(tx: &mut Tx, text: TextId) -> Result<Option<AdoptionRules>, StoreError> {
    let found = maybe!(tx.on() => (Json<AdoptionRules>,), RULES, text)?;
    Ok(found.map(|(Json(rules),)| rules))
}

/// Sets the rules of the adoption of a text: in a draft, after an adoption, or once in an open
/// version of which nobody has handed an amendment in yet, as a text that is imported opens at once.
///
/// # Errors
/// [`AdoptionError::RulesStand`] otherwise: nobody changes the rules under a text that is discussed.
pub async fn set_rules(
    tx: &mut Tx,
    text: TextId,
    rules: &AdoptionRules,
    by: By<'_>,
    now: DateTime<Utc>,
) -> Result<(), AdoptionError> {
    hers(Task::SetRules, by)?;
    amendment::hold_text(tx, text).await?;
    let (_, status) = open::latest(tx, text).await?;
    let kept = stored(tx, text).await?.is_some();
    let discussed = maybe!(tx.on() => (i64,), HANDED_IN, text)?.is_some();
    if !are_free(status, kept, discussed) {
        return Err(AdoptionError::RulesStand);
    }
    run!(
        tx.on(),
        "INSERT INTO text_adoption_rules (text_id, rules, set_at) VALUES ($1, $2, $3)
         ON CONFLICT (text_id) DO UPDATE SET rules = excluded.rules, set_at = excluded.set_at",
        text,
        Json(rules),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({ "rules": rules, "by": by.account() });
    let chain = journal::of_text(text);
    journal::append(tx, &chain, "adoption.rules_set", Some(text.0), &data, now).await?;
    Ok(())
}

/// Whether [`set_rules`] would set them, as a page asks.
///
/// # Errors
/// When the database fails.
pub async fn rules_are_free(
    db: &Db,
    text: TextId,
    status: VersionStatus,
) -> Result<bool, StoreError> {
    let kept = rules(db, text).await?.is_some();
    let discussed = maybe!(db.reads() => (i64,), HANDED_IN, text)?.is_some();
    Ok(are_free(status, kept, discussed))
}

fn are_free(status: VersionStatus, kept: bool, discussed: bool) -> bool {
    match status {
        VersionStatus::Draft | VersionStatus::Adopted => true,
        VersionStatus::Open => !kept && !discussed,
        _ => false,
    }
}
