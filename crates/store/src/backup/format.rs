//! The file: gzip over lines of JSON, a header first, then rows, a trailer last.

use super::cell::Cell;
use super::tables::Table;
use crate::instance::InstanceKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The version of the format.
pub(super) const VERSION: u32 = 1;

/// What a backup says of itself, on its first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub(super) palier_backup: u32,
    /// The version of Palier that made it.
    pub version: String,
    /// The last migration that its tables had.
    pub tables: i64,
    /// When it was made, by the machine's clock.
    pub created_at: DateTime<Utc>,
    /// Demo or real.
    pub kind: InstanceKind,
}

/// A row.
#[derive(Debug, Deserialize)]
pub(super) struct RowLine {
    /// Its table.
    pub(super) t: String,
    /// Its values.
    pub(super) r: Map<String, Value>,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Trailer {
    /// How many rows each table has.
    pub(super) rows: BTreeMap<String, u64>,
    /// SHA-256 over every byte before this line, in hexadecimal.
    pub(super) sha256: String,
}

/// How a row's line begins; the trailer's begins otherwise.
pub(super) const ROW: &[u8] = b"{\"t\":";

/// The one line of a row, with its line feed: columns in the order of the declaration.
pub(super) fn row_line(table: &Table, cells: &[Cell]) -> String {
    let mut line = format!("{{\"t\":\"{}\",\"r\":{{", table.name);
    for (at, (column, cell)) in table.columns.iter().zip(cells).enumerate() {
        if at > 0 {
            line.push(',');
        }
        line.push('"');
        line.push_str(column.name);
        line.push_str("\":");
        line.push_str(&cell.to_json());
    }
    line.push_str("}}\n");
    line
}
