//! Finding comments, amendments and clauses of a text by words.
//!
//! Terms are made in the domain, so that both engines find the same. What changed since the last
//! look is indexed before the next one: whatever changes a text appends to its chain, and the head
//! of the chain says whether something did. What is withdrawn or hidden loses its terms at once, and
//! no question finds it even if they were still there.

mod find;
mod index;

pub use find::{Found, Hit, find};
pub use index::refresh;

use crate::dispatch::run;
use crate::{StoreError, Tx};
use palier_domain::id::{AmendmentId, CommentId};

/// Removes the terms of a comment; if it may still be read they are made again at the next look.
pub(crate) async fn forget_comment(tx: &mut Tx, id: CommentId) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "DELETE FROM search_entry WHERE comment_id = $1",
        id
    )
    .map(drop)
}

/// Removes the terms of an amendment; if it may still be read they are made again at the next look.
pub(crate) async fn forget_amendment(tx: &mut Tx, id: AmendmentId) -> Result<(), StoreError> {
    run!(
        tx.on(),
        "DELETE FROM search_entry WHERE amendment_id = $1",
        id
    )
    .map(drop)
}
