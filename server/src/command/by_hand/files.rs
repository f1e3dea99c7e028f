//! Files read and written by hand: secrets from a file or the standard input, nothing overwritten.

use crate::cli::Failure;
use crate::command::part_file::PartFile;
use crate::command::read;
use std::io::Write as _;
use std::path::Path;
use zeroize::Zeroizing;

/// The one line of a secret; `-` is the standard input.
///
/// The mark that some editors put at the start of a file is no part of it: whoever types the same
/// passphrase elsewhere does not type it.
///
/// # Errors
/// When it cannot be read, is not UTF-8, or is empty.
pub fn secret(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(read(path)?);
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::new(format!("{} is not text", path.display())))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(Failure::new(format!("{} is empty", path.display())));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// Writes several files into a folder, which is made if need be; they are there together or, unless
/// the disk fails at the very end, not at all.
///
/// # Errors
/// When a file of one of the names is there, or the disk refuses.
pub fn write_together(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", folder.display())))?;
    let mut parts = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        let path = folder.join(name);
        let part = PartFile::create(&path).map_err(|error| refused(&path, &error))?;
        part.file()
            .write_all(bytes)
            .map_err(|error| refused(&path, &error))?;
        parts.push((path, part));
    }
    for (path, part) in parts {
        part.finish().map_err(|error| refused(&path, &error))?;
    }
    Ok(())
}

/// Writes a file that only its owner may read; it is there whole or not at all, and an older one
/// of that name is left alone.
///
/// # Errors
/// When a file of that name is there, or the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let refused = |error| refused(path, &error);
    let part = PartFile::create(path).map_err(refused)?;
    part.file().write_all(bytes).map_err(refused)?;
    part.finish().map_err(refused)
}

fn refused(path: &Path, error: &std::io::Error) -> Failure {
    let part = PartFile::part_of(path);
    let path = path.display();
    if error.kind() == std::io::ErrorKind::AlreadyExists {
        if part.exists() {
            return Failure::new(format!(
                "{} is there: another command writes it, or was cut off; remove it once none runs",
                part.display()
            ));
        }
        return Failure::new(format!("{path} is there already: move it away first"));
    }
    Failure::new(format!("cannot write {path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_what_would_be_typed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("phrase.txt");
        for text in ["quatre mots", "quatre mots\r\n", "\u{feff} quatre mots\n"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(*secret(&path).unwrap(), "quatre mots", "{text:?}");
        }
        std::fs::write(&path, "\u{feff}\n").unwrap();
        assert!(secret(&path).unwrap_err().0.contains("is empty"));
    }

    #[test]
    fn what_was_cut_off_is_told_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.key");
        std::fs::write(PartFile::part_of(&path), "half").unwrap();
        let said = write_new(&path, b"whole").unwrap_err().0;
        assert!(said.contains("secret.key.part is there: "), "{said}");
        std::fs::remove_file(PartFile::part_of(&path)).unwrap();
        write_new(&path, b"whole").unwrap();
        let said = write_new(&path, b"again").unwrap_err().0;
        assert!(said.contains("secret.key is there already"), "{said}");
    }
}
