//! `palier backup` and `palier content-hash`.

use super::part_file::PartFile;
use crate::cli::{BackupFile, Failure};
use crate::config::Config;
use crate::instance;
use palier_store::Clock;
use palier_store::backup::{self, WriteError};
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Writes everything to a file that was not there before.
///
/// # Errors
/// When there is nothing to write, a file of that name, or no room; no file is left then.
pub async fn write(config: &Config, options: &BackupFile) -> Result<(), Failure> {
    let db = instance::reach(config).await?;
    let path = &options.file;
    let part = PartFile::create(path).map_err(|error| refused(path, &error))?;
    // The machine's clock, even for a demonstration: it says how old the file is.
    let now = Clock::system().now();
    let written = backup::write(&db, now, part.file()).await;
    let summary = written.map_err(|error| match error {
        WriteError::File(error) => refused(path, &error),
        error => unread(error),
    })?;
    part.finish().map_err(|error| refused(path, &error))?;
    db.close().await;
    println!(
        "{} rows written to {}. It holds everything that the database holds: keep it as safe",
        summary.rows,
        path.display()
    );
    Ok(())
}

/// Why the database was not read.
fn unread(error: WriteError) -> Failure {
    match error {
        WriteError::Empty => Failure::new(
            "there is nothing here, the database is empty: \
             name the right one with --data or --database",
        ),
        WriteError::OtherTables => Failure::new(
            "the database has the tables of another version of palier: use that version, \
             or bring the database to this one with `palier migrate`",
        ),
        WriteError::Store(error) => error.into(),
        WriteError::File(error) => Failure::new(error.to_string()),
    }
}

fn refused(path: &Path, error: &io::Error) -> Failure {
    let (file, part) = (path.display(), PartFile::part_of(path));
    Failure::new(match error.kind() {
        ErrorKind::AlreadyExists if part.exists() => format!(
            "{} is there: a backup to that name goes on, or was cut short. \
             Wait for its end, or remove it; or choose another name",
            part.display()
        ),
        ErrorKind::AlreadyExists => {
            format!("{file} is there, and a backup overwrites nothing: choose another name")
        }
        ErrorKind::StorageFull => {
            format!("no room is left for {file}: make some, or choose another disk")
        }
        _ => format!("cannot write {file}: {error}. Choose another place"),
    })
}

/// Prints one hash of all that the database holds.
///
/// # Errors
/// When the database cannot be opened, is empty, or of another version.
pub async fn content_hash(config: &Config) -> Result<(), Failure> {
    let db = instance::reach(config).await?;
    let hash = backup::content_hash(&db).await.map_err(unread)?;
    let mut text = String::with_capacity(64);
    for byte in hash {
        let _ = write!(text, "{byte:02x}");
    }
    println!("{text}");
    Ok(())
}
