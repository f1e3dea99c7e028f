//! How to write to an account: its address, which it may not have, and its language.

use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::AccountId;
use serde_json::json;

/// How to write to an account.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Reach {
    /// The address, in lower case, if it has one.
    pub email: Option<String>,
    /// The language of its mails: `fr` or `en`.
    pub locale: String,
    /// What it signs in with.
    pub identifier: String,
    /// A greeting.
    pub own_name: String,
}

/// How to write to an account.
///
/// # Errors
/// When the database fails.
pub async fn reach(db: &Db, id: AccountId) -> Result<Option<Reach>, StoreError> {
    maybe!(
        db.reads() => Reach,
        "SELECT email, locale, identifier, own_name FROM account WHERE id = $1",
        id,
    )
}

/// Gives an account an address, or takes it away; the journal learns only that it changed.
///
/// Links on their way to the former address die, those that confirm another one too.
///
/// # Errors
/// [`Taken::Email`](crate::Taken::Email); [`StoreError::Missing`] when the account does not exist.
pub async fn set_email(
    tx: &mut Tx,
    id: AccountId,
    email: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let changed = run!(
        tx.on(),
        "UPDATE account SET email = $2 WHERE id = $1",
        id,
        email
    )?;
    if changed == 0 {
        return Err(StoreError::Missing("account"));
    }
    run!(
        tx.on(),
        "DELETE FROM sign_in_link WHERE account_id = $1 AND used_at IS NULL",
        id
    )?;
    let (chain, act) = (journal::INSTANCE, "account.email_changed");
    journal::append(tx, chain, act, Some(id.0), &json!({}), now).await?;
    Ok(())
}

/// Chooses the language of an account's mails: `fr` or `en`.
///
/// # Errors
/// When it is another, or the database fails.
pub async fn set_locale(tx: &mut Tx, id: AccountId, locale: &str) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "UPDATE account SET locale = $2 WHERE id = $1 AND locale <> $2",
        id,
        locale
    )
    .map(drop)
}
