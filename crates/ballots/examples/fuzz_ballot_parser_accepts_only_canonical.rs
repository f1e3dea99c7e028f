//! Whatever the bytes, the ballot parser takes the one spelling of a ballot and no other, and the
//! only ballots that pass every check are those that were cast.
//!
//! `cargo run --release -p palier-ballots --example fuzz_ballot_parser_accepts_only_canonical -- SECONDS SEED`

#[path = "../../domain/examples/fuzz/mod.rs"]
mod fuzz;

use palier_ballots::archive::Reader;
use palier_ballots::check::check_ballot;
use palier_ballots::wire::{BallotText, parse, print};
use palier_ballots::{Ed25519, Election, Group};
use std::process::ExitCode;

const ARCHIVE: &[u8] = include_bytes!("../tests/vectors/33-unicode-ed25519/zz2u1U4w54jfnG.bel");

fn main() -> ExitCode {
    let mut reader = Reader::new();
    reader.push(ARCHIVE);
    let records = std::iter::from_fn(|| reader.next_record().ok().flatten());
    let records: Vec<_> = records.map(|record| record.body).collect();
    let election = Election::<Ed25519>::read(&records[1]).expect("the election is right");
    let is_ballot = |body: &&[u8]| body.starts_with(b"{\"election_uuid\"");
    let cast: Vec<&[u8]> = records
        .iter()
        .map(AsRef::as_ref)
        .filter(is_ballot)
        .collect();
    assert_eq!(cast.len(), 3);
    fuzz::run("ballot_parser_accepts_only_canonical", &cast, |bytes| {
        let Ok(ballot) = parse::<BallotText>(bytes) else {
            return;
        };
        assert_eq!(print(&ballot), bytes);
        // Any credential is taken as listed: the signature must stop what is left.
        let credential = Ed25519::decode(&ballot.credential).ok();
        let checked = check_ballot(&election, bytes, |_| credential.as_ref());
        assert_eq!(checked.is_ok(), cast.contains(&bytes));
    })
}
