//! How far chains have come: whoever keeps what she read knows by it whether it still holds.

use crate::dispatch::all;
use crate::{Db, StoreError};

/// The number of entries of two chains; 0 for one that has none.
///
/// What is decided appends to a chain in the transaction that writes it. So what was read after
/// these numbers is still what the database holds as long as they are the same.
///
/// # Errors
/// When the database fails.
pub async fn heads(db: &Db, chains: [&str; 2]) -> Result<[i64; 2], StoreError> {
    let rows = all!(
        db.reads() => (String, i64),
        "SELECT chain, seq FROM chain_head WHERE chain IN ($1, $2)",
        chains[0],
        chains[1],
    )?;
    Ok(chains.map(|chain| {
        rows.iter()
            .find(|(name, _)| name == chain)
            .map_or(0, |(_, seq)| *seq)
    }))
}
