//! What becomes of somebody's amendments and signatures when her account is deleted.

use super::draft;
use super::event::{self, What};
use crate::dispatch::{all, run};
use crate::{StoreError, Tx, journal, search};
use chrono::{DateTime, Utc};
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::id::{AccountId, AmendmentId, TextId};
use serde_json::json;

/// Erases her drafts, which nobody else read; those that she began for an association stay with it.
///
/// Where she wants what she published withdrawn, her signatures go, and her own amendments with
/// their reasons, as long as nothing is voted of them: a decision that was taken stays. Texts come
/// in one order, as everywhere.
pub(crate) async fn part(
    tx: &mut Tx,
    account: AccountId,
    withdraw: bool,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for text in texts(tx, account).await? {
        let chain = journal::of_text(text);
        journal::lock(tx, &chain).await?;
        journal::forget(tx, &chain, account.0).await?;
        let hers = all!(
            tx.on() => (AmendmentId, Lifecycle),
            "SELECT m.id, m.lifecycle FROM amendment m
             JOIN contributor w ON w.id = m.contributor_id
             WHERE w.account_id = $1 AND m.text_id = $2 AND m.association_id IS NULL
             ORDER BY m.id",
            account,
            text,
        )?;
        for (id, lifecycle) in hers {
            match lifecycle {
                Lifecycle::Draft => draft::erase(tx, id).await?,
                _ if withdraw => take_back(tx, id, lifecycle, &chain, now).await?,
                _ => {}
            }
        }
    }
    if withdraw {
        run!(
            tx.on(),
            "DELETE FROM amendment_signature WHERE contributor_id IN
                (SELECT id FROM contributor WHERE account_id = $1)",
            account,
        )?;
    }
    Ok(())
}

/// The texts on which she is about to write, those of her comments too: all are held in one order.
async fn texts(tx: &mut Tx, account: AccountId) -> Result<Vec<TextId>, StoreError> {
    let rows = all!(
        tx.on() => (TextId,),
        "SELECT m.text_id FROM amendment m JOIN contributor w ON w.id = m.contributor_id
         WHERE w.account_id = $1
         UNION
         SELECT d.text_id FROM drafting_committee d WHERE d.account_id = $1
         UNION
         SELECT c.text_id FROM comment c JOIN contributor w ON w.id = c.contributor_id
         WHERE w.account_id = $1
         ORDER BY 1",
        account,
    )?;
    Ok(rows.into_iter().map(|(text,)| text).collect())
}

async fn take_back(
    tx: &mut Tx,
    id: AmendmentId,
    lifecycle: Lifecycle,
    chain: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "UPDATE amendment SET reasons = '', changed_at = $2 WHERE id = $1",
        id,
        now,
    )?;
    search::forget_amendment(tx, id).await?;
    journal::forget(tx, chain, id.0).await?;
    if !matches!(
        lifecycle,
        Lifecycle::Gathering | Lifecycle::Submitted | Lifecycle::UnderDiscussion
    ) {
        return Ok(());
    }
    run!(
        tx.on(),
        "UPDATE amendment SET lifecycle = 'withdrawn' WHERE id = $1",
        id,
    )?;
    let data = json!({ "reason": "" });
    event::append(tx, id, What::Withdrawn, &data, now).await?;
    let act = "amendment.withdrawn";
    journal::append(tx, chain, act, Some(id.0), &data, now).await?;
    Ok(())
}
