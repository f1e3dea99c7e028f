//! Where boxes are: a folder beside the main file, or schemas of the main database.

use crate::dispatch::{On, one};
use crate::{Db, StoreError};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where the boxes beside a main database are.
pub(super) enum Place {
    /// A folder, and what follows `?` in the main database's address.
    Folder(PathBuf, String),
    /// The address of a server: it may hold a password.
    Server(String),
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder, _) => f.debug_tuple("Folder").field(folder).finish(),
            Self::Server(_) => f.write_str("Server(..)"),
        }
    }
}

impl Place {
    /// The place that belongs to a main database's address.
    pub fn beside(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return Ok(Self::Server(url.to_owned()));
        }
        let Some(rest) = url.strip_prefix("sqlite:") else {
            return Err(StoreError::Unavailable(
                "a database address starts with sqlite: or postgres:".to_owned(),
            ));
        };
        let (path, options) = match rest.split_once('?') {
            Some((path, options)) => (path, format!("?{options}")),
            None => (rest, String::new()),
        };
        let path = Path::new(path.strip_prefix("//").unwrap_or(path));
        Ok(Self::Folder(path.with_extension("boxes"), options))
    }

    /// A database for a box, made if there is none.
    pub async fn make(&self, handle: &str) -> Result<Db, StoreError> {
        known(handle)?;
        let db = match self {
            Self::Folder(folder, options) => {
                std::fs::create_dir_all(folder).map_err(StoreError::other)?;
                Db::connect_sqlite_box(&url(&file(folder, handle), options)?).await?
            }
            Self::Server(url) => {
                let schema = schema_of(handle);
                let make = format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"");
                execute(url, make).await?;
                Db::connect_postgres_box(url, &schema).await?
            }
        };
        db.migrate_box().await?;
        Ok(db)
    }

    /// The database of a box, if there is one.
    pub async fn reach(&self, handle: &str) -> Result<Option<Db>, StoreError> {
        if known(handle).is_err() {
            return Ok(None);
        }
        match self {
            Self::Folder(folder, options) => {
                let file = file(folder, handle);
                if !file.exists() {
                    return Ok(None);
                }
                Db::connect_sqlite_box(&url(&file, options)?)
                    .await
                    .map(Some)
            }
            Self::Server(url) => {
                let schema = schema_of(handle);
                let db = Db::connect_postgres_box(url, &schema).await?;
                let there = "SELECT COUNT(*) FROM pg_namespace WHERE nspname = $1";
                if let On::Postgres(_) = db.reads()
                    && one!(db.reads() => (i64,), there, schema)? == (0,)
                {
                    db.close().await;
                    return Ok(None);
                }
                Ok(Some(db))
            }
        }
    }

    /// Removes the database of a box.
    pub async fn remove(&self, handle: &str) -> Result<(), StoreError> {
        known(handle)?;
        match self {
            Self::Folder(folder, _) => {
                let file = file(folder, handle);
                for ending in ["", "-wal", "-shm"] {
                    let mut name = file.clone().into_os_string();
                    name.push(ending);
                    match std::fs::remove_file(name) {
                        Err(error) if error.kind() != ErrorKind::NotFound => {
                            return Err(StoreError::other(error));
                        }
                        _ => {}
                    }
                }
                Ok(())
            }
            Self::Server(url) => {
                let schema = schema_of(handle);
                execute(url, format!("DROP SCHEMA IF EXISTS \"{schema}\" CASCADE")).await
            }
        }
    }
}

/// Refuses what cannot be the identifier of an election: it becomes the name of a file.
fn known(handle: &str) -> Result<(), StoreError> {
    let spelt = handle.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if spelt && (1..=64).contains(&handle.len()) {
        Ok(())
    } else {
        Err(StoreError::Missing("election"))
    }
}

fn file(folder: &Path, handle: &str) -> PathBuf {
    folder.join(format!("{handle}.db"))
}

fn url(file: &Path, options: &str) -> Result<String, StoreError> {
    let path = file
        .to_str()
        .ok_or_else(|| StoreError::Unavailable("the folder's name is no text".to_owned()))?;
    Ok(format!("sqlite:{path}{options}"))
}

/// The schema of a box: identifiers tell case apart, names of schemas had better not.
fn schema_of(handle: &str) -> String {
    let hash = Sha256::digest(format!("palier|box|{handle}"));
    format!("box_{}", hex::encode(&hash[..12]))
}

/// The number of the lock that casts share and publications hold alone.
pub(super) fn lock_of(handle: &str) -> i64 {
    let hash = Sha256::digest(format!("palier|box lock|{handle}"));
    let mut number = [0; 8];
    number.copy_from_slice(&hash[..8]);
    i64::from_be_bytes(number)
}

async fn execute(url: &str, sql: String) -> Result<(), StoreError> {
    let mut at = PgConnection::connect(url).await?;
    at.execute(AssertSqlSafe(sql)).await?;
    at.close().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_stand_beside_the_main_file_and_grow_no_further_than_it() {
        let place = Place::beside("sqlite:/data/palier.db?max_page_count=9").unwrap();
        let Place::Folder(folder, options) = place else {
            panic!("no folder");
        };
        assert_eq!(folder, Path::new("/data/palier.boxes"));
        let url = url(&file(&folder, "BbGQ2n8QqP5bjx"), &options).unwrap();
        assert_eq!(
            url,
            "sqlite:/data/palier.boxes/BbGQ2n8QqP5bjx.db?max_page_count=9"
        );
    }

    #[test]
    fn a_handle_leaves_no_folder() {
        for foreign in ["../palier", "a/b", "", "a.b", "\"; DROP"] {
            assert!(known(foreign).is_err(), "{foreign:?}");
        }
        assert!(known("BbGQ2n8QqP5bjx").is_ok());
    }
}
