//! `palier agenda import`: dates and decisions, all of them or nothing.

use super::{find, utf8, zone};
use crate::agenda;
use crate::cli::{AgendaImport, Failure};
use crate::config::Config;
use crate::instance;
use palier_store::agenda as store;

/// Imports an agenda; what is there already on the same day under the same title is not added.
///
/// # Errors
/// When an entry is wrong: nothing is changed then.
pub async fn import(config: &Config, options: &AgendaImport) -> Result<(), Failure> {
    let source = utf8(&options.file)?;
    let open = instance::open(config).await?;
    let landlord = find(&open, &options.landlord).await?;
    let zone = zone(&landlord);
    let agenda = agenda::read(&source, zone).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::new(format!("nothing was imported:\n{}", lines.join("\n")))
    })?;
    let now = open.clock.now();
    let mut tx = open.db.begin().await?;
    let day_of = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
    let done = store::import(&mut tx, landlord.id, agenda, day_of, now).await?;
    tx.commit().await?;
    println!("{} added, {} there already", done.added, done.known);
    for (day, title) in &done.differing {
        println!("{day}, {title}: there with another content, which was left as it is");
    }
    Ok(())
}
