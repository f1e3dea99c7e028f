//! The database: which engine, how to connect, how to write.

use crate::StoreError;
use crate::dispatch::{On, one};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection, PgPool, Postgres, Sqlite, SqliteConnection,
    SqlitePool, Transaction,
};
use std::str::FromStr;
use std::time::Duration;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/postgres");
static SQLITE_BOX_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/box/sqlite");
static POSTGRES_BOX_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/box/postgres");

/// How long a request waits for the database before it is told that it is unavailable.
const PATIENCE: Duration = Duration::from_secs(5);
/// A roll import holds the writer for seconds; writers behind it wait rather than fail.
const WRITER_PATIENCE: Duration = Duration::from_secs(30);
/// A connection that answered less than this ago is used without asking whether it is still there.
const FRESH: Duration = Duration::from_secs(1);
const SQLITE_READERS: u32 = 6;
const POSTGRES_CONNECTIONS: u32 = 20;
/// Votes are stored in groups: a box needs few connections.
const POSTGRES_BOX_CONNECTIONS: u32 = 6;

/// A database, shared by all who clone it.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file on this machine.
    Sqlite(SqlitePools),
    /// A server, or a cluster that speaks its protocol.
    Postgres(PgPool),
}

/// SQLite takes one writer at a time: writers queue fairly for one connection instead of polling a
/// lock, while readers have their own.
#[derive(Clone, Debug)]
pub struct SqlitePools {
    readers: SqlitePool,
    writer: SqlitePool,
}

/// The engine behind a [`Db`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// A transaction; dropped without [`Tx::commit`], it leaves no trace.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite, holding the write lock from its start; a snapshot holds none.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL, at READ COMMITTED; a snapshot at REPEATABLE READ.
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Connects to `sqlite:/path/file.db` (made if missing) or `postgres://...`.
    ///
    /// `sqlite:/path/file.db?max_page_count=N` lets the file grow to N pages of 4,096 bytes and no
    /// further, for a disk that is shared with others.
    ///
    /// # Errors
    /// When the address is not understood or nothing answers there.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            connect_sqlite(sqlite_options(url)?).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?.application_name("palier");
            connect_postgres(options, POSTGRES_CONNECTIONS).await
        } else {
            // The address may hold a password: it is not repeated.
            Err(StoreError::Unavailable(
                "a database address starts with sqlite: or postgres:".to_owned(),
            ))
        }
    }

    /// Connects to the box of an election on SQLite: what is deleted from it is overwritten.
    pub(crate) async fn connect_sqlite_box(url: &str) -> Result<Self, StoreError> {
        let options = sqlite_options(url)?
            .pragma("secure_delete", "ON")
            // A slow statement would be a line in the log, with the time of a vote.
            .disable_statement_logging();
        connect_sqlite(options).await
    }

    /// Connects to the box of an election on PostgreSQL: a schema of the main database.
    pub(crate) async fn connect_postgres_box(url: &str, schema: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("palier box")
            .options([("search_path", schema)])
            .disable_statement_logging();
        connect_postgres(options, POSTGRES_BOX_CONNECTIONS).await
    }

    /// Brings the tables of a box up to what this program expects.
    pub(crate) async fn migrate_box(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(pools) => SQLITE_BOX_MIGRATIONS.run(&pools.writer).await?,
            Self::Postgres(pool) => POSTGRES_BOX_MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// Brings the tables up to what this program expects.
    ///
    /// # Errors
    /// When a migration fails, or one already applied is not the one embedded here.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(pools) => SQLITE_MIGRATIONS.run(&pools.writer).await?,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// Begins a transaction; on SQLite it waits for its turn to write.
    ///
    /// # Errors
    /// When no connection comes free in time.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // A deferred one would fail with BUSY when it turns from reading to writing.
            Self::Sqlite(pools) => Tx::Sqlite(pools.writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees everything as it was at one instant.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        const AT_ONE_INSTANT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        Ok(match self {
            // Deferred: the instant is that of the first read.
            Self::Sqlite(pools) => Tx::Sqlite(pools.readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin_with(AT_ONE_INSTANT).await?),
        })
    }

    /// The last of the migrations embedded here.
    pub(crate) fn tables_version() -> i64 {
        let versions = SQLITE_MIGRATIONS.iter().map(|migration| migration.version);
        versions.max().unwrap_or(0)
    }

    /// The last migration that the database had, of this program or another; none when it is bare.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tables(&self) -> Result<Option<i64>, StoreError> {
        let there = match self.reads() {
            On::Sqlite(_) => "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'",
            On::Postgres(_) => {
                "SELECT COUNT(*) FROM to_regclass('_sqlx_migrations') AS r WHERE r IS NOT NULL"
            }
        };
        if one!(self.reads() => (i64,), there)? == (0,) {
            return Ok(None);
        }
        let last = "SELECT MAX(version) FROM _sqlx_migrations";
        one!(self.reads() => (Option<i64>,), last).map(|(last,)| last)
    }

    /// Asks the database for a trivial answer.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn ping(&self) -> Result<(), StoreError> {
        one!(self.reads() => (i64,), "SELECT CAST(1 AS BIGINT)").map(drop)
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Closes every connection, once their current work is done.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(pools) => {
                pools.readers.close().await;
                pools.writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    pub(crate) fn reads(&self) -> On<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(pools) => On::Sqlite(&pools.readers),
            Self::Postgres(pool) => On::Postgres(pool),
        }
    }

    /// For single statements that stand alone, such as counting a guess.
    pub(crate) fn writes(&self) -> On<&SqlitePool, &PgPool> {
        match self {
            Self::Sqlite(pools) => On::Sqlite(&pools.writer),
            Self::Postgres(pool) => On::Postgres(pool),
        }
    }
}

impl Tx {
    /// Makes everything written since the beginning last.
    ///
    /// # Errors
    /// When the database could not; then nothing was written.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    pub(crate) fn on(&mut self) -> On<&mut SqliteConnection, &mut PgConnection> {
        match self {
            Self::Sqlite(tx) => On::Sqlite(&mut **tx),
            Self::Postgres(tx) => On::Postgres(&mut **tx),
        }
    }
}

async fn connect_postgres(options: PgConnectOptions, most: u32) -> Result<Db, StoreError> {
    let pool = PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(PATIENCE)
        // A server hangs up when it restarts; one that answered just now has not. Asking before
        // each query would double the way to it.
        .test_before_acquire(false)
        .before_acquire(|connection, seen| {
            Box::pin(async move {
                if seen.idle_for > FRESH {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await?;
    Ok(Db::Postgres(pool))
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    let (url, most_pages) = match url.split_once("?max_page_count=") {
        Some((url, most)) => (url, Some(most.parse::<u32>().map_err(StoreError::other)?)),
        None => (url, None),
    };
    let mut options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // Another process (the command line) may be writing.
        .busy_timeout(PATIENCE)
        .row_buffer_size(500);
    if let Some(most) = most_pages {
        options = options.pragma("max_page_count", most.to_string());
    }
    Ok(options)
}

async fn connect_sqlite(options: SqliteConnectOptions) -> Result<Db, StoreError> {
    // The writer first: it makes the file and sets its journal mode.
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(WRITER_PATIENCE)
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(PATIENCE)
        // A file does not hang up: asking before each query would double the way to it.
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "ON"))
        .await?;
    Ok(Db::Sqlite(SqlitePools { readers, writer }))
}
