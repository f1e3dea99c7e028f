//! The codes of an election, as far as the server knows them: the public list, and a tag for each
//! line of the roll until the register is sealed. No private half comes here.

use super::{condition, held};
use crate::dispatch::{maybe, run};
use crate::{Db, StoreError, Tx, journal};
use chrono::{DateTime, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::{AccountId, ElectionId};
use serde_json::json;

/// The codes that were received.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CodeList {
    /// The public list, as its file spells it.
    pub credentials: Vec<u8>,
    /// The tags in the order of the roll; absent once the register is sealed.
    pub tags: Option<Vec<u8>>,
    /// How many codes there are.
    pub lines: i64,
    /// When they came.
    pub received_at: DateTime<Utc>,
}

/// Why codes are not taken.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// The roll is not frozen yet, or the codes are sealed.
    #[error("codes are not taken at this stage")]
    Stage,
    /// There are not as many as electors.
    #[error("{found} codes for {electors} electors")]
    Count {
        /// Codes.
        found: i64,
        /// Electors.
        electors: i64,
    },
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What `palier credentials combine` wrote, read and checked by whoever knows the protocol.
#[derive(Clone, Debug)]
pub struct Received<'a> {
    /// The public list.
    pub credentials: &'a [u8],
    /// Its SHA-256 in hexadecimal: public.
    pub sha256: &'a str,
    /// The tags.
    pub tags: &'a [u8],
    /// How many codes there are.
    pub lines: i64,
    /// Who brought them.
    pub by: AccountId,
}

/// Keeps the codes, in place of those of before, and says that both halves were proved and that
/// there is one for each elector.
///
/// # Errors
/// [`CodeError`].
pub async fn receive(
    tx: &mut Tx,
    election: ElectionId,
    received: &Received<'_>,
    now: DateTime<Utc>,
) -> Result<(), CodeError> {
    let at = held(tx, election).await?;
    if !matches!(at.stage, Stage::RollFrozen | Stage::KeysMade) {
        return Err(CodeError::Stage);
    }
    let roll = maybe!(
        tx.on() => (i64,),
        "SELECT lines FROM electoral_roll WHERE election_id = $1 AND fingerprint IS NOT NULL",
        election,
    )?;
    let (electors,) = roll.ok_or(CodeError::Stage)?;
    if received.lines != electors {
        return Err(CodeError::Count {
            found: received.lines,
            electors,
        });
    }
    run!(
        tx.on(),
        "INSERT INTO code_list (election_id, credentials, tags, lines, received_by, received_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (election_id) DO UPDATE SET credentials = excluded.credentials,
            tags = excluded.tags, lines = excluded.lines, received_by = excluded.received_by,
            received_at = excluded.received_at",
        election,
        received.credentials,
        received.tags,
        received.lines,
        received.by,
        now,
    )?;
    let data = json!({ "credentials": received.sha256, "lines": received.lines });
    let chain = journal::of_election(election);
    journal::append(tx, &chain, "codes.received", Some(election.0), &data, now).await?;
    let note = format!("{} {}", received.lines, received.sha256);
    for condition in [Condition::HalvesProved, Condition::CredentialsMatchElectors] {
        condition::declare(tx, election, condition, &note, now).await?;
    }
    Ok(())
}

/// The codes of an election; nothing before they came.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, election: ElectionId) -> Result<Option<CodeList>, StoreError> {
    maybe!(
        db.reads() => CodeList,
        "SELECT credentials, tags, lines, received_at FROM code_list WHERE election_id = $1",
        election,
    )
}
