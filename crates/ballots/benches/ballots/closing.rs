//! The end of an election: its ballots added up, its tally decrypted.

use std::path::Path;

use palier_ballots::archive::{Board, Reader, Step};
use palier_ballots::check::{CheckedBallot, Ciphertext};
use palier_ballots::conduct::{Tally, Verifying, decrypt_verified};
use palier_ballots::verify::Options;
use palier_ballots::wire::{BallotText, EventType, parse};
use palier_ballots::{Ed25519, Election, Group as _};

use super::Outcome;
use super::process::in_pieces;
use super::whole::{SIMPLE, Stream, holders};

/// Verifies what there is and adds the ballots up, as the site does.
pub fn tally(file: &Path) -> Outcome<()> {
    let mut verifying = Verifying::new(Options::default());
    let (mut reader, mut board, mut tally) = (Reader::new(), Board::new(), None);
    in_pieces(file, |piece| {
        reader.push(piece);
        while let Some(record) = reader.next_record()? {
            match board.take(record)? {
                Some(Step {
                    event: EventType::Setup,
                    records,
                    ..
                }) => {
                    let election = Election::<Ed25519>::read(&records[0].body)?;
                    tally = Some(Tally::<Ed25519>::new(election.questions()));
                }
                Some(Step {
                    event: EventType::Ballot,
                    records,
                    ..
                }) => tally
                    .as_mut()
                    .ok_or("no setup")?
                    .add(ballot(&records[0].body)?, 1),
                _ => {}
            }
        }
        Ok(verifying.push(piece))
    })?;
    verifying.finish().1?;
    let records = tally.ok_or("no setup")?.records();
    if records.tally.is_empty() {
        return Err("nothing was added up".into());
    }
    Ok(())
}

/// Verifies what there is, then decrypts with the key that the archive was made with.
pub fn decrypt(file: &Path) -> Outcome<()> {
    let mut verifying = Verifying::new(Options::default());
    in_pieces(file, |piece| Ok(verifying.push(piece)))?;
    let verified = verifying.finish().1?;
    let made = holders::<Ed25519>(&SIMPLE, &mut Stream::new(7));
    for (_, key) in &made.keys {
        decrypt_verified(&verified, key, None, &mut Stream::new(8))?;
    }
    Ok(())
}

/// What a ballot adds; its proofs are checked with the whole.
fn ballot(bytes: &[u8]) -> Outcome<CheckedBallot<Ed25519>> {
    let text: BallotText = parse(bytes)?;
    let answers = text.answers.iter();
    let answers = answers.map(|answer| answer.choices.iter().map(Ciphertext::parse).collect());
    Ok(CheckedBallot {
        tracking_number: Ed25519::fingerprint(bytes),
        answers: answers.collect::<Result<_, _>>()?,
        credential: text.credential,
    })
}
