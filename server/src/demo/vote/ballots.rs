//! The ballots that are in the box before visitors come.

use super::sealing::{Elector, failed};
use crate::cli::Failure;
use palier_app::demo::stream::Stream;
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::{Ed25519, Election, Group as _};
use palier_store::ballot_box::{Answer, BallotBox, Cast, When};
use std::iter::repeat_n;

/// Casts them, in one transaction.
///
/// # Errors
/// When one is not taken.
pub async fn fill(
    boxed: &BallotBox,
    election: &Election<Ed25519>,
    electors: &[Elector],
    choices: &[Choice],
) -> Result<(), Failure> {
    let booth = Booth::new(election);
    let mut rng = Stream::of(format!("{}|ballots", election.id()));
    let mut casts = Vec::new();
    for (elector, choice) in electors.iter().zip(choices) {
        let choices = Choices::parse(&choice.0).map_err(failed)?;
        let seed = BallotSeed::random(&elector.secret, &mut rng);
        let sealed = booth.seal(&elector.secret, choices, seed, &mut rng);
        let ballot = sealed.map_err(failed)?.cast();
        casts.push(Cast {
            tag: *elector.tag.as_bytes(),
            tracking: ballot.tracking_number(),
            credential: Ed25519::encode(&elector.secret.public()),
            ballot: ballot.bytes().to_vec(),
            when: When::InTime,
        });
    }
    let answers = boxed.cast(&casts).await?;
    if answers
        .iter()
        .all(|answer| matches!(answer, Answer::Kept { .. }))
    {
        Ok(())
    } else {
        Err(failed("a ballot was not taken"))
    }
}

/// What a voter chose: a digit for the blank vote, then one for each list.
#[derive(Clone)]
pub struct Choice(String);

/// So many votes for each list in the order of the ballot, then blank ones, up to so many in all.
pub fn choices(votes: &[u32], voters: u32) -> Vec<Choice> {
    let choice = |chosen: usize| {
        let digit = |at| if at == chosen { '1' } else { '0' };
        Choice((0..=votes.len()).map(digit).collect())
    };
    let named = votes.iter().zip(1..).flat_map(|(votes, at)| {
        let count = usize::try_from(*votes).unwrap_or(0);
        repeat_n(choice(at), count)
    });
    let voters = usize::try_from(voters).unwrap_or(0);
    named
        .chain(std::iter::repeat(choice(0)))
        .take(voters)
        .collect()
}
