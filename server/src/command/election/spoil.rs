//! `palier election spoil`, and what `cast` asks of it.
//!
//! An opening shows the signature that a tracking number is taken of, so whoever sees it could put
//! the ballot together again. Spoiled numbers stand beside the archive, which has no place for them.

use super::options::Spoil;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use palier_ballots::wire::EventType;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Registers a tracking number whose ballot is never to be cast.
pub(super) fn spoil(options: &Spoil) -> Result<(), Failure> {
    // Held to the end: no ballot is cast meanwhile.
    let archive = ArchiveFile::change(&options.archive)?;
    let (name, number) = (options.archive.display(), &options.tracking_number);
    if !matches!(archive.stage(), Some(EventType::Setup | EventType::Ballot)) {
        return Err(Failure::new(format!("{name}: the vote has ended")));
    }
    let record = record_of(number)?;
    let mut cast = false;
    archive.ballots(|ballot| {
        cast |= ballot.hash == record;
        Ok(())
    })?;
    if cast {
        return Err(Failure::new(format!(
            "{number} is in {name} already: what was cast is not opened"
        )));
    }
    if !is_spoiled(&options.archive, number)? {
        note(&options.archive, number)?;
    }
    println!("spoiled {number}");
    Ok(())
}

/// Whether a tracking number was registered as spoiled.
pub(super) fn is_spoiled(archive: &Path, number: &str) -> Result<bool, Failure> {
    let path = beside(archive);
    match std::fs::read_to_string(&path) {
        Ok(lines) => Ok(lines.lines().any(|line| line == number)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unusable(&path, &error)),
    }
}

/// Adds a line that is on the disk before anything is said.
fn note(archive: &Path, number: &str) -> Result<(), Failure> {
    let path = beside(archive);
    let written = || -> io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
        // The line feed before it ends a line that was cut off.
        file.write_all(format!("\n{number}\n").as_bytes())?;
        file.sync_all()?;
        match path.parent() {
            Some(folder) if folder != Path::new("") => File::open(folder)?.sync_all(),
            _ => File::open(".")?.sync_all(),
        }
    };
    written().map_err(|error| unusable(&path, &error))
}

/// `A.bel.spoiled`.
fn beside(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(".spoiled");
    name.into()
}

/// The name of the record of a tracking number: the same hash in hexadecimal.
fn record_of(number: &str) -> Result<String, Failure> {
    let hash = STANDARD_NO_PAD.decode(number).unwrap_or_default();
    if hash.len() != 32 {
        return Err(Failure::new(format!(
            "{number} is no tracking number: it has 43 characters, as `palier ballot make` prints it"
        )));
    }
    Ok(hash.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn unusable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
