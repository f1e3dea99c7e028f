//! What came out of envelopes and of the ballot box, once two operators agree.

use crate::dispatch::maybe;
use crate::{Db, StoreError};
use palier_domain::election::official_record::figures::{PaperFigures, SetAside};
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use serde::{Deserialize, Serialize};

/// The count of paper, settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperOutcome {
    /// The post, if it was a channel.
    pub post: Option<PaperFigures>,
    /// The ballot box, if it was a channel.
    pub ballot_box: Option<PaperFigures>,
    /// Postal envelopes received in time or not.
    pub envelopes_received: u64,
    /// Postal envelopes set aside.
    pub set_aside: SetAside,
}

/// The count of paper, once it is settled.
///
/// # Errors
/// When the database fails.
pub async fn outcome(db: &Db, election: ElectionId) -> Result<Option<PaperOutcome>, StoreError> {
    let said = maybe!(
        db.reads() => (String,),
        "SELECT note FROM election_condition WHERE election_id = $1 AND condition = $2",
        election,
        Condition::PaperSettled,
    )?;
    Ok(said.and_then(|(note,)| serde_json::from_str(&note).ok()))
}
