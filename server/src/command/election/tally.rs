//! `palier election tally`.

use super::options::Archive;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::{in_group, refused};
use palier_ballots::check::{CheckedBallot, Ciphertext};
use palier_ballots::conduct::{Tally, append};
use palier_ballots::wire::{BallotText, EventType, parse};
use palier_ballots::{Election, Error, Making};
use std::collections::HashMap;

/// Adds the ballots up.
pub(super) fn tally(options: &Archive) -> Result<(), Failure> {
    let archive = ArchiveFile::change(&options.archive)?;
    in_group!(archive.group(), G => tally_in::<G>(options, archive))
}

fn tally_in<G: Making>(options: &Archive, archive: ArchiveFile) -> Result<(), Failure> {
    let name = options.archive.display();
    match archive.stage() {
        Some(EventType::EndBallots) => {}
        Some(EventType::Setup | EventType::Ballot) => {
            return Err(Failure::new(format!(
                "{name}: the vote goes on; end it with `palier election close {name}`"
            )));
        }
        _ => return Err(Failure::new(format!("{name}: has its tally already"))),
    }
    let election = Election::<G>::read(archive.election_bytes());
    let election = election.map_err(|error| refused(&name, &error))?;
    let weights = weights(&archive)?;
    let mut tally = Tally::<G>::new(election.questions());
    archive.ballots(|record| {
        let named = |error| refused(format!("{name}: ballot {}", record.hash), &error);
        let ballot = read_ballot::<G>(&record.body).map_err(named)?;
        let weight = weights.get(&ballot.credential).copied();
        tally.add(ballot, weight.ok_or_else(|| named(Error::Missing))?);
        Ok(())
    })?;
    let added = append::encrypted_tally(&mut archive.writer(), &tally.records());
    let added = added.map_err(|error| refused(&name, &error))?;
    // Each proof of each ballot, and the sum once more.
    archive.verify(&added)?;
    archive.append(&added)?;
    println!(
        "{name}: {} ballots of weight {} added up, every proof checked",
        tally.voters(),
        tally.weight()
    );
    Ok(())
}

/// How often each listed credential counts.
fn weights(archive: &ArchiveFile) -> Result<HashMap<String, u64>, Failure> {
    let weight = |entry: String| match entry.split_once(',') {
        Some((credential, weight)) => Some((credential.to_owned(), weight.parse().ok()?)),
        None => Some((entry, 1)),
    };
    Ok(archive
        .credentials()?
        .into_iter()
        .filter_map(weight)
        .collect())
}

/// What a ballot adds to the sum; its proofs are checked with the whole archive.
fn read_ballot<G: Making>(bytes: &[u8]) -> Result<CheckedBallot<G>, Error> {
    let text: BallotText = parse(bytes)?;
    let answers = text.answers.iter();
    let answers = answers.map(|answer| answer.choices.iter().map(Ciphertext::parse).collect());
    Ok(CheckedBallot {
        tracking_number: G::fingerprint(bytes),
        answers: answers.collect::<Result<_, _>>()?,
        credential: text.credential,
    })
}
