//! An archive as a file: what stands in it, and how it grows.

mod content;

use super::files;
use crate::cli::Failure;
use content::{Content, pieces, without_zeros};
use palier_ballots::archive::{Board, Reader, Record, Step, Writer};
use palier_ballots::verify::{Options, Report, Verdict, Verifier};
use palier_ballots::wire::{ElectionText, EventType, TrusteeText, parse};
use palier_ballots::{Error, Refusal};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// An archive that was read to its end: its chain is right, and nothing else was checked.
///
/// It stays locked until it is dropped: against all others when it was opened to grow, and against
/// those who would write when it was opened to be read.
pub struct ArchiveFile {
    path: PathBuf,
    file: File,
    content: Content,
    election: ElectionText,
}

impl ArchiveFile {
    /// Opens an archive to read it.
    ///
    /// # Errors
    /// When it cannot be read, or its chain is not right.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        // A disk that knows no locks is read all the same.
        let _ = file.lock_shared();
        let content = Content::read(path, &file, u64::MAX)?;
        Self::whole(path, file, content)
    }

    /// Opens an archive to add to it, once nobody else does.
    ///
    /// What an append that was killed left at its end is moved to a file beside it: nobody was ever
    /// told that it stands in the archive.
    ///
    /// # Errors
    /// When it cannot be read, written or locked, or its chain is not right.
    pub fn change(path: &Path) -> Result<Self, Failure> {
        let mut options = File::options();
        let file = options.read(true).write(true).open(path);
        let file = file.map_err(|error| unreadable(path, &error))?;
        file.lock()
            .map_err(|error| Failure::new(format!("cannot lock {}: {error}", path.display())))?;
        let end = without_zeros(&file).map_err(|error| unreadable(path, &error))?;
        let mut content = Content::read(path, &file, end)?;
        if content
            .interrupted(&file)
            .map_err(|e| unreadable(path, &e))?
        {
            set_aside(path, &file, content.ends.1)?;
            content = Content::read(path, &file, u64::MAX)?;
        }
        Self::whole(path, file, content)
    }

    fn whole(path: &Path, file: File, content: Content) -> Result<Self, Failure> {
        content.finish().map_err(|r| broken(path, &r))?;
        let setup = content.records(EventType::Setup);
        let election = setup.first().map(|record| parse(&record.body));
        let election = election
            .unwrap_or(Err(Error::Missing))
            .map_err(|error| Failure::new(format!("{}: election: {error}", path.display())))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            content,
            election,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The last event.
    pub fn stage(&self) -> Option<EventType> {
        self.content.board.stage()
    }

    /// The election as its record spells it.
    pub fn election(&self) -> &ElectionText {
        &self.election
    }

    /// The name of the election's group.
    pub fn group(&self) -> &str {
        &self.election.group
    }

    /// The bytes of the election's record, of which its fingerprint is taken.
    pub fn election_bytes(&self) -> &[u8] {
        self.setup(0)
    }

    /// The trustees.
    ///
    /// # Errors
    /// When the record is not one of trustees.
    pub fn trustees(&self) -> Result<Vec<TrusteeText>, Failure> {
        parse(self.setup(1)).map_err(|error| self.failure("trustees", &error))
    }

    /// The entries of the public list of credentials: `CRED` or `CRED,WEIGHT`.
    ///
    /// # Errors
    /// When the record is not such a list.
    pub fn credentials(&self) -> Result<Vec<String>, Failure> {
        parse(self.setup(2)).map_err(|error| self.failure("credentials", &error))
    }

    /// Whether a public credential is in the list.
    ///
    /// # Errors
    /// When the record is not such a list.
    pub fn lists(&self, credential: &str) -> Result<bool, Failure> {
        let entries = self.credentials()?;
        let mut names = entries.iter().filter_map(|entry| entry.split(',').next());
        Ok(names.any(|name| name == credential))
    }

    /// The steps of a type other than [`EventType::Ballot`], in their order.
    pub fn steps(&self, event: EventType) -> impl Iterator<Item = &Step> {
        self.content
            .steps
            .iter()
            .filter(move |step| step.event == event)
    }

    /// Goes through the ballots, in their order.
    ///
    /// # Errors
    /// When the file cannot be read, and what `each` refuses.
    pub fn ballots(
        &self,
        mut each: impl FnMut(&Record) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let (mut reader, mut board) = (Reader::new(), Board::new());
        for piece in self.pieces()? {
            reader.push(&piece.map_err(|error| unreadable(&self.path, &error))?);
            while let Some(record) = reader.next_record().map_err(|r| self.broken(&r))? {
                let step = board.take(record).map_err(|r| self.broken(&r))?;
                let ballot = step.filter(|step| step.event == EventType::Ballot);
                ballot
                    .iter()
                    .flat_map(|step| &step.records)
                    .try_for_each(&mut each)?;
            }
        }
        Ok(())
    }

    /// Verifies the archive as it will be once these bytes are added; nothing may be wrong.
    ///
    /// # Errors
    /// What the verification refuses.
    pub fn verify(&self, added: &[u8]) -> Result<Report, Failure> {
        let mut verifier = Verifier::new(Options::default());
        for piece in self.pieces()? {
            let piece = piece.map_err(|error| unreadable(&self.path, &error))?;
            if !verifier.push(&piece) {
                break;
            }
        }
        verifier.push(added);
        let report = verifier.finish();
        match &report.refusal {
            None if report.verdict == Verdict::Valid => Ok(report),
            Some(refusal) => Err(self.broken(refusal)),
            None => Err(Failure::new(format!("{} is refused", self.path.display()))),
        }
    }

    /// What makes the next records.
    pub fn writer(&self) -> Writer {
        self.content.writer.clone()
    }

    /// Adds bytes to an archive that was opened by [`ArchiveFile::change`]; they are on the disk
    /// when this returns. When the disk refuses, the file is put back as it was.
    ///
    /// # Errors
    /// When the bytes do not continue the chain, or the disk refuses.
    pub fn append(mut self, added: &[u8]) -> Result<(), Failure> {
        let length = self.content.ends.1;
        self.content.take(added).map_err(|r| self.broken(&r))?;
        self.content.finish().map_err(|r| self.broken(&r))?;
        let Err(error) = self.write(length, added) else {
            return Ok(());
        };
        let put_back = self
            .file
            .set_len(length)
            .and_then(|()| self.file.sync_all());
        let path = self.path.display();
        Err(Failure::new(match put_back {
            Ok(()) => format!("cannot write {path}: {error}; it is as it was before"),
            Err(second) => format!(
                "cannot write {path}: {error}; nor put it back: {second}. \
                 Run the command again: it will leave out what lies behind byte {length}"
            ),
        }))
    }

    fn write(&self, at: u64, added: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(added)?;
        file.sync_all()
    }

    /// The contents of the file from its start, piece by piece.
    fn pieces(&self) -> Result<impl Iterator<Item = io::Result<Vec<u8>>>, Failure> {
        pieces(&self.file, u64::MAX).map_err(|error| unreadable(&self.path, &error))
    }

    fn setup(&self, at: usize) -> &[u8] {
        let records = self.content.records(EventType::Setup);
        records.get(at).map_or(&[], |record| &record.body)
    }

    fn broken(&self, refusal: &Refusal) -> Failure {
        broken(&self.path, refusal)
    }

    fn failure(&self, record: &str, error: &Error) -> Failure {
        Failure::new(format!("{}: {record}: {error}", self.path.display()))
    }
}

/// Moves what lies behind the last event to a file of its own.
fn set_aside(path: &Path, mut file: &File, end: u64) -> Result<(), Failure> {
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(end))
        .and_then(|_| file.read_to_end(&mut tail))
        .map_err(|error| unreadable(path, &error))?;
    let aside = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".interrupted-{end}-{n}"));
        PathBuf::from(name)
    };
    // What was interrupted may be tried again, and interrupted again at the same place.
    let aside = (1..u32::MAX).map(aside).find(|aside| !aside.exists());
    let aside = aside.ok_or_else(|| Failure::new("too many interrupted additions: move them"))?;
    files::write_new(&aside, &tail)?;
    file.set_len(end)
        .and_then(|()| file.sync_all())
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
    eprintln!(
        "palier: {} ended in an addition that was interrupted; its {} bytes are now in {}",
        path.display(),
        tail.len(),
        aside.display()
    );
    Ok(())
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

fn broken(path: &Path, refusal: &Refusal) -> Failure {
    Failure::new(format!("{}: {refusal}", path.display()))
}
