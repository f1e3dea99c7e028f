//! The log beside a file of lost letters: a line for each letter printed again, each with the hash of
//! all before it.

use crate::cli::Failure;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// One line.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    number: usize,
    at: String,
    act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<String>,
    before: String,
}

/// The log of a file.
#[must_use]
pub(super) fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".log");
    name.into()
}

/// Adds a line, on the disk before this returns; gives its number.
///
/// # Errors
/// When the log was changed by hand, or cannot be written.
pub(super) fn add(file: &Path, act: &str, line: Option<&str>) -> Result<usize, Failure> {
    let path = beside(file);
    let failed =
        |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", path.display()));
    let before = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(error)),
    };
    let number = checked(&before, &path)? + 1;
    let entry = Entry {
        number,
        at: chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        act: act.to_owned(),
        line: line.map(str::to_owned),
        before: sha256(&before),
    };
    let mut text = serde_json::to_string(&entry)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    text.push('\n');
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut opened = options.open(&path).map_err(failed)?;
    opened.write_all(text.as_bytes()).map_err(failed)?;
    opened.sync_all().map_err(failed)?;
    Ok(number)
}

/// How many lines there are, each with the hash of those before it.
fn checked(bytes: &[u8], path: &Path) -> Result<usize, Failure> {
    let (mut lines, mut start) = (0, 0);
    for end in (0..bytes.len()).filter(|at| bytes[*at] == b'\n') {
        lines += 1;
        let entry = serde_json::from_slice::<Entry>(&bytes[start..end]);
        let holds = entry
            .is_ok_and(|entry| entry.number == lines && entry.before == sha256(&bytes[..start]));
        if !holds {
            let path = path.display();
            return Err(Failure::new(format!(
                "{path}: line {lines} is not as it was written; keep the file for the record"
            )));
        }
        start = end + 1;
    }
    if start < bytes.len() {
        let path = path.display();
        return Err(Failure::new(format!("{path}: its last line is cut off")));
    }
    Ok(lines)
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_taken_out_or_changed_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.letters");
        assert_eq!(add(&file, "reprinted", Some("one")).unwrap(), 1);
        assert_eq!(add(&file, "reprinted", Some("two")).unwrap(), 2);
        let log = std::fs::read_to_string(beside(&file)).unwrap();
        let second = log.split_inclusive('\n').nth(1).unwrap();
        for changed in [
            second.to_owned(),
            log.replace("one", "uno"),
            log[..9].to_owned(),
        ] {
            std::fs::write(beside(&file), changed).unwrap();
            assert!(add(&file, "reprinted", Some("three")).is_err());
        }
    }
}
