//! How long one ballot takes to make, on one core: one question, five answers or blank.
//!
//! `cargo run --release -p palier-ballots --example make_speed -- [ROUNDS]`

#[path = "../tests/roles/whole.rs"]
#[expect(clippy::unwrap_used, reason = "an example that fails stops")]
#[expect(dead_code, reason = "the tests use more of it")]
mod whole;

use std::hint::black_box;
use std::time::Instant;

use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::{
    Belenios2048, Credential, Ed25519, Election, ElectionId, Error, Making, conduct,
};
use whole::{SIMPLE, Stream, UUID, holders, template};

fn main() -> Result<(), Error> {
    let rounds = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let rounds = rounds.unwrap_or(20);
    measure::<Ed25519>(rounds)?;
    measure::<Belenios2048>(rounds)
}

/// Makes so many ballots and prints the mean, the tables of the key being made before.
fn measure<G: Making>(rounds: u32) -> Result<(), Error> {
    let mut rng = Stream::new(1);
    let id = ElectionId::parse(UUID)?;
    let trustees = holders::<G>(&SIMPLE, &mut rng).texts;
    let bytes = conduct::election::<G>(&template(&SIMPLE), &id, &trustees)?;
    let election = Election::<G>::read(&bytes)?;
    let key = Credential::random(&mut rng).derive::<G>(&id);
    let start = Instant::now();
    let booth = Booth::new(&election);
    let prepared = start.elapsed();
    let start = Instant::now();
    for _ in 0..rounds {
        let seed = BallotSeed::random(&key, &mut rng);
        let sealed = booth.seal(&key, Choices::parse("010000")?, seed, &mut rng)?;
        black_box(sealed.cast());
    }
    let each = start.elapsed() / rounds;
    println!("{}: {each:?} a ballot, {prepared:?} once", G::NAME);
    Ok(())
}
