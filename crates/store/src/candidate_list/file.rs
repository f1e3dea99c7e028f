//! Filing a list, against a receipt.

use super::{ListError, held};
use crate::dispatch::{one, run};
use crate::upload::{self, NewUpload};
use crate::{Tx, election, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::candidate_list::state::ListState;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{CandidateListId, LandlordId};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// What is filed.
#[derive(Clone, Debug)]
pub struct Filing<'a> {
    /// Whose election it is.
    pub landlord: LandlordId,
    /// The day on which the list was received.
    pub received_on: NaiveDate,
    /// The list as it is filed, byte for byte.
    pub document: &'a [u8],
}

/// Files a draft: it changes no more, and the commission has to judge it.
///
/// # Errors
/// [`ListError`]; nothing was written then.
pub async fn file(
    tx: &mut Tx,
    id: CandidateListId,
    filing: &Filing<'_>,
    now: DateTime<Utc>,
) -> Result<(), ListError> {
    let list = held(tx, id).await?;
    if list.state != ListState::Draft {
        return Err(ListError::State);
    }
    let (drawn,) = one!(
        tx.on() => (i64,),
        "SELECT COUNT(*) FROM list_draw WHERE election_id = $1",
        list.election_id,
    )?;
    if drawn > 0 {
        return Err(ListError::Drawn);
    }
    let new = NewUpload {
        landlord_id: Some(filing.landlord),
        name: format!("{id}.json"),
        media_type: "application/json".to_owned(),
        expires_at: None,
    };
    let receipt = upload::keep(tx, new, filing.document, now).await?;
    run!(
        tx.on(),
        "UPDATE candidate_list SET state = $2, received_on = $3, filed_at = $4, receipt_id = $5
         WHERE id = $1",
        id,
        ListState::Filed,
        filing.received_on,
        now,
        receipt,
    )?;
    election::withdraw(tx, list.election_id, Condition::ListsJudged, now).await?;
    let data = json!({
        "title": list.title,
        "received_on": filing.received_on,
        "sha256": hex::encode(Sha256::digest(filing.document)),
    });
    let chain = journal::of_election(list.election_id);
    journal::append(tx, &chain, "list.filed", Some(id.0), &data, now).await?;
    Ok(())
}
