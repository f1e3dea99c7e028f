//! The commands other than `serve`.

pub mod account;
pub mod codes;
pub mod journal;
pub mod landlord;
pub mod roll;
pub mod routes;
pub mod text;

use crate::cli::Failure;
use crate::config::Config;
use crate::instance::{self, Open};
use chrono::NaiveDate;
use palier_app::site::dates;
use palier_store::landlord::{self as landlords, Landlord};
use std::io::Read as _;
use std::path::Path;

/// Brings the tables to this version.
///
/// # Errors
/// When the database cannot be opened.
pub async fn migrate(config: &Config) -> Result<(), Failure> {
    instance::connect(config).await?.close().await;
    println!("the tables are those of this version");
    Ok(())
}

/// The landlord with that slug.
async fn find(open: &Open, slug: &str) -> Result<Landlord, Failure> {
    landlords::by_slug(&open.db, slug).await?.ok_or_else(|| {
        Failure::new(format!(
            "no landlord \"{slug}\": add it with `palier landlord add --slug {slug} ...`"
        ))
    })
}

/// Today in a landlord's zone, by the instance's clock.
fn today(open: &Open, landlord: &Landlord) -> NaiveDate {
    dates::local(open.clock.now(), &landlord.zone).date_naive()
}

/// The bytes of a file; `-` is the standard input.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let done = if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    done.map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    Ok(bytes)
}
