//! `palier credentials destroy`.

use super::log;
use super::options::Destroy;
use crate::cli::Failure;
use crate::command::by_hand::rng;
use rand_core::Rng as _;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

/// Overwrites and removes files.
pub(super) fn destroy(options: &Destroy) -> Result<(), Failure> {
    for path in &options.files {
        overwrite(path).map_err(|error| {
            let path = path.display();
            Failure::new(format!("cannot destroy {path}: {error}"))
        })?;
        if log::beside(path).exists() {
            log::add(path, "destroyed", None)?;
        }
        println!("{}: overwritten and removed", path.display());
    }
    println!("copies elsewhere and worn cells of a flash disk are not touched by this");
    Ok(())
}

fn overwrite(path: &Path) -> std::io::Result<()> {
    let found = std::fs::symlink_metadata(path)?;
    if !found.is_file() {
        return Err(std::io::Error::other("it is no ordinary file"));
    }
    let mut file = OpenOptions::new().write(true).open(path)?;
    let mut left = found.len();
    let mut noise = [0; 4096];
    while left > 0 {
        rng().fill_bytes(&mut noise);
        let part = usize::try_from(left).map_or(noise.len(), |left| left.min(noise.len()));
        file.write_all(&noise[..part])?;
        left -= u64::try_from(part).unwrap_or(left);
    }
    file.sync_all()?;
    drop(file);
    std::fs::remove_file(path)
}
