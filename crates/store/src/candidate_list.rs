//! Candidate lists: drafted by an association, filed against a receipt, judged by the commission,
//! shown in an order that was drawn by lot.

mod draft;
mod draw;
mod file;
mod judge;
mod mailing;
mod photo;
mod read;
mod register;

pub use draft::{Words, move_up, put_candidate, remove_candidate, save, set_proof, start};
pub use draw::{Draw, draw, drawn};
pub use file::{Filing, file};
pub use judge::judge;
pub use mailing::{addresses, mailed_at, reach, say_mailed};
pub use photo::{ListPhoto, photo, set_photo};
pub use read::{
    Entrant, admitted, candidates, every_candidate, get, last_admitted, of_association, of_election,
};
pub use register::{LeaseRow, leases, of_account, staff};

use crate::{StoreError, Tx, dispatch::maybe, election};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::stage::Stage;
use palier_domain::id::{AssociationId, CandidateListId, ElectionId, UploadId};

/// A candidate list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CandidateList {
    /// Its identifier.
    pub id: CandidateListId,
    /// The election.
    pub election_id: ElectionId,
    /// Whose delegates file it.
    pub association_id: Option<AssociationId>,
    /// Where it stands.
    pub state: ListState,
    /// Its title.
    pub title: String,
    /// The code of the national body that it names; may be empty.
    pub national_body: String,
    /// Whether the association declares itself independent.
    pub independent: bool,
    /// What proves the affiliation.
    pub proof_id: Option<UploadId>,
    /// The campaign statement, in Markdown.
    pub statement: String,
    /// Who handed it in on paper; empty otherwise.
    pub handed_in_by: String,
    /// The day on which it was received.
    pub received_on: Option<NaiveDate>,
    /// When it was filed.
    pub filed_at: Option<DateTime<Utc>>,
    /// What was filed, byte for byte.
    pub receipt_id: Option<UploadId>,
    /// Why it was admitted or refused.
    pub reason: String,
    /// When the commission ruled.
    pub ruled_at: Option<DateTime<Utc>>,
    /// Its place in the order that was drawn, from 1.
    pub place: Option<i64>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// Lists are filed and judged between the announcement and their closing.
    #[error("lists are neither filed nor judged at this stage")]
    Stage,
    /// The list stands elsewhere than this needs.
    #[error("the list is not where this needs it to be")]
    State,
    /// The order is drawn, so the lists are fixed.
    #[error("the order of lists is drawn")]
    Drawn,
    /// The association has a list already that is not refused.
    #[error("the association has a list already")]
    OneEach,
    /// A list waits for the commission.
    #[error("a list waits for the commission")]
    NotAllJudged,
    /// No list is admitted.
    #[error("no list is admitted")]
    NoneAdmitted,
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const COLUMNS: &str = "SELECT id, election_id, association_id, state, title, national_body,
    independent, proof_id, statement, handed_in_by, received_on, filed_at, receipt_id, reason,
    ruled_at, place, created_at FROM candidate_list";

/// A list, with its election's row held, at a stage at which lists move.
async fn held(tx: &mut Tx, id: CandidateListId) -> Result<CandidateList, ListError> {
    let sql = format!("{COLUMNS} WHERE id = $1");
    let sql = || sqlx::AssertSqlSafe(sql.as_str());
    let found = maybe!(tx.on() => CandidateList, sql(), id)?;
    let found = found.ok_or(StoreError::Missing("candidate list"))?;
    open(tx, found.election_id).await?;
    // Read again: whoever held the election before may have moved it.
    let found = maybe!(tx.on() => CandidateList, sql(), id)?;
    Ok(found.ok_or(StoreError::Missing("candidate list"))?)
}

/// Holds an election at which lists are filed and judged.
async fn open(tx: &mut Tx, id: ElectionId) -> Result<(), ListError> {
    if election::held(tx, id).await?.stage != Stage::Announced {
        return Err(ListError::Stage);
    }
    Ok(())
}
