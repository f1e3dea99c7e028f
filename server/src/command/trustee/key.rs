//! Key files and passphrases, as files.

use super::options::{NewKey, OwnKey};
use crate::cli::Failure;
use crate::command::by_hand::files::{secret, write_new};
use crate::command::read;
use palier_ballots::Error;
use palier_ballots::holder::{KeyFile, Made, Protection};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A passphrase, or none.
pub(super) struct Passphrase(Option<Zeroizing<String>>);

impl Passphrase {
    /// That of a new key file; the options hold exactly one of the two.
    pub fn of_new(options: &NewKey) -> Result<Self, Failure> {
        Self::read(options.passphrase_file.as_deref())
    }

    fn read(path: Option<&Path>) -> Result<Self, Failure> {
        path.map(secret).transpose().map(Self)
    }

    /// As the library takes it.
    pub fn protection(&self) -> Protection<'_> {
        match &self.0 {
            Some(passphrase) => Protection::Passphrase(passphrase),
            None => Protection::Unprotected,
        }
    }
}

/// Opens a holder's key file; its passphrase comes along, for a file that follows from it.
pub(super) fn open(options: &OwnKey) -> Result<(KeyFile, Passphrase), Failure> {
    let path = &options.key_file;
    let bytes = Zeroizing::new(read(path)?);
    let refused = |cause: &dyn std::fmt::Display| {
        let path = path.display();
        Failure::new(format!("{path}: {cause}"))
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| refused(&Error::KeyFile))?;
    let passphrase = Passphrase::read(options.passphrase_file.as_deref())?;
    match KeyFile::open(text, passphrase.protection()) {
        Ok(key) => Ok((key, passphrase)),
        Err(error @ Error::PassphraseMissing) => {
            Err(refused(&format!("{error}: give --passphrase-file FILE")))
        }
        Err(error) => Err(refused(&error)),
    }
}

/// Writes a new key file and what is sent, or neither when one of them is there.
pub(super) fn write(folder: &Path, key: &str, public: &str, made: &Made) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|e| Failure::new(format!("cannot make {}: {e}", folder.display())))?;
    let (key, public) = (folder.join(key), folder.join(public));
    free(&public)?;
    write_new(&key, made.key_file.as_bytes())?;
    write_new(&public, made.public.as_bytes())?;
    println!("{}: send this", public.display());
    println!("{}: keep this, and show it to nobody", key.display());
    Ok(())
}

/// Refuses a file that is there, before work is done for it.
pub(super) fn free(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        let path = path.display();
        return Err(Failure::new(format!(
            "{path} is there already: move it away first"
        )));
    }
    Ok(())
}

/// The texts of several files.
pub(super) fn texts(paths: &[PathBuf]) -> Result<Vec<String>, Failure> {
    paths
        .iter()
        .map(|path| crate::command::utf8(path))
        .collect()
}

/// What the library refuses, as a failure.
pub(super) fn failed(error: &Error) -> Failure {
    Failure::new(error.to_string())
}
