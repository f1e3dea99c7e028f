//! Reading a backup: whatever is wrong with it is found before or at its end.

use super::cell::Cell;
use super::format::{Header, ROW, RowLine, Trailer, VERSION};
use super::tables::{TABLES, Table};
use crate::Db;
use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read, Seek};

/// Why a file cannot be restored.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It is something else.
    #[error("it is not a backup made by palier")]
    Foreign,
    /// A backup, but of other tables than this program's.
    #[error("it was made by palier {0}, whose tables are not those of this version")]
    OtherVersion(String),
    /// It was cut short or changed; what was seen of it.
    #[error("it is incomplete or was altered: {0}")]
    Damaged(String),
    /// It could not be read at all.
    #[error("{0}")]
    Unreadable(io::Error),
}

impl FileError {
    fn damaged(seen: impl Into<String>) -> Self {
        Self::Damaged(seen.into())
    }
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // What a decompressor says of bytes that make no sense.
            ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Unreadable(error),
        }
    }
}

/// A backup that was read to its end and found whole.
#[derive(Debug)]
pub struct Checked<F> {
    pub(super) file: F,
    pub(super) header: Header,
}

/// Reads a backup to its end: every row, their counts, the hash.
///
/// # Errors
/// When it is not a whole backup of this version's tables.
pub fn check<F: Read + Seek>(mut file: F) -> Result<Checked<F>, FileError> {
    let mut rows = Rows::open(&mut file)?;
    while rows.next_row()?.is_some() {}
    let header = rows.header;
    file.rewind().map_err(FileError::Unreadable)?;
    Ok(Checked { file, header })
}

/// The rows of a backup, one by one.
pub(super) struct Rows<F> {
    pub(super) header: Header,
    /// How many rows each table had so far.
    pub(super) counts: BTreeMap<String, u64>,
    lines: BufReader<MultiGzDecoder<F>>,
    hash: Sha256,
    /// Place of the last row's table.
    place: usize,
}

impl<F: Read> Rows<F> {
    /// Reads the header.
    pub(super) fn open(file: F) -> Result<Self, FileError> {
        let mut lines = BufReader::new(MultiGzDecoder::new(file));
        let first = match line(&mut lines) {
            Err(FileError::Damaged(_)) => Err(FileError::Foreign),
            other => other,
        }?;
        let said: serde_json::Value =
            serde_json::from_slice(&first).map_err(|_| FileError::Foreign)?;
        let format = said["palier_backup"].as_u64().ok_or(FileError::Foreign)?;
        let version = said["version"].as_str().unwrap_or("?").to_owned();
        if format != u64::from(VERSION) || said["tables"] != Db::tables_version() {
            return Err(FileError::OtherVersion(version));
        }
        let header = serde_json::from_value(said)
            .map_err(|_| FileError::damaged("its first line cannot be read"))?;
        Ok(Self {
            header,
            counts: TABLES.iter().map(|it| (it.name.to_owned(), 0)).collect(),
            lines,
            hash: Sha256::new_with_prefix(&first),
            place: 0,
        })
    }

    /// The next row; at the end, checks counts and hash.
    pub(super) fn next_row(&mut self) -> Result<Option<(&'static Table, Vec<Cell>)>, FileError> {
        let line = line(&mut self.lines)?;
        if !line.starts_with(ROW) {
            return self.end(&line).map(|()| None);
        }
        self.hash.update(&line);
        let row = serde_json::from_slice(&line)
            .map_err(|_| FileError::damaged("a row cannot be read"))?;
        self.row(row).map(Some)
    }

    fn row(&mut self, row: RowLine) -> Result<(&'static Table, Vec<Cell>), FileError> {
        let (place, table) = Table::by_name(&row.t)
            .filter(|(place, _)| *place >= self.place)
            .ok_or_else(|| FileError::damaged(format!("a row of {} is out of place", row.t)))?;
        self.place = place;
        let wrong = || FileError::damaged(format!("a row of {} is not one", table.name));
        let mut values = row.r;
        let mut cells = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            let value = values.remove(column.name).ok_or_else(wrong)?;
            cells.push(Cell::from_json(column.kind, value).ok_or_else(wrong)?);
        }
        if !values.is_empty() {
            return Err(wrong());
        }
        *self.counts.entry(row.t).or_default() += 1;
        Ok((table, cells))
    }

    fn end(&mut self, line: &[u8]) -> Result<(), FileError> {
        let trailer: Trailer = serde_json::from_slice(line)
            .map_err(|_| FileError::damaged("a line is neither a row nor the last"))?;
        if trailer.sha256 != hex::encode(self.hash.clone().finalize()) {
            return Err(FileError::damaged(
                "its SHA-256 is not what its last line says",
            ));
        }
        if trailer.rows != self.counts {
            return Err(FileError::damaged("rows are missing"));
        }
        match self.lines.fill_buf()? {
            [] => Ok(()),
            _ => Err(FileError::damaged("it goes on after its last line")),
        }
    }
}

/// The next line, with its line feed.
fn line(lines: &mut impl io::BufRead) -> Result<Vec<u8>, FileError> {
    let mut line = Vec::new();
    lines.read_until(b'\n', &mut line)?;
    match line.last() {
        Some(b'\n') => Ok(line),
        _ => Err(FileError::damaged("it ends too early")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::{Cursor, Write as _};

    const LANDLORD: &str = r#"{"t":"territory_landlord","r":{"territory_id":"00000000-0000-0000-0000-000000000000","landlord_id":"00000000-0000-0000-0000-000000000000"}}"#;
    const BODY: &str = r#"{"t":"national_body","r":{"code":"a","name":"b","sits_at":"c","source":"d","as_of":"2030-01-01"}}"#;

    /// Checks a file of these lines, with a trailer whose hash is right.
    fn checked(version: i64, lines: &[&str]) -> Result<(), FileError> {
        let header = format!(
            r#"{{"palier_backup":1,"version":"9.9","tables":{version},"created_at":"2030-01-01T00:00:00Z","kind":"real"}}"#
        );
        let mut text = header + "\n";
        let mut rows: BTreeMap<_, _> = TABLES.iter().map(|it| (it.name, 0)).collect();
        for line in lines {
            text += &format!("{line}\n");
            for (name, count) in &mut rows {
                *count += usize::from(line.contains(&format!("\"t\":\"{name}\"")));
            }
        }
        let sha256 = hex::encode(Sha256::digest(&text));
        text += &format!(
            "{}\n",
            serde_json::json!({ "rows": rows, "sha256": sha256 })
        );
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        check(Cursor::new(gzip.finish().unwrap())).map(drop)
    }

    #[test]
    fn a_backup_of_other_tables_names_its_version() {
        checked(Db::tables_version(), &[BODY, LANDLORD]).unwrap();
        let refused = checked(Db::tables_version() + 1, &[]);
        assert!(matches!(refused, Err(FileError::OtherVersion(version)) if version == "9.9"));
    }

    #[test]
    fn rows_that_make_no_sense_are_damage_though_the_hash_is_right() {
        for lines in [
            &[LANDLORD, BODY][..],
            &[&BODY.replace("national_body", "nothing")],
            &[&BODY.replace("2030-01-01", "2030-02-30")],
            &[&BODY.replace("\"name\":\"b\",", "")],
            &[&BODY.replace("\"name\"", "\"more\":1,\"name\"")],
            &["{}"],
            &[""],
        ] {
            let refused = checked(Db::tables_version(), lines);
            assert!(matches!(refused, Err(FileError::Damaged(_))), "{lines:?}");
        }
    }
}
