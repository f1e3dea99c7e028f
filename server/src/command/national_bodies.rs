//! `palier national-bodies`: what associations may belong to.

use crate::cli::Failure;
use crate::config::Config;
use crate::instance;
use palier_app::site::csv::cell;
use palier_store::national_body::{self, NationalBody};
use std::io::Write as _;

/// Prints them as CSV, each with its source and the day for which it is true.
///
/// # Errors
/// When the database cannot be opened.
pub async fn print(config: &Config) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let bodies = national_body::list(&open.db).await?;
    write(&bodies).map_err(|e| Failure::new(format!("cannot write: {e}")))
}

fn write(bodies: &[NationalBody]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "code;name;sits_at;source;as_of")?;
    for body in bodies {
        let texts = [&body.code, &body.name, &body.sits_at, &body.source];
        let cells: Vec<_> = texts.map(|text| cell(text)).into();
        writeln!(out, "{};{}", cells.join(";"), body.as_of)?;
    }
    out.flush()
}
