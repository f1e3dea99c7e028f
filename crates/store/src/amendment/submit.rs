//! Showing an amendment to gather support, and handing it in.

use super::content::within_content;
use super::event::What;
use super::held::{Done, Held, hold, write};
use super::{Act, AmendmentError, Content, open_clauses};
use crate::dispatch::one;
use crate::{StoreError, Tx};
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::support::Support;
use palier_domain::id::{AmendmentId, TextId};
use serde_json::{Value, json};

/// Shows a draft to all, so that others sign it.
///
/// # Errors
/// [`AmendmentError`].
pub async fn ask_for_support(
    tx: &mut Tx,
    id: AmendmentId,
    act: &Act<'_>,
) -> Result<(), AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::AskForSupport)?;
    let covers = whole(tx, &held).await?;
    let done = Done {
        covers,
        ..Done::of(next, What::SupportAsked, json!({}))
    };
    write(tx, &held, done, act).await
}

/// Hands an amendment in: it has a public number from then on, which this gives.
///
/// # Errors
/// [`AmendmentError::Support`] when too few signed it; [`AmendmentError::Empty`] when it changes
/// nothing.
pub async fn submit(tx: &mut Tx, id: AmendmentId, act: &Act<'_>) -> Result<i64, AmendmentError> {
    let held = hold(tx, id, act.by).await?;
    let (_, next) = held.permits(Action::Submit)?;
    supported(tx, &held).await?;
    let covers = whole(tx, &held).await?;
    let done = Done {
        covers,
        ..Done::of(next, What::Submitted, json!({}))
    };
    write(tx, &held, done, act).await?;
    number(tx, id).await
}

/// Whether enough signed it.
pub(super) async fn supported(tx: &mut Tx, held: &Held) -> Result<(), AmendmentError> {
    let (id, text) = (held.amendment.id, held.amendment.text_id);
    let support = Support {
        college: College::of(held.amendment.quality),
        signatures: tenants(tx, id).await?,
        threshold: threshold(tx, text).await?,
    };
    Ok(support.check()?)
}

/// What it says, for the journal's hash; an amendment that changes nothing is none.
async fn whole(tx: &mut Tx, held: &Held) -> Result<Value, AmendmentError> {
    let Content {
        title,
        reasons,
        operations,
    } = within_content(tx, held.amendment.id).await?;
    if operations.is_empty() {
        return Err(AmendmentError::Empty);
    }
    open_clauses::check(tx, held.version, &operations).await?;
    Ok(json!({ "title": title, "reasons": reasons, "operations": operations }))
}

async fn threshold(tx: &mut Tx, text: TextId) -> Result<u64, StoreError> {
    let rules = super::rules::within(tx, text).await?;
    Ok(u64::try_from(rules.signatures).unwrap_or_default())
}

async fn tenants(tx: &mut Tx, id: AmendmentId) -> Result<u64, StoreError> {
    let (signed,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM amendment_signature WHERE amendment_id = $1 AND quality = 'tenant'",
        id,
    )?;
    Ok(u64::try_from(signed).unwrap_or_default())
}

pub(super) async fn number(tx: &mut Tx, id: AmendmentId) -> Result<i64, AmendmentError> {
    let (number,) = one!(
        tx.on() => (i64,),
        "SELECT number FROM amendment WHERE id = $1",
        id,
    )?;
    Ok(number)
}
