//! What a landlord needs around its charter: backup and restore.

use super::process::{Place, Server, weighed};
use std::error::Error;

/// A backup of the demonstration while it serves, and its restoration into an empty database.
pub fn backup(place: &Place, server: &Server) -> Result<(), Box<dyn Error>> {
    let file = place.file("bench.backup");
    let name = file
        .to_str()
        .ok_or("a temporary folder with a strange name")?;
    let (seconds, peak) = weighed(place.command("pages", &["backup", name]))?;
    let bytes = std::fs::metadata(&file)?.len() / 1024 / 1024;
    println!(
        "{}: backup while serving {seconds:.2} s, peak {peak} MiB, file {bytes} MiB; server {} MiB",
        place.name,
        server.memory()?
    );
    let (seconds, peak) = weighed(place.command("restore", &["restore", name]))?;
    println!("{}: restore {seconds:.2} s, peak {peak} MiB", place.name);
    Ok(())
}
