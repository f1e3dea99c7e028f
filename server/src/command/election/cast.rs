//! `palier election cast`.

use super::options::Cast;
use super::spoil::is_spoiled;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::{in_group, refused};
use crate::command::read;
use palier_ballots::check::check_ballot;
use palier_ballots::conduct::append;
use palier_ballots::wire::{BallotText, EventType, parse};
use palier_ballots::{Election, Making};

/// Checks a ballot and adds it.
pub(super) fn cast(options: &Cast) -> Result<(), Failure> {
    // Read before the archive is locked: the standard input may take its time.
    let ballot = read(&options.ballot)?;
    let archive = ArchiveFile::change(&options.archive)?;
    in_group!(archive.group(), G => cast_in::<G>(options, archive, ballot.trim_ascii()))
}

fn cast_in<G: Making>(options: &Cast, archive: ArchiveFile, ballot: &[u8]) -> Result<(), Failure> {
    if !matches!(archive.stage(), Some(EventType::Setup | EventType::Ballot)) {
        let archive = options.archive.display();
        return Err(Failure::new(format!("{archive}: the vote has ended")));
    }
    let election = Election::<G>::read(archive.election_bytes())
        .map_err(|error| refused(options.archive.display(), &error))?;
    let name = options.ballot.display();
    let signer = signer::<G>(&archive, ballot)?;
    let checked = check_ballot(&election, ballot, |_| signer.as_ref())
        .map_err(|fault| Failure::new(format!("{name} is refused: {fault}")))?;
    let number = &checked.tracking_number;
    if is_spoiled(&options.archive, number)? {
        return Err(Failure::new(format!(
            "{name} is refused: it was opened for an audit, {number} is spoiled"
        )));
    }
    let added = append::checked_ballot(&mut archive.writer(), ballot, &checked);
    let added = added.map_err(|error| refused(name, &error))?;
    archive.append(&added)?;
    println!("tracking number {}", checked.tracking_number);
    Ok(())
}

/// The credential that a ballot names, if it is in the list; all else about it is checked later.
fn signer<G: Making>(archive: &ArchiveFile, ballot: &[u8]) -> Result<Option<G::Element>, Failure> {
    let Ok(BallotText { credential, .. }) = parse(ballot) else {
        return Ok(None);
    };
    let listed = archive.lists(&credential)?;
    Ok(G::decode(&credential).ok().filter(|_| listed))
}
