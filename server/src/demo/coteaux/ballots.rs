//! The ballots that are in the box before visitors come.

use super::sealing::{Elector, OnBallot, failed};
use crate::cli::Failure;
use palier_app::demo::stream::Stream;
use palier_app::demo::voting_letters::VOTED;
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
    lists: &[OnBallot],
) -> Result<(), Failure> {
    let booth = Booth::new(election);
    let mut rng = Stream::of(format!("{}|ballots", election.id()));
    let mut casts = Vec::new();
    for (elector, choice) in electors.iter().zip(choices(lists)) {
        let choices = Choices::parse(&choice).map_err(failed)?;
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

/// One choice for each who has voted: the lists' ballots, blank ones for the rest.
fn choices(lists: &[OnBallot]) -> Vec<String> {
    let all = lists.len();
    let choice = |chosen: usize| -> String {
        (0..=all)
            .map(|at| if at == chosen { '1' } else { '0' })
            .collect()
    };
    let named = lists.iter().zip(1..).flat_map(|(list, at)| {
        let count = usize::try_from(list.votes).unwrap_or(0);
        repeat_n(choice(at), count)
    });
    let voted = usize::try_from(VOTED).unwrap_or(0);
    named
        .chain(std::iter::repeat(choice(0)))
        .take(voted)
        .collect()
}
