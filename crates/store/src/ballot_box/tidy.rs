//! Taking away what could join a mark and a ballot: numbers of transactions, places, old pages.

use super::BallotBox;
use crate::dispatch::{On, one, run};
use crate::{Engine, StoreError, Tx};
use sqlx::AssertSqlSafe;
use std::time::Duration;

/// How often the log of writes is tried to be emptied while others read.
const TRIES: u32 = 20;

impl BallotBox {
    /// Writes register and box anew, in the order of random numbers, and wipes what is left of the
    /// old ones: before a copy of the database leaves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_alone().await?;
        renew(&mut tx).await?;
        tx.commit().await?;
        self.wipe().await
    }

    /// Wipes what deletions left behind; on PostgreSQL the old tables went with their files.
    pub(super) async fn wipe(&self) -> Result<(), StoreError> {
        if self.db.engine() == Engine::Sqlite {
            // The file is written anew, table by table in the order of their keys.
            run!(self.db.writes(), "VACUUM")?;
            self.empty_log().await?;
        }
        run!(self.db.writes(), "UPDATE board SET tidy = TRUE")?;
        if self.db.engine() == Engine::Sqlite {
            self.empty_log().await?;
        }
        Ok(())
    }

    /// Empties SQLite's log of writes, which holds pages as they were after each vote.
    async fn empty_log(&self) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let (busy, _, _) = one!(
                self.db.writes() => (i64, i64, i64),
                "PRAGMA wal_checkpoint(TRUNCATE)",
            )?;
            if busy == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(StoreError::Unavailable(
            "readers kept the log of a box from being emptied".to_owned(),
        ))
    }
}

/// Writes register and box anew within a transaction.
///
/// On SQLite both are kept in the order of their keys, one random, one a hash; the numbers of
/// transactions are PostgreSQL's.
pub(super) async fn renew(tx: &mut Tx) -> Result<(), StoreError> {
    for (table, key) in [
        ("mark", "line"),
        ("pending", "tracking"),
        ("spoiled", "tracking"),
    ] {
        if let On::Postgres(at) = tx.on() {
            let anew = format!(
                "CREATE TABLE fresh (LIKE {table} INCLUDING ALL);
                 INSERT INTO fresh SELECT * FROM {table} ORDER BY {key};
                 DROP TABLE {table};
                 ALTER TABLE fresh RENAME TO {table}"
            );
            sqlx::raw_sql(AssertSqlSafe(anew)).execute(at).await?;
        }
    }
    Ok(())
}
