//! What is different between two copies, in words.

use crate::cli::Failure;
use crate::command::election::pieces::Pieces;
use palier_ballots::archive::{Board, Reader};
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

/// The tracking numbers of the ballots of a copy, in its order, as far as its chain is right.
fn ballots(path: &Path) -> Result<Vec<String>, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let (mut reader, mut board, mut numbers) = (Reader::new(), Board::new(), Vec::new());
    let mut pieces = Pieces::open(path).map_err(unreadable)?;
    'archive: for piece in pieces.by_ref() {
        reader.push(&piece);
        loop {
            let Ok(record) = reader.next_record() else {
                break 'archive;
            };
            let Some(record) = record else {
                break;
            };
            let Ok(step) = board.take(record) else {
                break 'archive;
            };
            let ballot = step.filter(|step| step.event == EventType::Ballot);
            numbers.extend(
                ballot
                    .iter()
                    .flat_map(|s| &s.records)
                    .map(|r| Version1::fingerprint(&r.body)),
            );
        }
    }
    pieces
        .failure()
        .map_or(Ok(numbers), |error| Err(unreadable(error)))
}
