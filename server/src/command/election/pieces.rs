//! Archives as files, read piece by piece.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// How much is read at a time.
const PIECE: usize = 256 * 1024;

/// An archive that was opened.
#[derive(Debug)]
pub(in crate::command) struct Pieces {
    file: File,
    failure: Option<io::Error>,
}

impl Pieces {
    /// Opens an archive, or the one archive of a folder.
    pub fn open(path: &Path) -> io::Result<Self> {
        let path = if path.is_dir() {
            only_archive(path)?
        } else {
            path.to_owned()
        };
        let file = File::open(path)?;
        // Nothing is added meanwhile; a disk that knows no locks is read all the same.
        let _ = file.lock_shared();
        Ok(Self {
            file,
            failure: None,
        })
    }

    /// What ended the pieces before the end of the file, if anything did.
    pub fn failure(self) -> Option<io::Error> {
        self.failure
    }
}

impl Iterator for Pieces {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut piece = vec![0; PIECE];
        loop {
            match self.file.read(&mut piece) {
                Ok(0) => return None,
                Ok(read) => {
                    piece.truncate(read);
                    return Some(piece);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error);
                    return None;
                }
            }
        }
    }
}

fn only_archive(folder: &Path) -> io::Result<PathBuf> {
    let mut archives = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "bel") {
            archives.push(path);
        }
    }
    match archives.len() {
        1 => Ok(archives.remove(0)),
        count => Err(io::Error::other(format!(
            "the folder holds {count} files ending in .bel: name one"
        ))),
    }
}
