//! How long one ballot takes to verify, on one core.
//!
//! `cargo run --release -p palier-ballots --example verify_speed -- ARCHIVE.bel [ROUNDS]`

use palier_ballots::archive::Reader;
use palier_ballots::check::check_ballot;
use palier_ballots::{Belenios2048, Ed25519, Election, Group, Rfc3526};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: verify_speed ARCHIVE.bel [ROUNDS]");
        return ExitCode::FAILURE;
    };
    let rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut reader = Reader::new();
    reader.push(&bytes);
    let records = std::iter::from_fn(|| reader.next_record().ok().flatten());
    let bodies: Vec<_> = records.map(|record| record.body).collect();
    match bodies.get(1) {
        Some(election) if measure::<Ed25519>(election, &bodies, rounds) => ExitCode::SUCCESS,
        Some(election) if measure::<Belenios2048>(election, &bodies, rounds) => ExitCode::SUCCESS,
        Some(election) if measure::<Rfc3526>(election, &bodies, rounds) => ExitCode::SUCCESS,
        _ => {
            eprintln!("{path}: not an archive of an election that can be counted");
            ExitCode::FAILURE
        }
    }
}

/// Checks all ballots so many times and prints the mean; says whether this was the group.
fn measure<G: Group>(election: &[u8], bodies: &[std::sync::Arc<[u8]>], rounds: u32) -> bool {
    let Ok(election) = Election::<G>::read(election) else {
        return false;
    };
    let ballots: Vec<_> = bodies
        .iter()
        .filter(|body| body.starts_with(b"{\"election_uuid\""))
        .collect();
    // The credentials are taken as listed, and decoded before the clock starts.
    let credentials: Vec<_> = ballots
        .iter()
        .filter_map(|body| {
            let ballot: palier_ballots::wire::BallotText =
                palier_ballots::wire::parse(body).ok()?;
            G::decode(&ballot.credential).ok()
        })
        .collect();
    let start = Instant::now();
    let mut checked = 0_u32;
    for _ in 0..rounds {
        for (body, credential) in ballots.iter().zip(&credentials) {
            checked += u32::from(check_ballot(&election, body, |_| Some(credential)).is_ok());
        }
    }
    let each = start.elapsed() / checked.max(1);
    println!("{}: {checked} ballots, {each:?} each", G::NAME);
    true
}
