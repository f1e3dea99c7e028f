//! Corrections that an officer enters for somebody without an account: on paper, by telephone, at the
//! counter.

use super::RollError;
use crate::dispatch::{maybe, run};
use crate::election::held;
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::electoral_roll::correction::{CorrectionKind, may_enter};
use palier_domain::entry::source::Source;
use palier_domain::id::{AccountId, CorrectionId, ElectionId, LandlordId, PersonId, TenancyId};
use serde_json::json;

/// A correction to enter.
#[derive(Clone, Debug)]
pub struct EnteredCorrection {
    /// Whom it is about.
    pub person: PersonId,
    /// The tenancy that it is about, one that the person holds.
    pub tenancy: Option<TenancyId>,
    /// What is wrong.
    pub kind: CorrectionKind,
    /// In her words.
    pub words: String,
    /// Where they were heard or read.
    pub source: Source,
    /// The place; may be empty.
    pub place: String,
    /// The day on which they came: the one that counts for the window.
    pub heard_on: NaiveDate,
    /// Who enters them.
    pub by: AccountId,
}

/// Where the words of a correction were heard or read.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct HeardAt {
    /// Where.
    pub source: Source,
    /// The place; may be empty.
    pub place: String,
    /// When.
    pub heard_on: NaiveDate,
}

/// Whom a reference of the landlord's file names, and the tenancy of another reference if she holds it.
///
/// # Errors
/// When the database fails.
pub async fn whom(
    db: &Db,
    landlord: LandlordId,
    person: &str,
    tenancy: &str,
) -> Result<Option<(PersonId, Option<TenancyId>)>, StoreError> {
    maybe!(
        db.reads() => (PersonId, Option<TenancyId>),
        "SELECT p.id, (SELECT t.id FROM tenancy t
            JOIN tenancy_holder h ON h.tenancy_id = t.id AND h.person_id = p.id
            WHERE t.landlord_id = $1 AND t.reference = $3)
         FROM person p WHERE p.landlord_id = $1 AND p.reference = $2",
        landlord,
        person,
        tenancy,
    )
}

/// Enters a correction for somebody.
///
/// # Errors
/// [`RollError::Correction`] outside its window.
pub async fn enter(
    tx: &mut Tx,
    election: ElectionId,
    new: &EnteredCorrection,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<CorrectionId, RollError> {
    let at = held(tx, election).await?;
    may_enter(
        at.stage,
        new.heard_on,
        today,
        at.protocol.0.roll.corrections_until,
    )?;
    let id = CorrectionId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO roll_correction (id, election_id, person_id, tenancy_id, kind, words, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        election,
        new.person,
        new.tenancy,
        new.kind,
        &new.words,
        now,
    )?;
    run!(
        tx.on(),
        "INSERT INTO roll_correction_entry (correction_id, source, place, heard_on, entered_by)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        new.source,
        &new.place,
        new.heard_on,
        new.by,
    )?;
    let data = json!({
        "person": new.person, "tenancy": new.tenancy, "kind": new.kind, "words": new.words,
        "source": new.source, "heard_on": new.heard_on, "by": new.by,
    });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "correction.entered", Some(id.0), &data, now).await?;
    Ok(id)
}

/// Where the words of a correction came from, if an officer entered it.
///
/// # Errors
/// When the database fails.
pub async fn heard_at(db: &Db, id: CorrectionId) -> Result<Option<HeardAt>, StoreError> {
    maybe!(
        db.reads() => HeardAt,
        "SELECT source, place, heard_on FROM roll_correction_entry WHERE correction_id = $1",
        id,
    )
}
