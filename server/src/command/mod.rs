//! The commands other than `serve`.

pub mod account;
pub mod agenda;
pub mod association;
pub mod backup;
pub mod ballot;
pub mod ballot_box;
pub(crate) mod by_hand;
pub mod codes;
pub mod credentials;
pub mod election;
pub mod journal;
pub mod landlord;
pub mod national_bodies;
mod part_file;
pub mod restore;
pub mod roll;
pub mod routes;
mod slug;
pub mod territory;
pub mod text;
pub mod trustee;

use crate::cli::Failure;
use crate::config::Config;
use crate::instance::{self, Open};
use chrono::NaiveDate;
use chrono_tz::Europe::Paris;
use chrono_tz::Tz;
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

/// The landlords with these slugs.
async fn find_all(open: &Open, slugs: &[String]) -> Result<Vec<Landlord>, Failure> {
    let mut found = Vec::with_capacity(slugs.len());
    for slug in slugs {
        found.push(find(open, slug).await?);
    }
    Ok(found)
}

/// The zone of a landlord's civil dates; one that is not known is read as Paris.
fn zone(landlord: &Landlord) -> Tz {
    landlord.zone.parse().unwrap_or(Paris)
}

/// Today in a landlord's zone, by the instance's clock.
fn today(open: &Open, landlord: &Landlord) -> NaiveDate {
    open.clock.now().with_timezone(&zone(landlord)).date_naive()
}

/// Today for what belongs to no landlord: in Paris.
fn today_in_paris(open: &Open) -> NaiveDate {
    open.clock.now().with_timezone(&Paris).date_naive()
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

/// The text of a file.
fn utf8(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failure::new(format!("{} is not UTF-8: save it so", path.display())))
}
