//! Finding an account for whoever runs the instance: never by what it wrote.

use crate::dispatch::all;
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::fold;
use palier_domain::id::AccountId;
use std::collections::HashSet;

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Found {
    /// Its identifier in the base.
    pub id: AccountId,
    /// What its owner types to sign in.
    pub identifier: String,
    /// Her name, as on the roll when the account was made.
    pub own_name: String,
    /// Where to write to her.
    pub email: Option<String>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// Accounts whose identifier, name or address holds a text (case and accents aside), or whose
/// person on a roll has it in her name or as her reference; all accounts for an empty one. By
/// identifier.
///
/// Names are folded here, as on the roll: the engines disagree on what the lower case of É is.
///
/// # Errors
/// When the database fails.
pub async fn search(
    db: &Db,
    text: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    let wanted = fold(text.trim());
    if wanted.is_empty() {
        return all!(
            db.reads() => Found,
            "SELECT id, identifier, own_name, email, created_at FROM account
             ORDER BY identifier LIMIT $1 OFFSET $2",
            limit,
            offset,
        );
    }
    let by_person = by_person(db, &wanted).await?;
    let accounts = all!(
        db.reads() => Found,
        "SELECT id, identifier, own_name, email, created_at FROM account ORDER BY identifier",
    )?;
    let holds = |text: &str| fold(text).contains(&wanted);
    Ok(accounts
        .into_iter()
        .filter(|one| {
            by_person.contains(&one.id)
                || holds(&one.identifier)
                || holds(&one.own_name)
                || one.email.as_deref().is_some_and(holds)
        })
        .skip(usize::try_from(offset).unwrap_or_default())
        .take(usize::try_from(limit).unwrap_or_default())
        .collect())
}

/// Accounts of the persons whose name holds a text, or whose reference it is.
async fn by_person(db: &Db, wanted: &str) -> Result<HashSet<AccountId>, StoreError> {
    let persons = all!(
        db.reads() => (AccountId, String, String),
        "SELECT ap.account_id, p.name, p.reference
         FROM account_person ap JOIN person p ON p.id = ap.person_id",
    )?;
    Ok(persons
        .into_iter()
        .filter(|(_, name, reference)| fold(name).contains(wanted) || fold(reference) == wanted)
        .map(|(id, ..)| id)
        .collect())
}
