//! Which tally of which election was decrypted: one file for each election, never changed.

use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::command::part_file::PartFile;
use palier_ballots::ElectionId;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What a file says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Remembered {
    format: u64,
    uuid: String,
    tally: String,
}

/// The version of the files.
const FORMAT: u64 = 1;

/// The tally of an election that was decrypted before, if any.
///
/// # Errors
/// When the file cannot be read, or is not one of ours: then nothing may be decrypted.
pub(super) fn tally(folder: &Path, uuid: &str) -> Result<Option<String>, Failure> {
    let path = path(folder, uuid)?;
    let said = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(said(error.to_string())),
    };
    let remembered: Remembered = serde_json::from_slice(&bytes)
        .map_err(|_| said("not what this command wrote; nothing is decrypted".to_owned()))?;
    if remembered.format != FORMAT || remembered.uuid != uuid {
        return Err(said(
            "of another version or election; nothing is decrypted".to_owned(),
        ));
    }
    Ok(Some(remembered.tally))
}

/// Remembers a tally: on the disk, for good, when this returns.
///
/// # Errors
/// When the disk refuses, or another run has just remembered another tally.
pub(super) fn remember(folder: &Path, uuid: &str, name: &str) -> Result<(), Failure> {
    make(folder).map_err(|e| Failure::new(format!("cannot make {}: {e}", folder.display())))?;
    let path = path(folder, uuid)?;
    let text = Remembered {
        format: FORMAT,
        uuid: uuid.to_owned(),
        tally: name.to_owned(),
    };
    let text = serde_json::to_vec(&text).map_err(|e| Failure::new(e.to_string()))?;
    let Err(failure) = write_new(&path, &text) else {
        return Ok(());
    };
    let part = PartFile::part_of(&path);
    if part.exists() {
        return Err(Failure::new(format!(
            "{} is there: another decryption is under way, or was cut off; remove it once none runs",
            part.display()
        )));
    }
    match tally(folder, uuid)? {
        Some(before) if before == name => Ok(()),
        _ => Err(failure),
    }
}

/// Makes a folder that outlives a power cut: each new name is written in the folder above it.
fn make(folder: &Path) -> io::Result<()> {
    let new: Vec<&Path> = folder
        .ancestors()
        .take_while(|path| !path.exists())
        .collect();
    std::fs::create_dir_all(folder)?;
    for folder in new {
        let above = match folder.parent() {
            Some(above) if above != Path::new("") => above,
            _ => Path::new("."),
        };
        File::open(above)?.sync_all()?;
    }
    Ok(())
}

/// The file of an election; its identifier is letters and digits alone.
fn path(folder: &Path, uuid: &str) -> Result<PathBuf, Failure> {
    ElectionId::parse(uuid).map_err(|error| Failure::new(error.to_string()))?;
    Ok(folder.join(format!("{uuid}.tally.json")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UUID: &str = "EssaiDePaLier1";

    #[test]
    fn the_first_tally_stays() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("new/state");
        assert_eq!(tally(&folder, UUID).unwrap(), None);
        remember(&folder, UUID, "one").unwrap();
        remember(&folder, UUID, "one").unwrap();
        assert!(remember(&folder, UUID, "two").is_err());
        assert_eq!(tally(&folder, UUID).unwrap().as_deref(), Some("one"));
        assert_eq!(tally(&folder, "EssaiDePaLier2").unwrap(), None);
    }

    #[test]
    fn a_memory_that_cannot_be_read_stops_everything() {
        let folder = tempfile::tempdir().unwrap();
        remember(folder.path(), UUID, "one").unwrap();
        let path = path(folder.path(), UUID).unwrap();
        for text in [
            "",
            "{}",
            r#"{"format":2,"uuid":"EssaiDePaLier1","tally":"one"}"#,
        ] {
            std::fs::write(&path, text).unwrap();
            assert!(tally(folder.path(), UUID).is_err(), "{text}");
        }
        assert!(tally(folder.path(), "../../etc/passwd").is_err());
    }

    #[test]
    fn a_run_that_was_cut_off_is_told_and_nothing_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let part = PartFile::part_of(&path(folder.path(), UUID).unwrap());
        std::fs::write(part, "").unwrap();
        let refused = remember(folder.path(), UUID, "one").unwrap_err();
        assert!(refused.0.contains("cut off"), "{refused}");
    }
}
