//! What is different between two copies, in words.

use crate::cli::Failure;
use crate::command::election::pieces::Pieces;
use palier_ballots::archive::{Board, Reader, Step};
use palier_ballots::wire::EventType;
use palier_ballots::{HashLayer as _, Version1};
use std::collections::HashSet;
use std::path::Path;

/// How many tracking numbers are named.
const NAMED: usize = 20;

/// Says which ballots of the earlier copy are gone, if the earlier copy is still there.
pub(super) fn told(earlier: &Path, later: &Path) -> Result<Vec<String>, Failure> {
    if !earlier.exists() {
        return Ok(Vec::new());
    }
    let (earlier, later) = (ballots(earlier)?, ballots(later)?);
    let left: HashSet<&String> = later.iter().collect();
    let gone: Vec<&String> = earlier
        .iter()
        .filter(|ballot| !left.contains(ballot))
        .collect();
    if gone.is_empty() {
        let same = later.starts_with(&earlier);
        let order = "the ballots of the last copy are all there, in another order";
        return Ok(if same {
            Vec::new()
        } else {
            vec![order.to_owned()]
        });
    }
    let count = gone.len();
    let mut lines = vec![format!("{count} of {} ballots are gone", earlier.len())];
    let named = gone.iter().take(NAMED);
    lines.extend(named.map(|number| format!("gone: the ballot with tracking number {number}")));
    if count > NAMED {
        lines.push(format!("and {} more", count - NAMED));
    }
    Ok(lines)
}

/// Whether a copy ends in the middle of an addition, and nothing else is wrong with its chain.
///
/// Whoever fetches a file while it grows may see that.
pub(super) fn torn(path: &Path) -> Result<bool, Failure> {
    let (mut reader, mut board) = (Reader::new(), Board::new());
    let whole = follow(path, &mut reader, &mut board, |_| {})?;
    let ended = reader.finish().and_then(|()| board.finish());
    Ok(whole && board.stage().is_some() && ended.is_err())
}

/// The tracking numbers of the ballots of a copy, in its order, as far as its chain is right.
fn ballots(path: &Path) -> Result<Vec<String>, Failure> {
    let mut numbers = Vec::new();
    follow(path, &mut Reader::new(), &mut Board::new(), |step| {
        if step.event == EventType::Ballot {
            let records = step.records.iter();
            numbers.extend(records.map(|record| Version1::fingerprint(&record.body)));
        }
    })?;
    Ok(numbers)
}

/// Goes through the events of a copy as far as its chain is right; says whether all of it is.
fn follow(
    path: &Path,
    reader: &mut Reader,
    board: &mut Board,
    mut each: impl FnMut(&Step),
) -> Result<bool, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut pieces = Pieces::open(path).map_err(unreadable)?;
    for piece in pieces.by_ref() {
        reader.push(&piece);
        loop {
            match reader.next_record() {
                Ok(None) => break,
                Ok(Some(record)) => match board.take(record) {
                    Ok(step) => step.iter().for_each(&mut each),
                    Err(_) => return Ok(false),
                },
                Err(_) => return Ok(false),
            }
        }
    }
    pieces
        .failure()
        .map_or(Ok(true), |error| Err(unreadable(error)))
}
