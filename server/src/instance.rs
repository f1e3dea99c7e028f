//! Opens the database, and makes sure that it is what it is asked to be: demo or real, for life.

use crate::cli::Failure;
use crate::config::Config;
use crate::reference;
use chrono::{TimeZone as _, Utc};
use palier_app::election::vote::Polls;
use palier_store::ballot_box::BallotBoxes;
use palier_store::instance::{self, Instance, InstanceKind};
use palier_store::{Clock, Db, StoreError};

/// An open instance.
pub struct Open {
    /// The database.
    pub db: Db,
    /// What it is.
    pub instance: Instance,
    /// Its clock.
    pub clock: Clock,
}

/// Connects and brings the tables to this version.
///
/// # Errors
/// When the database cannot be opened; the sentence says what to do.
pub async fn connect(config: &Config) -> Result<Db, Failure> {
    let db = reach(config).await?;
    db.migrate().await?;
    Ok(db)
}

/// Connects, and leaves the tables as they are.
///
/// # Errors
/// When the database cannot be opened; the sentence says what to do.
pub async fn reach(config: &Config) -> Result<Db, Failure> {
    if config.database.is_none() {
        std::fs::create_dir_all(&config.data).map_err(|e| {
            let folder = config.data.display();
            Failure::new(format!(
                "cannot make the folder {folder}: {e}. Choose another with --data"
            ))
        })?;
    }
    Db::connect(&config.database_url()?).await.map_err(|error| match error {
        StoreError::Unavailable(why) => Failure::new(format!(
            "cannot reach the database: {why}. Check PALIER_DATABASE, or leave it out for SQLite"
        )),
        error => error.into(),
    })
}

/// Opens for a command; an empty database becomes a real one.
///
/// # Errors
/// When the database cannot be opened.
pub async fn open(config: &Config) -> Result<Open, Failure> {
    let db = connect(config).await?;
    let instance = match instance::read(&db).await? {
        Some(instance) => instance,
        None => create_real(&db).await?,
    };
    let clock = instance.clock();
    Ok(Open {
        db,
        instance,
        clock,
    })
}

/// Opens for serving; refuses to mix a demonstration with real people.
///
/// # Errors
/// When the database is of the other kind, or cannot be opened.
pub async fn open_as(config: &Config, demo: bool) -> Result<Open, Failure> {
    let db = connect(config).await?;
    let polls = Polls::new(BallotBoxes::beside(&config.database_url()?)?);
    let instance = match instance::read(&db).await? {
        Some(instance) if demo && instance.kind == InstanceKind::Demo => {
            let clock = instance.clock();
            crate::demo::ensure_round(&db, &polls, clock.round(), clock.now()).await?;
            instance
        }
        Some(instance) => instance,
        None if demo => crate::demo::create(&db, &polls).await?,
        None => create_real(&db).await?,
    };
    polls.boxes().close().await;
    match (instance.kind, demo) {
        (InstanceKind::Real, true) => Err(Failure::new(
            "this database is real, for life: it takes no demonstration. \
             Leave --demo out, or choose another folder with --data",
        )),
        (InstanceKind::Demo, false) => Err(Failure::new(
            "this database is a demonstration, for life. \
             Start it with --demo, or choose another folder with --data",
        )),
        _ => {
            let clock = instance.clock();
            // A later version may bring corrections; without one, nothing is written.
            let mut tx = db.begin().await?;
            reference::put(&mut tx, clock.now()).await?;
            tx.commit().await?;
            Ok(Open {
                db,
                instance,
                clock,
            })
        }
    }
}

async fn create_real(db: &Db) -> Result<Instance, Failure> {
    let instance = Instance {
        kind: InstanceKind::Real,
        created_at: Clock::system().now(),
        clock_start: None,
        code_salt: palier_store::ids::random::<16>().to_vec(),
    };
    let mut tx = db.begin().await?;
    instance::create(&mut tx, &instance).await?;
    reference::put(&mut tx, instance.created_at).await?;
    tx.commit().await?;
    Ok(instance)
}

/// The first row of a demonstration: its clock begins on 5 December 2030, 10:00 in Paris.
///
/// # Errors
/// Never for that date; the type says so because dates may not exist.
pub fn demo_row() -> Result<Instance, Failure> {
    let start = Utc.with_ymd_and_hms(2030, 12, 5, 9, 0, 0).single();
    Ok(Instance {
        kind: InstanceKind::Demo,
        created_at: Clock::system().now(),
        clock_start: Some(start.ok_or_else(|| Failure::new("the demo's first instant"))?),
        code_salt: palier_store::ids::random::<16>().to_vec(),
    })
}
