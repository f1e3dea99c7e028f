//! Writing a backup while others write to the database.

use super::Summary;
use super::format::{Header, Trailer, VERSION, row_line};
use super::rows::each;
use super::tables::TABLES;
use crate::{Db, StoreError, instance};
use chrono::{DateTime, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// Why a backup could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is nothing to back up: the database has no instance.
    #[error("the database is empty")]
    Empty,
    /// Its tables are those of another version.
    #[error("the tables are not those of this version")]
    OtherTables,
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file could not be written.
    #[error("{0}")]
    File(#[from] io::Error),
}

/// Writes all rows as they were at one instant; writers go on meanwhile.
///
/// # Errors
/// When the database has no instance or cannot be read, or the file cannot be written.
pub async fn write<W: Write>(db: &Db, now: DateTime<Utc>, file: W) -> Result<Summary, WriteError> {
    check_tables(db).await?;
    let mut tx = db.snapshot().await?;
    let instance = instance::read_in(&mut tx).await?.ok_or(WriteError::Empty)?;
    let mut out = Out::new(file);
    let header = Header {
        palier_backup: VERSION,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        tables: Db::tables_version(),
        created_at: now,
        kind: instance.kind,
    };
    out.line(&(json(&header)? + "\n"))?;
    let mut rows = BTreeMap::new();
    for table in TABLES {
        let count = each(&mut tx, table, |cells| {
            out.line(&row_line(table, cells)).map_err(WriteError::from)
        })
        .await?;
        rows.insert(table.name.to_owned(), count);
    }
    let summary = Summary {
        rows: rows.values().sum(),
        header,
    };
    out.finish(rows)?;
    Ok(summary)
}

/// A backup does not migrate: another version may be serving the database.
pub(super) async fn check_tables(db: &Db) -> Result<(), WriteError> {
    match db.tables().await? {
        None => Err(WriteError::Empty),
        Some(tables) if tables == Db::tables_version() => Ok(()),
        Some(_) => Err(WriteError::OtherTables),
    }
}

fn json(value: &impl serde::Serialize) -> io::Result<String> {
    serde_json::to_string(value).map_err(io::Error::other)
}

/// Hashes, then compresses.
struct Out<W: Write> {
    hash: Sha256,
    gzip: GzEncoder<BufWriter<W>>,
}

impl<W: Write> Out<W> {
    fn new(file: W) -> Self {
        Self {
            hash: Sha256::new(),
            gzip: GzEncoder::new(BufWriter::new(file), Compression::default()),
        }
    }

    fn line(&mut self, line: &str) -> io::Result<()> {
        self.hash.update(line);
        self.gzip.write_all(line.as_bytes())
    }

    fn finish(mut self, rows: BTreeMap<String, u64>) -> io::Result<()> {
        let sha256 = hex::encode(self.hash.finalize());
        let trailer = json(&Trailer { rows, sha256 })? + "\n";
        self.gzip.write_all(trailer.as_bytes())?;
        self.gzip.finish()?.flush()
    }
}
