//! `palier election close`.

use super::options::Archive;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::refused;
use palier_ballots::conduct::append;
use palier_ballots::wire::EventType;

/// Ends the vote.
pub(super) fn close(options: &Archive) -> Result<(), Failure> {
    let archive = ArchiveFile::change(&options.archive)?;
    let name = options.archive.display();
    if !matches!(archive.stage(), Some(EventType::Setup | EventType::Ballot)) {
        return Err(Failure::new(format!("{name}: the vote has ended already")));
    }
    let added = append::end_of_ballots(&mut archive.writer());
    archive.append(&added.map_err(|error| refused(&name, &error))?)?;
    println!("{name}: the vote has ended");
    Ok(())
}
