//! Reading lists and those who stand on them.

use super::{COLUMNS, CandidateList};
use crate::dispatch::{all, maybe, one};
use crate::{Db, StoreError};
use chrono::NaiveDate;
use palier_domain::election::candidate_list::candidate::Sex;
use palier_domain::id::{AssociationId, CandidateListId, ElectionId, UploadId};
use sqlx::AssertSqlSafe;

/// A candidate, as she was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Entrant {
    /// Her place, from 1.
    pub place: i64,
    /// Her name.
    pub name: String,
    /// Woman or man.
    pub sex: Option<Sex>,
    /// Her birth date.
    pub birth_date: Option<NaiveDate>,
    /// The reference of her lease.
    pub lease: String,
    /// What shows that she pays: `last_receipt`, `partial_receipt`, `court_decision` or
    /// `repayment_plan`.
    pub payment: Option<String>,
    /// Whether delays that were granted are kept to.
    pub kept: bool,
    /// Whether she declares that nothing bars her from a board.
    pub unbarred: bool,
    /// Her signed form.
    pub form_id: Option<UploadId>,
}

/// The lists of an election, in the order that was drawn, else as they were filed, drafts last.
///
/// # Errors
/// When the database fails.
pub async fn of_election(db: &Db, election: ElectionId) -> Result<Vec<CandidateList>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE election_id = $1
         ORDER BY CASE WHEN place IS NULL THEN 1 ELSE 0 END, place,
            CASE WHEN filed_at IS NULL THEN 1 ELSE 0 END, filed_at, created_at, id"
    );
    all!(db.reads() => CandidateList, AssertSqlSafe(sql.as_str()), election)
}

/// The lists that stand for election, in the order that was drawn, else as they were filed: those
/// that ballots name.
///
/// # Errors
/// When the database fails.
pub async fn admitted(db: &Db, election: ElectionId) -> Result<Vec<CandidateList>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE election_id = $1 AND state = 'admitted'
         ORDER BY CASE WHEN place IS NULL THEN 1 ELSE 0 END, place, filed_at, id"
    );
    all!(db.reads() => CandidateList, AssertSqlSafe(sql.as_str()), election)
}

/// The lists that associations filed or work on, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_association(
    db: &Db,
    election: ElectionId,
    association: AssociationId,
) -> Result<Vec<CandidateList>, StoreError> {
    let sql = format!(
        "{COLUMNS} WHERE election_id = $1 AND association_id = $2 ORDER BY created_at DESC, id"
    );
    all!(db.reads() => CandidateList, AssertSqlSafe(sql.as_str()), election, association)
}

/// A list.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: CandidateListId) -> Result<Option<CandidateList>, StoreError> {
    let sql = format!("{COLUMNS} WHERE id = $1");
    maybe!(db.reads() => CandidateList, AssertSqlSafe(sql.as_str()), id)
}

const CANDIDATES: &str = "SELECT c.place, c.name, c.sex, c.birth_date, c.lease, c.payment, c.kept,
    c.unbarred, c.form_id FROM candidate c";

/// Those who stand on a list, in the order of seats.
///
/// # Errors
/// When the database fails.
pub async fn candidates(db: &Db, list: CandidateListId) -> Result<Vec<Entrant>, StoreError> {
    let sql = format!("{CANDIDATES} WHERE c.list_id = $1 ORDER BY c.place");
    all!(db.reads() => Entrant, AssertSqlSafe(sql.as_str()), list)
}

/// Those who stand on any list of an election, in the order of lists and seats, by list.
///
/// # Errors
/// When the database fails.
pub async fn every_candidate(
    db: &Db,
    election: ElectionId,
) -> Result<Vec<(CandidateListId, Vec<Entrant>)>, StoreError> {
    let mut found = Vec::new();
    for list in of_election(db, election).await? {
        found.push((list.id, candidates(db, list.id).await?));
    }
    Ok(found)
}

/// The day on which the last of the admitted lists was received, once lists are judged.
///
/// # Errors
/// When the database fails.
pub async fn last_admitted(db: &Db, election: ElectionId) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT MAX(received_on) FROM candidate_list
        WHERE election_id = $1 AND state = 'admitted'";
    one!(db.reads() => (Option<NaiveDate>,), sql, election).map(|(day,)| day)
}
