//! Working on a list before it is filed.

use super::{CandidateList, ListError, held, open};
use crate::dispatch::{one, run};
use crate::{StoreError, Tx, ids};
use chrono::{DateTime, Utc};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::id::{AssociationId, CandidateListId, ElectionId, UploadId};

use super::read::Entrant;

/// What a list says of itself.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Its title.
    pub title: String,
    /// The code of its national body; may be empty.
    pub national_body: String,
    /// Whether the association declares itself independent.
    pub independent: bool,
    /// The campaign statement, in Markdown.
    pub statement: String,
}

/// Begins a list, of an association or on paper.
///
/// # Errors
/// [`ListError::Stage`], [`ListError::OneEach`].
pub async fn start(
    tx: &mut Tx,
    election: ElectionId,
    association: Option<AssociationId>,
    handed_in_by: &str,
    words: &Words,
    now: DateTime<Utc>,
) -> Result<CandidateListId, ListError> {
    open(tx, election).await?;
    if let Some(association) = association {
        let (others,) = one!(
            tx.on() => (i64,),
            "SELECT COUNT(*) FROM candidate_list
             WHERE election_id = $1 AND association_id = $2 AND state <> 'refused'",
            election,
            association,
        )?;
        if others > 0 {
            return Err(ListError::OneEach);
        }
    }
    let id = CandidateListId(ids::new_v7(now));
    run!(
        tx.on(),
        "INSERT INTO candidate_list
            (id, election_id, association_id, state, title, national_body, independent, statement,
             handed_in_by, reason, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10)",
        id,
        election,
        association,
        ListState::Draft,
        words.title.as_str(),
        words.national_body.as_str(),
        words.independent,
        words.statement.as_str(),
        handed_in_by,
        now,
    )?;
    Ok(id)
}

/// The list, while it is a draft.
pub(super) async fn draft(tx: &mut Tx, id: CandidateListId) -> Result<CandidateList, ListError> {
    let found = held(tx, id).await?;
    if found.state == ListState::Draft {
        Ok(found)
    } else {
        Err(ListError::State)
    }
}

/// Changes what a draft says of itself.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn save(tx: &mut Tx, id: CandidateListId, words: &Words) -> Result<(), ListError> {
    draft(tx, id).await?;
    run!(
        tx.on(),
        "UPDATE candidate_list SET title = $2, national_body = $3, independent = $4,
            statement = $5 WHERE id = $1",
        id,
        words.title.as_str(),
        words.national_body.as_str(),
        words.independent,
        words.statement.as_str(),
    )?;
    Ok(())
}

/// Adds the document that proves a draft's affiliation; gives the one before, which can go.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn set_proof(
    tx: &mut Tx,
    id: CandidateListId,
    proof: UploadId,
) -> Result<Option<UploadId>, ListError> {
    let before = draft(tx, id).await?.proof_id;
    run!(
        tx.on(),
        "UPDATE candidate_list SET proof_id = $2 WHERE id = $1",
        id,
        proof,
    )?;
    Ok(before)
}

/// Writes a candidate of a draft at her place; one place after the last adds her.
///
/// # Errors
/// [`ListError::State`] for a place beyond that too.
pub async fn put_candidate(
    tx: &mut Tx,
    list: CandidateListId,
    entrant: &Entrant,
) -> Result<(), ListError> {
    draft(tx, list).await?;
    let count = count(tx, list).await?;
    if entrant.place < 1 || entrant.place > count + 1 {
        return Err(ListError::State);
    }
    run!(
        tx.on(),
        "INSERT INTO candidate
            (list_id, place, name, sex, birth_date, lease, payment, kept, unbarred, form_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (list_id, place) DO UPDATE SET name = excluded.name, sex = excluded.sex,
            birth_date = excluded.birth_date, lease = excluded.lease, payment = excluded.payment,
            kept = excluded.kept, unbarred = excluded.unbarred, form_id = excluded.form_id",
        list,
        entrant.place,
        entrant.name.as_str(),
        entrant.sex,
        entrant.birth_date,
        entrant.lease.as_str(),
        entrant.payment.as_deref(),
        entrant.kept,
        entrant.unbarred,
        entrant.form_id,
    )?;
    Ok(())
}

async fn count(tx: &mut Tx, list: CandidateListId) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM candidate WHERE list_id = $1";
    one!(tx.on() => (i64,), sql, list).map(|(count,)| count)
}

/// Takes a candidate off a draft; those below move up.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn remove_candidate(
    tx: &mut Tx,
    list: CandidateListId,
    place: i64,
) -> Result<(), ListError> {
    draft(tx, list).await?;
    let gone = run!(
        tx.on(),
        "DELETE FROM candidate WHERE list_id = $1 AND place = $2",
        list,
        place,
    )?;
    if gone == 0 {
        return Err(ListError::State);
    }
    // One by one and from above: places stay different at every moment.
    for below in place + 1..=count(tx, list).await? + 1 {
        renumber(tx, list, below, below - 1).await?;
    }
    Ok(())
}

/// Lets a candidate of a draft change places with the one above.
///
/// # Errors
/// [`ListError::State`] for the first one too.
pub async fn move_up(tx: &mut Tx, list: CandidateListId, place: i64) -> Result<(), ListError> {
    draft(tx, list).await?;
    if place < 2 || place > count(tx, list).await? {
        return Err(ListError::State);
    }
    renumber(tx, list, place, 0).await?;
    renumber(tx, list, place - 1, place).await?;
    renumber(tx, list, 0, place - 1).await?;
    Ok(())
}

async fn renumber(
    tx: &mut Tx,
    list: CandidateListId,
    from: i64,
    to: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE candidate SET place = $3 WHERE list_id = $1 AND place = $2";
    run!(tx.on(), sql, list, from, to).map(drop)
}
