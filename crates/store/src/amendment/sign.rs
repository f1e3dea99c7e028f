//! Signing an amendment with its author.

use super::draft::speaks;
use super::event::What;
use super::hats::Person;
use super::held::{Done, hold, write};
use super::{Act, AmendmentError, By};
use crate::dispatch::{all, run};
use crate::quality::{self, QualityColumn};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::{AmendmentId, AssociationId, ContributorId};
use serde_json::json;

/// Somebody who signed an amendment with its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// Who shows her name.
    pub contributor_id: ContributorId,
    /// That name; empty once her account was deleted without it.
    pub name: String,
    /// In what quality she signed.
    pub quality: Quality,
    /// The association for which she did.
    pub association_name: Option<String>,
    /// When.
    pub signed_at: DateTime<Utc>,
}

/// Signs an amendment, in a quality that is hers.
///
/// # Errors
/// [`AmendmentError::Refused`], also for whoever signed it before.
pub async fn co_sign(
    tx: &mut Tx,
    id: AmendmentId,
    person: Person<'_>,
    (contributor, quality): (ContributorId, Quality),
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, By::Person(person)).await?;
    let (_, next) = held.permits(Action::CoSign)?;
    speaks(person, quality)?;
    let (column, association) = quality::split(quality);
    run!(
        tx.on(),
        "INSERT INTO amendment_signature
            (amendment_id, contributor_id, quality, association_id, signed_at)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        contributor,
        column,
        association,
        act.now,
    )?;
    let data = json!({ "college": College::of(quality) });
    let done = Done {
        covers: json!({ "contributor": contributor }),
        ..Done::of(next, What::Signed, data)
    };
    write(tx, &held, done, act).await
}

/// Takes her signature back.
///
/// # Errors
/// [`AmendmentError::Refused`] where she did not sign, or once it is to be voted.
pub async fn take_back(
    tx: &mut Tx,
    id: AmendmentId,
    person: Person<'_>,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, By::Person(person)).await?;
    let (_, next) = held.permits(Action::TakeBackSignature)?;
    run!(
        tx.on(),
        "DELETE FROM amendment_signature WHERE amendment_id = $1 AND contributor_id IN
            (SELECT id FROM contributor WHERE account_id = $2)",
        id,
        person.account,
    )?;
    let done = Done::of(next, What::Unsigned, json!({}));
    write(tx, &held, done, act).await
}

#[derive(sqlx::FromRow)]
struct Row {
    contributor_id: ContributorId,
    name: String,
    quality: QualityColumn,
    association_id: Option<AssociationId>,
    association_name: Option<String>,
    signed_at: DateTime<Utc>,
}

/// Those who signed an amendment with its author, the first first.
///
/// # Errors
/// When the database fails.
pub async fn signatories(db: &Db, id: AmendmentId) -> Result<Vec<Signatory>, StoreError> {
    let rows = all!(
        db.reads() => Row,
        "SELECT s.contributor_id, COALESCE(w.name, '') AS name, s.quality, s.association_id,
            a.name AS association_name, s.signed_at
         FROM amendment_signature s
         JOIN contributor w ON w.id = s.contributor_id
         LEFT JOIN association a ON a.id = s.association_id
         WHERE s.amendment_id = $1 ORDER BY s.signed_at, s.contributor_id",
        id,
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Signatory {
                contributor_id: row.contributor_id,
                name: row.name,
                quality: quality::join(row.quality, row.association_id)?,
                association_name: row.association_name,
                signed_at: row.signed_at,
            })
        })
        .collect()
}
