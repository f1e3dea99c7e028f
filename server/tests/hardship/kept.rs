//! All that a server keeps, row by row and file by file, and a search of it for many things at once.

use super::ground::Ground;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What is looked for.
pub struct Needles {
    list: Vec<Vec<u8>>,
    /// Whether one of them may begin with four bytes, by their [`slot`].
    starts: Vec<bool>,
}

impl Needles {
    /// Texts, also in hexadecimal, as databases print bytes.
    pub fn of(texts: impl IntoIterator<Item = String>) -> Self {
        Self::of_bytes(texts.into_iter().map(String::into_bytes).collect())
    }

    /// Bytes, also in hexadecimal, of either case.
    pub fn of_bytes(all: Vec<Vec<u8>>) -> Self {
        let mut list = Vec::new();
        for bytes in all {
            assert!(bytes.len() > 3, "too short to be looked for");
            list.push(hex::encode(&bytes).into_bytes());
            list.push(hex::encode_upper(&bytes).into_bytes());
            list.push(bytes);
        }
        let mut starts = vec![false; 1 << SLOTS];
        for needle in &list {
            let first = needle[..4].try_into().unwrap();
            starts[slot(u32::from_le_bytes(first))] = true;
        }
        Self { list, starts }
    }

    /// Each of them that stands in these bytes, as often as it does. One pass, for files are large.
    fn found(&self, bytes: &[u8]) -> Vec<&[u8]> {
        let mut found = Vec::new();
        let mut last = 0_u32;
        for (end, byte) in bytes.iter().enumerate() {
            last = last >> 8 | u32::from(*byte) << 24;
            if end > 2 && self.starts[slot(last)] {
                let here = |needle: &&Vec<u8>| bytes[end - 3..].starts_with(needle);
                found.extend(self.list.iter().filter(here).map(Vec::as_slice));
            }
        }
        found
    }

    /// How often one of them stands in these bytes.
    pub fn count(&self, bytes: &[u8]) -> usize {
        self.found(bytes).len()
    }

    /// Fails where one of them stands in these bytes.
    #[track_caller]
    pub fn are_not_in(&self, place: &str, bytes: &[u8]) {
        if let Some(needle) = self.found(bytes).first() {
            let place: String = place.chars().take(300).collect();
            panic!("{:?} is in {place}", String::from_utf8_lossy(needle));
        }
    }
}

/// Bits of a slot's number.
const SLOTS: u32 = 20;

/// Where four bytes are noted: spread by Knuth's multiplicative hash.
fn slot(first: u32) -> usize {
    let spread = first.wrapping_mul(2_654_435_761) >> (32 - SLOTS);
    usize::try_from(spread).unwrap()
}

/// Every row of every table, in the boxes too, as text after the name of its table.
pub async fn rows(ground: &Ground) -> Vec<String> {
    if ground.is_postgres() {
        return postgres(&ground.url).await;
    }
    let mut found = Vec::new();
    for path in below(ground.folder.path()) {
        if path.extension().is_some_and(|end| end == "db") {
            found.extend(sqlite(&path).await);
        }
    }
    found
}

async fn sqlite(path: &Path) -> Vec<String> {
    let url = format!("sqlite:{}", path.display());
    let mut at = SqliteConnection::connect(&url).await.unwrap();
    let mut found = Vec::new();
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table'";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut at).await.unwrap();
    for table in tables {
        let columns = format!("SELECT name FROM pragma_table_info('{table}')");
        let columns = sqlx::query_scalar(AssertSqlSafe(columns));
        let columns: Vec<String> = columns.fetch_all(&mut at).await.unwrap();
        let cells: Vec<String> = columns
            .iter()
            .map(|one| format!("quote(\"{one}\")"))
            .collect();
        let sql = format!("SELECT {} FROM \"{table}\"", cells.join("||','||"));
        let rows = sqlx::query_scalar(AssertSqlSafe(sql));
        let rows: Vec<String> = rows.fetch_all(&mut at).await.unwrap();
        found.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    at.close().await.unwrap();
    found
}

async fn postgres(url: &str) -> Vec<String> {
    let mut at = PgConnection::connect(url).await.unwrap();
    let mut found = Vec::new();
    let tables = "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)
        FROM information_schema.tables WHERE table_type = 'BASE TABLE'
            AND table_schema NOT IN ('pg_catalog', 'information_schema')";
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut at).await.unwrap();
    assert!(
        tables.iter().any(|table| table.starts_with("box_")),
        "{tables:?}"
    );
    for table in tables {
        let sql = format!("SELECT one::text FROM {table} one");
        let rows = sqlx::query_scalar(AssertSqlSafe(sql));
        let rows: Vec<String> = rows.fetch_all(&mut at).await.unwrap();
        found.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    at.close().await.unwrap();
    found
}

/// Every file: of the folder that the process runs in, and on PostgreSQL those of the database, of
/// the cluster's log of writes and its server's log.
pub async fn files(ground: &Ground) -> Vec<(String, Vec<u8>)> {
    let mut paths = below(ground.folder.path());
    if ground.is_postgres() {
        let mut at = PgConnection::connect(&ground.url).await.unwrap();
        sqlx::query("CHECKPOINT").execute(&mut at).await.unwrap();
        let own = "SELECT oid::text FROM pg_database WHERE datname = current_database()";
        let own: String = sqlx::query_scalar(own).fetch_one(&mut at).await.unwrap();
        let data = "SELECT current_setting('data_directory')";
        let data: String = sqlx::query_scalar(data).fetch_one(&mut at).await.unwrap();
        at.close().await.unwrap();
        let data = PathBuf::from(data);
        let (tables, writes) = (
            below(&data.join("base").join(own)),
            below(&data.join("pg_wal")),
        );
        assert!(
            !tables.is_empty() && !writes.is_empty(),
            "{}",
            data.display()
        );
        paths.extend(tables);
        paths.extend(writes);
        paths.push(data.join("../server.log"));
    }
    let read = |path: PathBuf| match std::fs::read(&path) {
        Ok(bytes) => Some((path.display().to_string(), bytes)),
        // Taken away by the database meanwhile.
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{}: {error}", path.display()),
    };
    paths.into_iter().filter_map(read).collect()
}

/// The files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            found.push(path);
        }
    }
    found
}
