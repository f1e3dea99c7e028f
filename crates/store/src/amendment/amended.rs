//! Which amendments change which clauses of a text.

use crate::dispatch::all;
use crate::{Db, StoreError};
use palier_domain::id::{AmendmentId, ClauseId, TextId};
use std::collections::HashMap;

/// The amendments that change each clause of a text; drafts are left out, and so is what stands at
/// the head of the text.
///
/// # Errors
/// When the database fails.
pub async fn amended(
    db: &Db,
    text: TextId,
) -> Result<HashMap<ClauseId, Vec<AmendmentId>>, StoreError> {
    let rows = all!(
        db.reads() => (ClauseId, AmendmentId),
        "SELECT DISTINCT o.clause_id, o.amendment_id
         FROM amendment m JOIN amendment_operation o ON o.amendment_id = m.id
         WHERE m.text_id = $1 AND m.lifecycle <> 'draft' AND o.clause_id IS NOT NULL",
        text,
    )?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (clause, amendment) in rows {
        found.entry(clause).or_default().push(amendment);
    }
    Ok(found)
}
