//! Taking an amendment back, and taking one over.

use super::event::What;
use super::hats::Person;
use super::held::{Done, hold, write};
use super::submit::{number, supported};
use super::{Act, AmendmentError, By};
use crate::dispatch::{maybe, run};
use crate::quality::{self, QualityColumn};
use crate::{StoreError, Tx};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::id::{AmendmentId, AssociationId, ContributorId};
use serde_json::json;

/// Takes an amendment back, with what its author says of it, which may be empty; those who signed
/// it may take it over.
///
/// # Errors
/// [`AmendmentError`].
pub async fn withdraw(
    tx: &mut Tx,
    id: AmendmentId,
    reason: &str,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Withdraw)?;
    let done = Done {
        reason: Some(reason),
        ..Done::of(next, What::Withdrawn, json!({ "reason": reason }))
    };
    write(tx, &held, done, act).await
}

/// Becomes the author of an amendment that she signed and its author took back: it is handed in
/// under her name, in the quality in which she signed. Its number stays.
///
/// # Errors
/// [`AmendmentError::Support`] when too few others signed it.
pub async fn take_over(
    tx: &mut Tx,
    id: AmendmentId,
    person: Person<'_>,
    act: &Act<'_>,
) -> Result<i64, AmendmentError> {
    let mut held = hold(tx, id, By::Person(person)).await?;
    let (_, next) = held.permits(Action::TakeOver)?;
    if held.amendment.number.is_none() && !held.beside.is_written() {
        return Err(Refusal::NotWritten.into());
    }
    let signed = maybe!(
        tx.on() => (ContributorId, QualityColumn, Option<AssociationId>),
        "SELECT s.contributor_id, s.quality, s.association_id
         FROM amendment_signature s JOIN contributor w ON w.id = s.contributor_id
         WHERE s.amendment_id = $1 AND w.account_id = $2",
        id,
        person.account,
    )?;
    let (contributor, column, association) = signed.ok_or(StoreError::Missing("signature"))?;
    run!(
        tx.on(),
        "DELETE FROM amendment_signature WHERE amendment_id = $1 AND contributor_id = $2",
        id,
        contributor,
    )?;
    // Her form is another one: the same was never sent under her name.
    run!(
        tx.on(),
        "UPDATE amendment SET contributor_id = $2, quality = $3, association_id = $4, form_id = id,
            reason = '' WHERE id = $1",
        id,
        contributor,
        column,
        association,
    )?;
    held.amendment.quality = quality::join(column, association)?;
    supported(tx, &held).await?;
    let data = json!({ "college": College::of(held.amendment.quality) });
    let done = Done {
        covers: json!({ "contributor": contributor }),
        ..Done::of(next, What::TakenOver, data)
    };
    write(tx, &held, done, act).await?;
    number(tx, id).await
}
