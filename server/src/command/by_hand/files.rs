//! Files read and written by hand: secrets from a file or the standard input, nothing overwritten.

use crate::cli::Failure;
use crate::command::part_file::PartFile;
use crate::command::read;
use std::io::Write as _;
use std::path::Path;
use zeroize::Zeroizing;

/// The one line of a secret; `-` is the standard input.
///
/// # Errors
/// When it cannot be read, is not UTF-8, or is empty.
pub fn secret(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = Zeroizing::new(read(path)?);
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Failure::new(format!("{} is not text", path.display())))?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Failure::new(format!("{} is empty", path.display())));
    }
    Ok(Zeroizing::new(text.to_owned()))
}

/// Writes a file that only its owner may read; it is there whole or not at all, and an older one
/// of that name is left alone.
///
/// # Errors
/// When a file of that name is there, or the disk refuses.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let refused = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            let path = path.display();
            return Failure::new(format!("{path} is there already: move it away first"));
        }
        Failure::new(format!("cannot write {}: {error}", path.display()))
    };
    let part = PartFile::create(path).map_err(refused)?;
    part.file().write_all(bytes).map_err(refused)?;
    part.finish().map_err(refused)
}
