//! Amendments by text, clause and author; drafts are in their author's own list only.

use super::hats::Person;
use super::row::{Amendment, Stored, amendments};
use crate::dispatch::{all, both, one};
use crate::{Db, StoreError, batch};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::id::{AccountId, AmendmentId, AssociationId, ClauseId, ContributorId, TextId};
use std::collections::HashMap;
use uuid::Uuid;

/// Which amendments of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// That have come so far.
    pub lifecycle: Option<Lifecycle>,
    /// Of which that was decided.
    pub outcome: Option<Outcome>,
    /// That change that clause.
    pub clause: Option<ClauseId>,
    /// Of that author.
    pub author: Option<ContributorId>,
    /// Only what remains to be voted.
    pub remains_to_vote: bool,
}

/// A page of amendments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Those of this page.
    pub amendments: Vec<Amendment>,
    /// Those of all pages.
    pub total: i64,
}

/// What [`Filter`] asks, the text being `$1`; what is not asked is null.
macro_rules! asked {
    () => {
        "m.text_id = $1 AND m.lifecycle <> 'draft'
            AND ($2 IS NULL OR m.lifecycle = $2)
            AND ($3 IS NULL OR m.outcome = $3)
            AND ($4 IS NULL OR m.id IN (SELECT o.amendment_id FROM amendment_operation o
                WHERE o.clause_id = $4))
            AND ($5 IS NULL OR m.contributor_id = $5)
            AND ($6 = 0 OR m.lifecycle IN ('submitted', 'under_discussion', 'to_vote'))"
    };
}

/// The amendments of a text, one page of them, from page 1: by number, those without one last.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &Db,
    text: TextId,
    filter: Filter,
    page: i64,
    per_page: i64,
) -> Result<Page, StoreError> {
    let per_page = per_page.max(1);
    let offset = page.max(1).saturating_sub(1).saturating_mul(per_page);
    let remains = i64::from(filter.remains_to_vote);
    let (total,) = one!(
        db.reads() => (i64,),
        concat!("SELECT COUNT(*) FROM amendment m WHERE ", asked!()),
        text,
        filter.lifecycle,
        filter.outcome,
        filter.clause,
        filter.author,
        remains,
    )?;
    let rows = all!(
        db.reads() => Stored,
        sqlx::AssertSqlSafe(format!(
            "{} {} ORDER BY CASE WHEN m.number IS NULL THEN 1 ELSE 0 END, m.number, m.created_at,
                m.id LIMIT $7 OFFSET $8",
            amendments!("WHERE"),
            asked!(),
        )),
        text,
        filter.lifecycle,
        filter.outcome,
        filter.clause,
        filter.author,
        remains,
        per_page,
        offset,
    )?;
    Ok(Page {
        amendments: shown(rows)?,
        total,
    })
}

fn shown(rows: Vec<Stored>) -> Result<Vec<Amendment>, StoreError> {
    rows.into_iter().map(Stored::shown).collect()
}

/// The amendments that change a clause, by number; those that gather support last.
///
/// # Errors
/// When the database fails.
pub async fn of_clause(db: &Db, clause: ClauseId) -> Result<Vec<Amendment>, StoreError> {
    of_clauses(db, &[clause]).await
}

/// The amendments that change any of these clauses, each once, by number; those that gather support
/// last.
///
/// # Errors
/// When the database fails.
pub async fn of_clauses(db: &Db, clauses: &[ClauseId]) -> Result<Vec<Amendment>, StoreError> {
    let mut found = HashMap::new();
    for clauses in clauses.chunks(batch::ROWS) {
        let sql = format!(
            "{} m.lifecycle <> 'draft' AND m.id IN
                (SELECT o.amendment_id FROM amendment_operation o WHERE o.clause_id IN {})",
            amendments!("WHERE"),
            batch::list(1, clauses.len()),
        );
        found.extend(bound(db, sql, clauses.iter().map(|one| one.0)).await?);
    }
    let mut all: Vec<Amendment> = found.into_values().collect();
    all.sort_by_key(|one| (one.number.is_none(), one.number, one.created_at, one.id));
    Ok(all)
}

/// Amendments by their ids, drafts too.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(
    db: &Db,
    ids: &[AmendmentId],
) -> Result<HashMap<AmendmentId, Amendment>, StoreError> {
    let mut found = HashMap::new();
    for ids in ids.chunks(batch::ROWS) {
        let list = batch::list(1, ids.len());
        let sql = format!("{} m.id IN {list}", amendments!("WHERE"));
        found.extend(bound(db, sql, ids.iter().map(|one| one.0)).await?);
    }
    Ok(found)
}

/// What a query with that many ids in it gives.
async fn bound(
    db: &Db,
    sql: String,
    ids: impl Iterator<Item = Uuid>,
) -> Result<Vec<(AmendmentId, Amendment)>, StoreError> {
    let rows = both!(db.reads(), |at| {
        let mut query = sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql));
        for id in ids {
            query = query.bind(id);
        }
        query.fetch_all(at).await
    })?;
    let all = shown(rows)?.into_iter().map(|one| (one.id, one));
    Ok(all.collect())
}

/// How many amendments change each clause of a text; clauses without any are absent. Drafts and
/// those taken back are not counted.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &Db, text: TextId) -> Result<HashMap<ClauseId, i64>, StoreError> {
    let rows = all!(
        db.reads() => (ClauseId, i64),
        "SELECT o.clause_id, COUNT(DISTINCT o.amendment_id)
         FROM amendment m JOIN amendment_operation o ON o.amendment_id = m.id
         WHERE m.text_id = $1 AND m.lifecycle NOT IN ('draft', 'withdrawn')
            AND o.clause_id IS NOT NULL GROUP BY o.clause_id",
        text,
    )?;
    Ok(rows.into_iter().collect())
}

/// Somebody's own amendments with every landlord, drafts too, newest first: those that she proposed,
/// and those of the associations for which she speaks.
///
/// # Errors
/// When the database fails.
pub async fn mine(db: &Db, person: Person<'_>, limit: i64) -> Result<Vec<Amendment>, StoreError> {
    let associations: Vec<AssociationId> = person
        .standing
        .qualities
        .iter()
        .filter_map(|quality| match quality {
            Quality::Association(id) => Some(*id),
            Quality::Tenant | Quality::Landlord => None,
        })
        .collect();
    let end = "ORDER BY m.created_at DESC, m.id DESC LIMIT $2";
    let sql = if associations.is_empty() {
        format!("{} w.account_id = $1 {end}", amendments!("WHERE"))
    } else {
        let speaks = batch::list(3, associations.len());
        format!(
            "{} w.account_id = $1 OR m.association_id IN {speaks} {end}",
            amendments!("WHERE"),
        )
    };
    let rows = both!(db.reads(), |at| {
        let mut query = sqlx::query_as::<_, Stored>(sqlx::AssertSqlSafe(sql));
        query = query.bind(person.account).bind(limit);
        for association in &associations {
            query = query.bind(association);
        }
        query.fetch_all(at).await
    })?;
    shown(rows)
}

/// The amendments that an account signed, with every landlord, newest first.
///
/// # Errors
/// When the database fails.
pub async fn signed_by(
    db: &Db,
    account: AccountId,
    limit: i64,
) -> Result<Vec<Amendment>, StoreError> {
    let rows = all!(
        db.reads() => Stored,
        amendments!(
            "WHERE m.id IN (SELECT s.amendment_id FROM amendment_signature s
                JOIN contributor c ON c.id = s.contributor_id WHERE c.account_id = $1)
             ORDER BY m.created_at DESC, m.id DESC LIMIT $2"
        ),
        account,
        limit,
    )?;
    shown(rows)
}

/// The amendments of an amendment, by number; drafts are left out.
///
/// # Errors
/// When the database fails.
pub async fn of_amendment(db: &Db, parent: AmendmentId) -> Result<Vec<Amendment>, StoreError> {
    let rows = all!(
        db.reads() => Stored,
        amendments!(
            "WHERE m.parent_id = $1 AND m.lifecycle <> 'draft'
             ORDER BY CASE WHEN m.number IS NULL THEN 1 ELSE 0 END, m.number, m.created_at, m.id"
        ),
        parent,
    )?;
    shown(rows)
}
