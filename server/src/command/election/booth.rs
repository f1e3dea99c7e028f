//! `palier election booth`.

use super::options::Booth;
use crate::assets;
use crate::cli::Failure;
use crate::hosted_booth::{Place, page};
use std::path::Path;

/// Writes the booth's files, to be served by another host.
pub(super) fn booth(options: &Booth) -> Result<(), Failure> {
    let place = Place::parse(&options.address).ok_or_else(|| {
        Failure::new(format!(
            "{} is no address of an election: https://HOST/LANDLORD/election/HANDLE",
            options.address
        ))
    })?;
    let (files, all) = assets::hosted_booth().ok_or_else(|| {
        Failure::new("this build carries no bundles: build it with `make build`, then run it again")
    })?;
    let (french, english) = (page(&place, files, false), page(&place, files, true));
    write(&options.out.join("index.html"), french.as_bytes())?;
    write(&options.out.join("en.html"), english.as_bytes())?;
    for (name, bytes) in all {
        write(&options.out.join("assets").join(name), bytes)?;
    }
    println!(
        "{}: serve it from the root of a host that the protocol declares",
        options.out.display()
    );
    Ok(())
}

/// Writes a public file, and its folder if need be.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}
