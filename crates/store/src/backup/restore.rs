//! Filling an empty database from a backup: all of it, or nothing.

use super::Summary;
use super::cell::Cell;
use super::read::{Checked, FileError, Rows};
use super::rows::{count, insert};
use super::tables::{TABLES, Table};
use crate::journal::{self, Broken, VerifyError};
use crate::{Db, StoreError, Tx, batch, instance};
use std::io::Read;

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The database holds an instance already.
    #[error("the database is not empty")]
    NotEmpty,
    /// The file changed since it was checked, or could not be read again.
    #[error("{0}")]
    File(#[from] FileError),
    /// The journal in the file does not hold.
    #[error("the journal is broken: {0}")]
    Journal(Broken),
    /// The database has not as many rows as the file; the table.
    #[error("the table {0} has not as many rows as the file")]
    Count(&'static str),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<VerifyError> for RestoreError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Broken(broken) => Self::Journal(broken),
            VerifyError::Store(error) => Self::Store(error),
        }
    }
}

/// Fills an empty, migrated database, then checks its journal and its counts.
///
/// # Errors
/// When the database is not empty or refuses, or what was read does not hold; nothing was written
/// then.
pub async fn restore<F: Read>(db: &Db, checked: Checked<F>) -> Result<Summary, RestoreError> {
    let mut tx = db.begin().await?;
    if instance::read_in(&mut tx).await?.is_some() {
        return Err(RestoreError::NotEmpty);
    }
    let mut rows = Rows::open(checked.file)?;
    if rows.header != checked.header {
        return Err(FileError::Damaged("it is no longer the file that was checked".into()).into());
    }
    fill(&mut tx, &mut rows).await?;
    for table in TABLES {
        if count(&mut tx, table).await? != rows.counts[table.name] {
            return Err(RestoreError::Count(table.name));
        }
    }
    for chain in journal::chains_in(&mut tx).await? {
        journal::verify_in(&mut tx, &chain).await?;
    }
    tx.commit().await?;
    Ok(Summary {
        rows: rows.counts.values().sum(),
        header: rows.header,
    })
}

async fn fill<F: Read>(tx: &mut Tx, rows: &mut Rows<F>) -> Result<(), RestoreError> {
    let mut table: Option<&Table> = None;
    let mut waiting: Vec<Vec<Cell>> = Vec::with_capacity(batch::ROWS);
    while let Some((of, row)) = rows.next_row()? {
        if let Some(table) = table
            && (table.name != of.name || waiting.len() == batch::ROWS)
        {
            insert(tx, table, std::mem::take(&mut waiting)).await?;
        }
        table = Some(of);
        waiting.push(row);
    }
    if let Some(table) = table {
        insert(tx, table, waiting).await?;
    }
    Ok(())
}
