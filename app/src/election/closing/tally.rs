//! Adding the ballots up under encryption: every proof of every ballot is checked, and the sum is
//! made of nothing else.
//!
//! The same archive gives the same sum, byte for byte, so that whoever takes the work up again ends
//! where the first would have.

use super::walk::{Pieces, Walk, Walked, through};
use super::{ClosingError, Ground};
use crate::election::vote::Polls;
use palier_ballots::archive::Step;
use palier_ballots::check::{CheckedBallot, Ciphertext};
use palier_ballots::conduct::{Tally, append};
use palier_ballots::verify::Report;
use palier_ballots::wire::{BallotText, ElectionText, EventType, parse};
use palier_ballots::{Belenios2048, Ed25519, Election, Error, Group, Rule};
use palier_store::ballot_box::BallotBox;
use palier_store::election::Election as Row;
use palier_store::election::freeze;
use std::collections::HashMap;

/// Ballots that were added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// What was checked, in short.
    pub checked: String,
}

/// Adds the ballots of a frozen box up, and lets the archive go on with the sum; done before, it is
/// verified once more and nothing is added. `progress` is told how many ballots are checked, of how
/// many.
///
/// # Errors
/// [`ClosingError`]; nothing was added then.
pub async fn tally(
    ground: Ground<'_>,
    election: &Row,
    progress: impl Fn(usize, usize),
) -> Result<Tallied, ClosingError> {
    let (boxed, group) = open(ground.polls, &election.handle).await?;
    let board = boxed.board().await?;
    if board.frozen_at.is_none() {
        return Err(ClosingError::NotNow("the vote has not ended"));
    }
    let freeze = freeze::of(ground.db, election.id).await?;
    let freeze = freeze.ok_or(ClosingError::NotNow("the box is not frozen"))?;
    let all = usize::try_from(board.ballots).unwrap_or(usize::MAX);
    let seconds = seconds(&boxed);
    let told = |done: u64| progress(usize::try_from(done).unwrap_or(usize::MAX), all);
    let walked = through(&boxed, told, move |pieces| {
        if group == Belenios2048::NAME {
            add_up::<Belenios2048>(pieces, seconds)
        } else {
            add_up::<Ed25519>(pieces, seconds)
        }
    });
    let walked = walked.await?;
    walked.is_of(&freeze)?;
    let now = ground.clock.now();
    if !walked.added.is_empty() {
        boxed
            .extend(&walked.from, &walked.added, &walked.to, now)
            .await?;
    }
    Ok(Tallied {
        checked: checked(&walked.report, &[Rule::BallotProofs]),
    })
}

/// The box of an election and the group of its ballots.
pub(super) async fn open(polls: &Polls, handle: &str) -> Result<(BallotBox, String), ClosingError> {
    let boxed = polls.boxes().open(handle).await?;
    let boxed = boxed.ok_or(ClosingError::NotNow("there is no box"))?;
    let poll = polls.get(handle).await;
    let poll = poll.map_err(|error| ClosingError::GivenUp(format!("{error:?}")))?;
    let poll = poll.ok_or(ClosingError::NotNow("there is no box"))?;
    let text: ElectionText = parse(poll.record.as_bytes())?;
    Ok((boxed, text.group))
}

/// The time that every record of a box's archive repeats.
pub(super) fn seconds(boxed: &BallotBox) -> u64 {
    u64::try_from(boxed.sealed().seconds).unwrap_or(0)
}

/// Some rules of a report with how often each holds: `ballot-proofs 702/702`.
pub(super) fn checked(report: &Report, rules: &[Rule]) -> String {
    let parts = rules.iter().map(|rule| {
        let check = report.check(*rule);
        format!("{} {}/{}", rule.name(), check.done, check.of)
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn add_up<G: Group>(mut pieces: Pieces, seconds: u64) -> Result<Walked, ClosingError> {
    let mut walk = Walk::new(seconds);
    let mut counting = None;
    while let Some(piece) = pieces.next() {
        let more = walk.push(&piece, |step| take::<G>(&mut counting, &step))?;
        pieces.tell(walk.ballots());
        if !more {
            break;
        }
    }
    let mut added = Vec::new();
    if let (Some(EventType::EndBallots), Some(counting)) = (walk.stage(), &counting) {
        let records = counting.tally.records();
        added.push(append::encrypted_tally(&mut walk.writer(), &records)?);
    }
    walk.finish(added)
}

/// The sum under way.
struct Counting<G: Group> {
    weights: HashMap<String, u64>,
    tally: Tally<G>,
}

/// Takes a step of the archive into the sum; whether its proofs hold is found by the verification,
/// without which nothing comes of it.
fn take<G: Group>(counting: &mut Option<Counting<G>>, step: &Step) -> Result<(), Error> {
    match (step.event, &step.records[..]) {
        (EventType::Setup, [election, _, credentials, ..]) => {
            let election = Election::<G>::read(&election.body)?;
            *counting = Some(Counting {
                weights: weights(&credentials.body)?,
                tally: Tally::new(election.questions()),
            });
        }
        (EventType::Ballot, [ballot]) => {
            let counting = counting.as_mut().ok_or(Error::Missing)?;
            let ballot = read_ballot::<G>(&ballot.body)?;
            let weight = counting.weights.get(&ballot.credential);
            let weight = *weight.ok_or(Error::Missing)?;
            counting.tally.add(ballot, weight);
        }
        _ => {}
    }
    Ok(())
}

/// How often each listed credential counts.
fn weights(list: &[u8]) -> Result<HashMap<String, u64>, Error> {
    let weight = |entry: String| match entry.split_once(',') {
        Some((credential, weight)) => Some((credential.to_owned(), weight.parse().ok()?)),
        None => Some((entry, 1)),
    };
    let list: Vec<String> = parse(list)?;
    Ok(list.into_iter().filter_map(weight).collect())
}

/// What a ballot adds to the sum.
fn read_ballot<G: Group>(bytes: &[u8]) -> Result<CheckedBallot<G>, Error> {
    let text: BallotText = parse(bytes)?;
    let answers = text.answers.iter();
    let answers = answers.map(|answer| answer.choices.iter().map(Ciphertext::parse).collect());
    Ok(CheckedBallot {
        tracking_number: G::fingerprint(bytes),
        answers: answers.collect::<Result<_, _>>()?,
        credential: text.credential,
    })
}
