//! The folder of copies: `NUMBER-TIME-HASH.bel`, and `.head.json` with the hashes of its events.

use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use chrono::Utc;
use palier_ballots::archive::Head;
use palier_ballots::wire::print;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A folder that no other run writes to meanwhile.
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
}

/// The last copy that was right.
pub(super) struct Last {
    /// What it commits to.
    pub head: Head,
    /// The copy itself, unless it was deleted.
    pub archive: PathBuf,
}

/// A copy that is being fetched; dropped, it is removed.
pub(super) struct Incoming {
    path: PathBuf,
    file: File,
}

/// The hashes of a copy's events, as their file spells them.
#[derive(Serialize, Deserialize)]
struct HeadText {
    format: u64,
    header: Option<String>,
    events: Vec<String>,
}

impl Folder {
    /// Opens the folder, made if need be.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let failed =
            |error: std::io::Error| Failure::new(format!("cannot use {}: {error}", path.display()));
        std::fs::create_dir_all(path).map_err(failed)?;
        let lock = File::create(path.join(".lock")).map_err(failed)?;
        lock.lock().map_err(failed)?;
        Ok(Self {
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// The last copy, by its number.
    pub fn last(&self) -> Result<Option<Last>, Failure> {
        let Some((_, name)) = self.heads()?.into_iter().max() else {
            return Ok(None);
        };
        let path = self.path.join(format!("{name}.head.json"));
        let unreadable = |error: &dyn std::fmt::Display| {
            Failure::new(format!("cannot read {}: {error}", path.display()))
        };
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&error))?;
        let text: HeadText = serde_json::from_slice(&bytes).map_err(|error| unreadable(&error))?;
        if text.format != 1 {
            return Err(unreadable(&"another version wrote it"));
        }
        let head = Head {
            header: text.header,
            events: text.events,
        };
        let archive = self.path.join(format!("{name}.bel"));
        Ok(Some(Last { head, archive }))
    }

    /// A file to fetch into.
    pub fn incoming(&self) -> Result<Incoming, Failure> {
        let path = self.path.join("incoming.part");
        let file = File::create(&path)
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
        Ok(Incoming { path, file })
    }

    /// Keeps a copy that is right, and its head.
    pub fn keep(&self, fetched: &Incoming, head: &Head) -> Result<PathBuf, Failure> {
        let number = self
            .heads()?
            .into_iter()
            .max()
            .map_or(0, |(number, _)| number)
            + 1;
        let hash = head.events.last().map_or("", |hash| &hash[..16]);
        let name = format!("{number:06}-{}-{hash}", stamp());
        let archive = self.path.join(format!("{name}.bel"));
        fetched.rename(&archive)?;
        let text = HeadText {
            format: 1,
            header: head.header.clone(),
            events: head.events.clone(),
        };
        // Last: the copy counts once its head is there.
        write_new(&self.path.join(format!("{name}.head.json")), &print(&text))?;
        Ok(archive)
    }

    /// Keeps a copy that is wrong, as evidence.
    pub fn keep_refused(&self, fetched: &Incoming) -> Result<PathBuf, Failure> {
        let stamp = stamp();
        let names = (1..).map(|n| self.path.join(format!("refused-{stamp}-{n}.bel")));
        let path = names
            .into_iter()
            .find(|path| !path.exists())
            .unwrap_or_else(|| self.path.join("refused.bel"));
        fetched.rename(&path)?;
        Ok(path)
    }

    /// The numbers and names of the copies that were right.
    fn heads(&self) -> Result<Vec<(u64, String)>, Failure> {
        let failed = |error: std::io::Error| {
            Failure::new(format!("cannot read {}: {error}", self.path.display()))
        };
        let mut heads = Vec::new();
        for entry in std::fs::read_dir(&self.path).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let name = name
                .to_str()
                .and_then(|name| name.strip_suffix(".head.json"));
            let number = name.and_then(|name| name.split('-').next()?.parse().ok());
            heads.extend(number.zip(name.map(str::to_owned)));
        }
        Ok(heads)
    }
}

impl Incoming {
    /// What to write to.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn rename(&self, to: &Path) -> Result<(), Failure> {
        std::fs::rename(&self.path, to)
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", to.display())))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Once it was kept, there is none to remove.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// The time in a name.
fn stamp() -> String {
    Utc::now().format("%Y%m%dT%H%M%SZ").to_string()
}
