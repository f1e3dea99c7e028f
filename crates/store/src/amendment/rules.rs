//! The rules of a text and its drafting committee.

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, LandlordId, TextId};
use serde_json::json;

/// The rules of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Rules {
    /// Tenants who must sign a tenant's amendment with her.
    pub signatures: i64,
    /// Days in which an author chooses what becomes of her amendment on a new version.
    pub rebase_days: i64,
}

impl Default for Rules {
    /// Those of a text that has none of its own: a tenant alone, three weeks.
    fn default() -> Self {
        Self {
            signatures: 0,
            rebase_days: 21,
        }
    }
}

const RULES: &str = "SELECT signatures, rebase_days FROM text_rules WHERE text_id = $1";

/// One amendment that was handed in.
const HANDED_IN: &str =
    "SELECT number FROM amendment WHERE text_id = $1 AND number IS NOT NULL LIMIT 1";

/// The rules of a text, if it has its own.
///
/// # Errors
/// When the database fails.
pub async fn rules(db: &Db, text: TextId) -> Result<Option<Rules>, StoreError> {
    maybe!(db.reads() => Rules, RULES, text)
}

pub(super) async fn within(tx: &mut Tx, text: TextId) -> Result<Rules, StoreError> {
    Ok(stored(tx, text).await?.unwrap_or_default())
}

pub(super) async fn stored(tx: &mut Tx, text: TextId) -> Result<Option<Rules>, StoreError> {
    maybe!(tx.on() => Rules, RULES, text)
}

/// Sets the rules of a text, in place of former ones.
///
/// # Errors
/// [`StoreError::Missing`] when there is no such text; [`StoreError::Conflict`] once amendments were
/// handed in: nobody changes the rules under them.
pub async fn set_rules(
    tx: &mut Tx,
    text: TextId,
    rules: Rules,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let chain = journal::of_text(text);
    journal::lock(tx, &chain).await?;
    let handed_in = maybe!(tx.on() => (i64,), HANDED_IN, text)?;
    if handed_in.is_some() {
        return Err(StoreError::Conflict("amendments were handed in"));
    }
    run!(
        tx.on(),
        "INSERT INTO text_rules (text_id, signatures, rebase_days, set_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (text_id) DO UPDATE SET signatures = excluded.signatures,
            rebase_days = excluded.rebase_days, set_at = excluded.set_at",
        text,
        rules.signatures,
        rules.rebase_days,
        now,
    )?;
    let data = json!({ "signatures": rules.signatures, "rebase_days": rules.rebase_days });
    journal::append(tx, &chain, "text.rules_set", Some(text.0), &data, now).await?;
    Ok(())
}

/// The accounts of a text's drafting committee, by when they joined.
///
/// # Errors
/// When the database fails.
pub async fn committee(db: &Db, text: TextId) -> Result<Vec<AccountId>, StoreError> {
    let rows = all!(
        db.reads() => (AccountId,),
        "SELECT account_id FROM drafting_committee WHERE text_id = $1 ORDER BY since, account_id",
        text,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Somebody of a drafting committee.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Member {
    /// Her account.
    pub account_id: AccountId,
    /// The name that she shows with the landlord, if she has one.
    pub name: Option<String>,
}

/// A text's drafting committee with the names shown there, by when they joined.
///
/// # Errors
/// When the database fails.
pub async fn members(
    db: &Db,
    text: TextId,
    landlord: LandlordId,
) -> Result<Vec<Member>, StoreError> {
    all!(
        db.reads() => Member,
        "SELECT d.account_id, c.name
         FROM drafting_committee d
         LEFT JOIN contributor c ON c.account_id = d.account_id AND c.landlord_id = $2
         WHERE d.text_id = $1 ORDER BY d.since, d.account_id",
        text,
        landlord,
    )
}

/// Whether the rules of a text stand: amendments were handed in under them.
///
/// # Errors
/// When the database fails.
pub async fn rules_stand(db: &Db, text: TextId) -> Result<bool, StoreError> {
    Ok(maybe!(db.reads() => (i64,), HANDED_IN, text)?.is_some())
}

/// Takes an account into the drafting committee; done twice, it is done once.
///
/// # Errors
/// When the database fails.
pub async fn join_committee(
    tx: &mut Tx,
    text: TextId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let joined = run!(
        tx.on(),
        "INSERT INTO drafting_committee (text_id, account_id, since) VALUES ($1, $2, $3)
         ON CONFLICT (text_id, account_id) DO NOTHING",
        text,
        account,
        now,
    )?;
    note(tx, text, account, ("committee.joined", joined), now).await
}

/// Takes an account out of the drafting committee.
///
/// # Errors
/// When the database fails.
pub async fn leave_committee(
    tx: &mut Tx,
    text: TextId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let left = run!(
        tx.on(),
        "DELETE FROM drafting_committee WHERE text_id = $1 AND account_id = $2",
        text,
        account,
    )?;
    note(tx, text, account, ("committee.left", left), now).await
}

async fn note(
    tx: &mut Tx,
    text: TextId,
    account: AccountId,
    (act, changed): (&str, u64),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if changed > 0 {
        let chain = journal::of_text(text);
        let data = json!({ "account": account });
        journal::append(tx, &chain, act, Some(account.0), &data, now).await?;
    }
    Ok(())
}
