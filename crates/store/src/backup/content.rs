//! One hash of all that a database holds, whichever engine holds it.

use super::format::row_line;
use super::rows::each;
use super::tables::TABLES;
use super::write::{WriteError, check_tables};
use crate::{Db, StoreError};
use sha2::{Digest as _, Sha256};

/// SHA-256 over the sorted SHA-256s of every row's line: equal when two databases hold the same.
///
/// Takes 32 bytes of memory per row.
///
/// # Errors
/// When the database is bare, of another version, or fails.
pub async fn content_hash(db: &Db) -> Result<[u8; 32], WriteError> {
    check_tables(db).await?;
    let mut tx = db.snapshot().await?;
    let mut rows: Vec<[u8; 32]> = Vec::new();
    for table in TABLES {
        each(&mut tx, table, |cells| {
            rows.push(Sha256::digest(row_line(table, cells)).into());
            Ok::<_, StoreError>(())
        })
        .await?;
    }
    rows.sort_unstable();
    let mut all = Sha256::new();
    for row in &rows {
        all.update(row);
    }
    Ok(all.finalize().into())
}
