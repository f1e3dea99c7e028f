//! Rows of any declared table: read one by one, added many at a time.

use super::cell::{Cell, Kind};
use super::tables::Table;
use crate::dispatch::{On, both, one};
use crate::{StoreError, Tx, batch};
use futures_util::TryStreamExt as _;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Row as _};

macro_rules! reader {
    ($name:ident, $row:ty) => {
        fn $name(row: &$row, table: &Table) -> Result<Vec<Cell>, sqlx::Error> {
            let mut cells = Vec::with_capacity(table.columns.len());
            for (at, column) in table.columns.iter().enumerate() {
                cells.push(match column.kind {
                    Kind::Uuid => Cell::Uuid(row.try_get(at)?),
                    Kind::Text => Cell::Text(row.try_get(at)?),
                    Kind::Int => Cell::Int(row.try_get(at)?),
                    Kind::Bool => Cell::Bool(row.try_get(at)?),
                    Kind::Bytes => Cell::Bytes(row.try_get(at)?),
                    Kind::Instant => Cell::Instant(row.try_get(at)?),
                    Kind::Date => Cell::Date(row.try_get(at)?),
                    Kind::Json => {
                        let value: Option<Json<_>> = row.try_get(at)?;
                        Cell::Json(value.map(|json| json.0))
                    }
                });
            }
            Ok(cells)
        }
    };
}

reader!(from_sqlite, SqliteRow);
reader!(from_postgres, PgRow);

/// Shows every row of a table, never holding more than a few; gives their number.
pub(super) async fn each<E: From<StoreError>>(
    tx: &mut Tx,
    table: &Table,
    mut show: impl FnMut(&[Cell]) -> Result<(), E>,
) -> Result<u64, E> {
    macro_rules! stream {
        ($at:expr, $read:ident) => {{
            let mut rows = sqlx::query(AssertSqlSafe(table.select())).fetch($at);
            let mut count = 0;
            while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
                show(&$read(&row, table).map_err(StoreError::from)?)?;
                count += 1;
            }
            Ok(count)
        }};
    }
    match tx.on() {
        On::Sqlite(at) => stream!(at, from_sqlite),
        On::Postgres(at) => stream!(at, from_postgres),
    }
}

/// Adds rows; no more than [`batch::ROWS`] of them.
pub(super) async fn insert(
    tx: &mut Tx,
    table: &Table,
    rows: Vec<Vec<Cell>>,
) -> Result<(), StoreError> {
    let sql = batch::values(&table.insert(), rows.len(), table.columns.len(), "");
    both!(tx.on(), |at| {
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for cell in rows.into_iter().flatten() {
            query = match cell {
                Cell::Uuid(value) => query.bind(value),
                Cell::Text(value) => query.bind(value),
                Cell::Int(value) => query.bind(value),
                Cell::Bool(value) => query.bind(value),
                Cell::Bytes(value) => query.bind(value),
                Cell::Instant(value) => query.bind(value),
                Cell::Date(value) => query.bind(value),
                Cell::Json(value) => query.bind(value.map(Json)),
            };
        }
        query.execute(at).await.map(drop)
    })
}

/// How many rows a table has.
pub(super) async fn count(tx: &mut Tx, table: &Table) -> Result<u64, StoreError> {
    let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM \"{}\"", table.name));
    let (count,) = one!(tx.on() => (i64,), sql)?;
    Ok(u64::try_from(count).unwrap_or(0))
}
