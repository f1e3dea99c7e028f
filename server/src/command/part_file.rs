//! A file that is there whole, or not at all.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// `FILE.part`, which becomes `FILE` at the end; dropped before that, it is removed.
pub struct PartFile {
    file: File,
    part: PathBuf,
    whole: PathBuf,
}

impl PartFile {
    /// Begins a file that only its owner may read.
    ///
    /// # Errors
    /// `AlreadyExists` when `FILE` or `FILE.part` is there.
    pub fn create(whole: &Path) -> io::Result<Self> {
        if whole.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let part = Self::part_of(whole);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&part)?;
        let whole = whole.to_owned();
        Ok(Self { file, part, whole })
    }

    /// The name while it is being written.
    pub fn part_of(whole: &Path) -> PathBuf {
        let mut name = whole.as_os_str().to_owned();
        name.push(".part");
        name.into()
    }

    /// What to write to.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Makes it last, under its name; nothing is overwritten.
    ///
    /// # Errors
    /// When the disk fails, or someone made a file of that name meanwhile.
    pub fn finish(self) -> io::Result<()> {
        self.file.sync_all()?;
        if self.whole.try_exists()? {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        std::fs::rename(&self.part, &self.whole)?;
        // The name is on the disk once its folder is.
        let folder = match self.whole.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        File::open(folder)?.sync_all()
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        // After `finish` there is none to remove.
        let _ = std::fs::remove_file(&self.part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let whole = folder.path().join("a.backup");
        let names = || std::fs::read_dir(folder.path()).unwrap().count();
        let part = PartFile::create(&whole).unwrap();
        part.file().write_all(b"half").unwrap();
        assert!(PartFile::create(&whole).is_err(), "one at a time");
        drop(part);
        assert_eq!(names(), 0);
        let part = PartFile::create(&whole).unwrap();
        part.file().write_all(b"whole").unwrap();
        part.finish().unwrap();
        assert_eq!(std::fs::read(&whole).unwrap(), b"whole");
        assert!(PartFile::create(&whole).is_err(), "never overwritten");
        assert_eq!(names(), 1);
    }
}
