//! Finding an account for whoever runs the instance: never by what it wrote.

use crate::dispatch::all;
use crate::mail::containing;
use crate::{Db, StoreError};
use chrono::{DateTime, Utc};
use palier_domain::id::AccountId;

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

/// Accounts whose identifier, name or address holds a text (letters of any case), or whose person
/// on a roll has it in her name or as her reference; all accounts for an empty one. By identifier.
///
/// # Errors
/// When the database fails.
pub async fn search(
    db: &Db,
    text: &str,
    offset: i64,
    limit: i64,
) -> Result<Vec<Found>, StoreError> {
    let text = text.trim().to_lowercase();
    all!(
        db.reads() => Found,
        "SELECT a.id, a.identifier, a.own_name, a.email, a.created_at FROM account a
         WHERE $1 = '' OR a.identifier LIKE $2 ESCAPE '\\' OR LOWER(a.own_name) LIKE $2 ESCAPE '\\'
            OR a.email LIKE $2 ESCAPE '\\'
            OR EXISTS (SELECT 1 FROM account_person ap JOIN person p ON p.id = ap.person_id
                WHERE ap.account_id = a.id
                    AND (LOWER(p.name) LIKE $2 ESCAPE '\\' OR LOWER(p.reference) = $1))
         ORDER BY a.identifier LIMIT $3 OFFSET $4",
        &text,
        containing(&text),
        limit,
        offset,
    )
}
