//! Many rows in few statements.

use std::fmt::Write;

/// Rows per statement, the same text again and again, so that it is prepared once.
///
/// SQLite looks each `$n` up among all of a statement's, so larger statements are slower (500 rows
/// took four times as long). Parameters stay far under SQLite's 32,766 and PostgreSQL's 65,535.
pub(crate) const ROWS: usize = 50;

/// `head VALUES ($1, $2), ($3, $4) tail`.
pub(crate) fn values(head: &str, rows: usize, columns: usize, tail: &str) -> String {
    let mut sql = String::with_capacity(head.len() + tail.len() + rows * columns * 8);
    let _ = write!(sql, "{head} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            let _ = write!(sql, "{comma}${}", row * columns + column);
        }
        sql.push(')');
    }
    let _ = write!(sql, " {tail}");
    sql
}

/// `($from, $from+1, ..)`, for `IN`.
pub(crate) fn list(from: usize, count: usize) -> String {
    let places: Vec<_> = (from..from + count)
        .map(|place| format!("${place}"))
        .collect();
    format!("({})", places.join(", "))
}

/// Inserts rows, many at a time:
/// `insert!(tx, "INSERT INTO t (a, b)", "ON CONFLICT ..", rows, |row| row.a, row.b)`.
macro_rules! insert {
    ($tx:expr, $head:expr, $tail:expr, $rows:expr, |$row:pat_param| $($value:expr),+ $(,)?) => {{
        let columns = [$(stringify!($value)),+].len();
        let mut touched = 0_u64;
        for chunk in $rows.chunks($crate::batch::ROWS) {
            let sql = $crate::batch::values($head, chunk.len(), columns, $tail);
            touched += $crate::dispatch::both!($tx.on(), |at| {
                let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
                for $row in chunk {
                    query = query$(.bind($value))+;
                }
                query.execute(at).await.map(|done| done.rows_affected())
            })?;
        }
        touched
    }};
}

pub(crate) use insert;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_number_their_places_on_and_on() {
        assert_eq!(
            values("INSERT INTO t (a, b)", 2, 2, "RETURNING a"),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) RETURNING a"
        );
    }

    #[test]
    fn a_list_starts_where_it_is_told() {
        assert_eq!(list(3, 2), "($3, $4)");
    }
}
