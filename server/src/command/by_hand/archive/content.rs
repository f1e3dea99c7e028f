//! An archive read to its end, without its ballots.

use super::{broken, unreadable};
use crate::cli::Failure;
use palier_ballots::Refusal;
use palier_ballots::archive::{BLOCK, Board, Kind, Reader, Record, Step, Writer};
use palier_ballots::wire::{EventType, HeaderText, parse};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// How much is read at a time.
const PIECE: usize = 256 * 1024;

/// What was read so far.
pub(super) struct Content {
    reader: Reader,
    pub board: Board,
    pub writer: Writer,
    time: u64,
    /// All steps but ballots, of which there may be a hundred thousand.
    pub steps: Vec<Step>,
    /// How many events there are.
    events: u64,
    /// Where the last record ends, and where the last event does.
    pub ends: (u64, u64),
}

impl Content {
    /// Reads a file from its start up to a place; a part of a record may be left over.
    pub fn read(path: &Path, file: &File, end: u64) -> Result<Self, Failure> {
        let mut content = Self {
            reader: Reader::new(),
            board: Board::new(),
            writer: Writer::resume(0, None),
            time: 0,
            steps: Vec::new(),
            events: 0,
            ends: (0, 0),
        };
        for piece in pieces(file, end).map_err(|error| unreadable(path, &error))? {
            let piece = piece.map_err(|error| unreadable(path, &error))?;
            content.take(&piece).map_err(|r| broken(path, &r))?;
        }
        Ok(content)
    }

    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.reader.push(bytes);
        while let Some(record) = self.reader.next_record()? {
            if record.kind == Kind::Header {
                let header = parse::<HeaderText>(&record.body).ok();
                self.time = header.and_then(|h| h.timestamp.seconds()).unwrap_or(0);
            }
            let size = BLOCK + record.body.len().next_multiple_of(BLOCK);
            self.ends.0 += u64::try_from(size).unwrap_or(u64::MAX);
            let Some(step) = self.board.take(record)? else {
                continue;
            };
            self.ends.1 = self.ends.0;
            self.writer = Writer::resume(self.time, Some((step.hash.clone(), self.events)));
            self.events += 1;
            if step.event != EventType::Ballot {
                self.steps.push(step);
            }
        }
        Ok(())
    }

    /// Says whether the archive may end here.
    pub fn finish(&self) -> Result<(), Refusal> {
        self.reader.finish().and_then(|()| self.board.finish())
    }

    /// Whether there are records or a part of one behind the last event, and an event at all.
    pub fn interrupted(&self, file: &File) -> io::Result<bool> {
        Ok(self.events > 0 && self.ends.1 < file.metadata()?.len())
    }

    /// The records of the first step of a type.
    pub fn records(&self, event: EventType) -> &[Record] {
        let step = self.steps.iter().find(|step| step.event == event);
        step.map_or(&[], |step| &step.records)
    }
}

/// Where a file ends when whole blocks of zeros at its end do not count.
///
/// No record ends with one; a machine that lost its power in the middle of an addition leaves them.
pub(super) fn without_zeros(mut file: &File) -> io::Result<u64> {
    let block = u64::try_from(BLOCK).unwrap_or(u64::MAX);
    let mut end = file.metadata()?.len();
    let mut bytes = Vec::new();
    while end > 0 {
        let start = (end - 1) / block * block;
        file.seek(SeekFrom::Start(start))?;
        bytes.clear();
        file.take(end - start).read_to_end(&mut bytes)?;
        if bytes.iter().any(|byte| *byte != 0) {
            break;
        }
        end = start;
    }
    Ok(end)
}

/// The contents of a file from its start up to a place, piece by piece.
pub(super) fn pieces(
    mut file: &File,
    end: u64,
) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>>> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = file.take(end);
    let mut failed = false;
    Ok(std::iter::from_fn(move || {
        if failed {
            return None;
        }
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return None,
                Ok(read) => {
                    piece.truncate(read);
                    return Some(Ok(piece));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    failed = true;
                    return Some(Err(error));
                }
            }
        }
    }))
}
