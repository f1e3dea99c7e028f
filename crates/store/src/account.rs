//! Accounts: what signs in, the persons it stands for, the roles it holds.

mod contact;
mod erase;
mod membership;
mod search;

pub use contact::{Reach, reach, set_email, set_locale};
pub use erase::{Fate, LAST_ADMINISTRATOR, administrators, erase};
pub use membership::{Held, end_role, grant, grant_once, held, memberships, places};
pub use search::{Found, search};

use crate::dispatch::{all, maybe, run};
use crate::{Db, StoreError, Tx, ids, journal};
use chrono::{DateTime, Utc};
use palier_domain::id::{AccountId, LandlordId, PersonId};
use serde_json::json;

/// An account, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Account {
    /// Its identifier in the base.
    pub id: AccountId,
    /// What its owner types to sign in.
    pub identifier: String,
    /// Where to write to its owner, if she wants.
    pub email: Option<String>,
    /// A greeting on one's own pages, never shown to others.
    pub own_name: String,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// An account to create.
#[derive(Clone)]
pub struct NewAccount {
    /// What its owner will type to sign in, folded.
    pub identifier: String,
    /// Where to write to its owner, folded to lower case.
    pub email: Option<String>,
    /// The PHC string of the passphrase.
    pub passphrase: String,
    /// A greeting on one's own pages.
    pub own_name: String,
}

/// What is needed to check a passphrase.
#[derive(Clone, sqlx::FromRow)]
pub struct Login {
    /// The account.
    pub account_id: AccountId,
    /// The PHC string of its passphrase.
    pub passphrase: String,
    /// A greeting on one's own pages.
    pub own_name: String,
}

/// Creates an account.
///
/// # Errors
/// [`Taken::Identifier`](crate::Taken::Identifier) or [`Taken::Email`](crate::Taken::Email).
pub async fn create(
    tx: &mut Tx,
    new: NewAccount,
    now: DateTime<Utc>,
) -> Result<AccountId, StoreError> {
    let id = AccountId(ids::new_v7(now));
    let data = json!({ "identifier": new.identifier });
    run!(
        tx.on(),
        "INSERT INTO account (id, identifier, email, passphrase, own_name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        new.identifier,
        new.email,
        new.passphrase,
        new.own_name,
        now,
    )?;
    journal::append(
        tx,
        journal::INSTANCE,
        "account.created",
        Some(id.0),
        &data,
        now,
    )
    .await?;
    Ok(id)
}

/// The account that signs in with this: an e-mail address if it holds an `@`, else an identifier.
///
/// # Errors
/// When the database fails.
pub async fn by_login(db: &Db, login: &str) -> Result<Option<Login>, StoreError> {
    if login.contains('@') {
        maybe!(
            db.reads() => Login,
            "SELECT id AS account_id, passphrase, own_name FROM account WHERE email = $1",
            login,
        )
    } else {
        maybe!(
            db.reads() => Login,
            "SELECT id AS account_id, passphrase, own_name FROM account WHERE identifier = $1",
            login,
        )
    }
}

/// The account with this identifier.
///
/// # Errors
/// When the database fails.
pub async fn by_identifier(db: &Db, identifier: &str) -> Result<Option<Account>, StoreError> {
    maybe!(
        db.reads() => Account,
        "SELECT id, identifier, email, own_name, created_at FROM account WHERE identifier = $1",
        identifier,
    )
}

/// An account.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: AccountId) -> Result<Option<Account>, StoreError> {
    maybe!(
        db.reads() => Account,
        "SELECT id, identifier, email, own_name, created_at FROM account WHERE id = $1",
        id,
    )
}

/// The account that a person on a roll has activated.
///
/// # Errors
/// When the database fails.
pub async fn of_person(db: &Db, person: PersonId) -> Result<Option<Account>, StoreError> {
    maybe!(
        db.reads() => Account,
        "SELECT account.id, identifier, account.email, own_name, account.created_at \
         FROM account JOIN account_person ON account_person.account_id = account.id \
         WHERE account_person.person_id = $1",
        person,
    )
}

/// The PHC string of an account's passphrase.
///
/// # Errors
/// When the database fails.
pub async fn passphrase(db: &Db, id: AccountId) -> Result<Option<String>, StoreError> {
    maybe!(db.reads() => (String,), "SELECT passphrase FROM account WHERE id = $1", id)
        .map(|row| row.map(|(phc,)| phc))
}

/// Replaces an account's passphrase by another's PHC string; the journal learns only that it changed.
///
/// # Errors
/// [`StoreError::Missing`] when the account does not exist.
pub async fn set_passphrase(
    tx: &mut Tx,
    id: AccountId,
    phc: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let changed = run!(
        tx.on(),
        "UPDATE account SET passphrase = $2 WHERE id = $1",
        id,
        phc
    )?;
    if changed == 0 {
        return Err(StoreError::Missing("account"));
    }
    let (chain, act) = (journal::INSTANCE, "account.passphrase_changed");
    journal::append(tx, chain, act, Some(id.0), &json!({}), now).await?;
    Ok(())
}

/// Says that an account is a person's: it holds her leases.
///
/// Journaled with the landlord on whose roll she is.
///
/// # Errors
/// [`Taken::Person`](crate::Taken::Person) when she has an account; [`StoreError::Missing`].
pub async fn link_person(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (landlord,) = maybe!(
        tx.on() => (LandlordId,),
        "SELECT landlord_id FROM person WHERE id = $1",
        person,
    )?
    .ok_or(StoreError::Missing("person"))?;
    run!(
        tx.on(),
        "INSERT INTO account_person (person_id, account_id, linked_at) VALUES ($1, $2, $3)",
        person,
        account,
        now,
    )?;
    let chain = journal::of_landlord(landlord);
    let data = json!({ "account": account, "person": person });
    journal::append(tx, &chain, "account.linked", Some(person.0), &data, now).await?;
    Ok(())
}

/// The persons that an account stands for, each with the landlord on whose roll she is.
///
/// # Errors
/// When the database fails.
pub async fn persons(
    db: &Db,
    account: AccountId,
) -> Result<Vec<(PersonId, LandlordId)>, StoreError> {
    all!(
        db.reads() => (PersonId, LandlordId),
        "SELECT p.id, p.landlord_id
         FROM account_person a JOIN person p ON p.id = a.person_id
         WHERE a.account_id = $1 ORDER BY a.linked_at, p.id",
        account,
    )
}
