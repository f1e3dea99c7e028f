//! What a code authority needs of the roll: who gets a letter, and where.

use crate::dispatch::all;
use crate::{Db, StoreError};
use palier_domain::id::{ElectionId, PersonId, RollLineId};

/// A letter to write: one for a line, naming all who share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterLine {
    /// The line.
    pub id: RollLineId,
    /// Who shares it, in order.
    pub names: Vec<String>,
    /// Postal lines of the first.
    pub address: Vec<String>,
}

/// Every line with names and address, in the order of the lines' identifiers: random ones, so that
/// the order tells nothing.
///
/// # Errors
/// When the database fails.
pub async fn for_letters(db: &Db, election: ElectionId) -> Result<Vec<LetterLine>, StoreError> {
    let rows = all!(
        db.reads() => (RollLineId, PersonId, String, String),
        "SELECT e.line_id, e.person_id, e.name, e.address FROM roll_elector e
         WHERE e.election_id = $1 ORDER BY e.line_id, e.rank",
        election,
    )?;
    let mut lines: Vec<LetterLine> = Vec::new();
    for (id, _, name, address) in rows {
        match lines.last_mut().filter(|line| line.id == id) {
            Some(line) => line.names.push(name),
            None => lines.push(LetterLine {
                id,
                names: vec![name],
                address: address.lines().map(str::to_owned).collect(),
            }),
        }
    }
    Ok(lines)
}

/// The identifiers of the lines, in the same order.
///
/// # Errors
/// When the database fails.
pub async fn line_ids(db: &Db, election: ElectionId) -> Result<Vec<RollLineId>, StoreError> {
    let rows = all!(
        db.reads() => (RollLineId,),
        "SELECT id FROM roll_line WHERE election_id = $1 ORDER BY id",
        election,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
