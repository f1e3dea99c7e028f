//! `palier restore`: all of a backup, into an empty database.

use crate::cli::{BackupFile, Failure};
use crate::config::Config;
use crate::instance;
use palier_store::backup::{self, FileError, RestoreError, Summary};
use std::fs::File;
use std::path::Path;

/// Reads the file to its end, then fills the database in one transaction.
///
/// # Errors
/// When the file is not whole or the database not empty: nothing is written then.
pub async fn restore(config: &Config, options: &BackupFile) -> Result<(), Failure> {
    let path = &options.file;
    let file = File::open(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    // Before the database is opened: a bad file makes none.
    let checked = backup::check(file).map_err(|error| bad(path, error))?;
    let db = instance::reach(config).await?;
    // Not even migrated when it is in use.
    if db.tables().await?.is_some() && palier_store::instance::read(&db).await?.is_some() {
        return Err(refused(path, RestoreError::NotEmpty));
    }
    db.migrate().await?;
    let summary = backup::restore(&db, checked)
        .await
        .map_err(|error| refused(path, error))?;
    db.close().await;
    let Summary { header, rows } = summary;
    println!(
        "{rows} rows restored from the backup of {} by palier {}; the journal is intact",
        header.created_at.format("%Y-%m-%d %H:%M:%S UTC"),
        header.version,
    );
    Ok(())
}

fn bad(path: &Path, error: FileError) -> Failure {
    let file = path.display();
    Failure::new(match error {
        FileError::Foreign => format!("{file} is not a backup made by `palier backup`"),
        FileError::OtherVersion(version) => format!(
            "{file} was made by palier {version}, whose tables are others: restore it with that \
             version, then bring the database to this one with `palier migrate`"
        ),
        FileError::Damaged(seen) => format!(
            "{file} is incomplete or was altered ({seen}): use another copy. Nothing was restored"
        ),
        FileError::Unreadable(error) => format!("cannot read {file}: {error}"),
    })
}

fn refused(path: &Path, error: RestoreError) -> Failure {
    match error {
        RestoreError::NotEmpty => Failure::new(
            "this database is in use, and a restore overwrites nothing: choose another folder \
             with --data, or an empty PostgreSQL database with --database",
        ),
        RestoreError::File(error) => bad(path, error),
        RestoreError::Journal(broken) => Failure::new(format!(
            "the journal in {} is broken ({broken}): it was broken when the backup was made, or \
             the file was forged. Use an older one. Nothing was restored",
            path.display()
        )),
        RestoreError::Count(table) => Failure::new(format!(
            "the table {table} holds other rows than the backup: the database was not empty. \
             Choose an empty one with --data or --database. Nothing was restored"
        )),
        RestoreError::Store(error) => Failure::new(format!(
            "the database refuses: {error}. Nothing was restored"
        )),
    }
}
