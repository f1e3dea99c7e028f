//! The papers of lists, once nobody needs them any more.

use crate::dispatch::{all, run};
use crate::{StoreError, Tx, election, journal, upload};
use chrono::{DateTime, Utc};
use palier_domain::id::{ElectionId, UploadId};
use serde_json::json;

/// Erases the proofs and the signed forms of all lists of an election; gives their number.
///
/// What was filed (names in their order, the receipt) stays: seats fall vacant during the whole term.
///
/// # Errors
/// When the database fails.
pub async fn erase_papers(
    tx: &mut Tx,
    id: ElectionId,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    election::held(tx, id).await?;
    let papers = all!(
        tx.on() => (UploadId,),
        "SELECT proof_id FROM candidate_list WHERE election_id = $1 AND proof_id IS NOT NULL
         UNION SELECT c.form_id FROM candidate c JOIN candidate_list l ON l.id = c.list_id
         WHERE l.election_id = $1 AND c.form_id IS NOT NULL",
        id,
    )?;
    run!(
        tx.on(),
        "UPDATE candidate_list SET proof_id = NULL WHERE election_id = $1",
        id,
    )?;
    run!(
        tx.on(),
        "UPDATE candidate SET form_id = NULL
         WHERE list_id IN (SELECT id FROM candidate_list WHERE election_id = $1)",
        id,
    )?;
    for (paper,) in &papers {
        upload::erase(tx, *paper).await?;
    }
    let count = u64::try_from(papers.len()).unwrap_or(u64::MAX);
    let data = json!({ "papers": count });
    let chain = journal::of_election(id);
    journal::append(tx, &chain, "lists.papers_erased", Some(id.0), &data, now).await?;
    Ok(count)
}
