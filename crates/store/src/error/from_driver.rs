//! The drivers' errors, sorted by what a caller can do about them.

use super::{StoreError, Taken};
use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::migrate::MigrateError;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => from_engine(error),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error.to_string()),
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => {
                Self::Corrupt(error.to_string())
            }
            sqlx::Error::RowNotFound => Self::Missing("row"),
            other => Self::other(other),
        }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::other(other),
        }
    }
}

fn from_engine(error: Box<dyn DatabaseError>) -> StoreError {
    match error.kind() {
        ErrorKind::UniqueViolation => {
            match Taken::from_violation(error.constraint(), error.message()) {
                Some(taken) => StoreError::Taken(taken),
                None => StoreError::other(error),
            }
        }
        ErrorKind::ForeignKeyViolation => StoreError::Missing("row referred to"),
        _ => {
            let code = error.code().unwrap_or_default().into_owned();
            by_code(&code, error.message()).unwrap_or_else(|| StoreError::other(error))
        }
    }
}

/// SQLite: <https://sqlite.org/rescode.html>, PostgreSQL: its manual, appendix A.
fn by_code(code: &str, message: &str) -> Option<StoreError> {
    // SQLSTATEs have five characters; SQLite's codes are numbers, the primary one in the low byte.
    let primary = code
        .parse::<u32>()
        .ok()
        .filter(|_| code.len() < 5)
        .map(|code| code & 0xff);
    match (primary, code) {
        (Some(13), _) | (_, "53100") => Some(StoreError::Full),
        // BUSY, LOCKED, READONLY, IOERR, CANTOPEN.
        (Some(5 | 6 | 8 | 10 | 14), _) => Some(StoreError::Unavailable(message.to_owned())),
        // CORRUPT, NOTADB.
        (Some(11 | 26), _) => Some(StoreError::Corrupt(message.to_owned())),
        (_, "40001" | "40P01") => Some(StoreError::Conflict("others were writing the same rows")),
        _ if ["08", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class))
            && primary.is_none() =>
        {
            Some(StoreError::Unavailable(message.to_owned()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_or_unreachable_database_is_worth_trying_again() {
        for code in ["5", "517", "57P01", "08006", "53300"] {
            assert!(
                matches!(by_code(code, "x"), Some(StoreError::Unavailable(_))),
                "{code}"
            );
        }
    }

    #[test]
    fn a_full_disk_is_said_so() {
        for code in ["13", "53100"] {
            assert!(
                matches!(by_code(code, "x"), Some(StoreError::Full)),
                "{code}"
            );
        }
    }

    #[test]
    fn a_five_digit_sqlstate_is_not_read_as_an_sqlite_code() {
        assert!(by_code("22021", "invalid byte sequence").is_none());
        assert!(by_code("42601", "syntax error").is_none());
    }
}
