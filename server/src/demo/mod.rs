//! The demonstration: Rive-Neuve Habitat, a landlord that does not exist.
//!
//! Everything is made from the files in `server/demo` and from a generator with a fixed seed. The
//! world is made in one transaction, the neighbour and each election in others: what was interrupted
//! is made at the next start. Its clock goes in rounds, and each round has an election of its own.

mod agreements;
mod amendments;
mod consultation;
mod content;
mod coteaux;
mod counted;
mod dice;
mod discussion;
mod letters;
mod mails;
mod moderation;
mod people;
mod roll;
mod vote;
mod world;

pub use coteaux::ensure_round;
pub use counted::ensure as ensure_counted;

use crate::cli::Failure;
use palier_app::election::vote::Polls;
use palier_store::Db;
use palier_store::instance::Instance;

/// Makes the demonstration in an empty database.
///
/// # Errors
/// When the database refuses, or a file of the demonstration cannot be read.
pub async fn create(db: &Db, polls: &Polls) -> Result<Instance, Failure> {
    let started = std::time::Instant::now();
    tracing::info!("making the demonstration: 12,480 dwellings and their discussions");
    let instance = crate::instance::demo_row()?;
    let mut tx = db.begin().await?;
    palier_store::instance::create(&mut tx, &instance).await?;
    let start = instance.clock_start.unwrap_or(instance.created_at);
    crate::reference::put(&mut tx, start).await?;
    world::make(&mut tx, &instance).await?;
    counted::accounts(&mut tx, start).await?;
    tx.commit().await?;
    ensure_round(db, polls, 0, start).await?;
    ensure_counted(db, polls).await?;
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(millis, "the demonstration is made");
    Ok(instance)
}

/// The demonstration's roll: 12,480 dwellings, always the same.
///
/// # Errors
/// When a file of the demonstration cannot be read.
pub fn roll() -> Result<palier_domain::landlord::roll::Roll, Failure> {
    Ok(roll::make(&content::read()?))
}
