//! Sums by college: what a holder's software makes, checks and decrypts.

use palier_ballots::conduct::{
    self, CollegeText, CollegesText, Verified, Verifying, decrypt_colleges,
};
use palier_ballots::verify::Options;
use palier_ballots::{Ed25519, Error, check};
use std::collections::HashMap;

use super::whole::{Plan, Run, SIMPLE, Stream, run};

/// Eleven voters of twelve: blank, first and second answer.
const TWO_COLLEGES: Plan = Plan {
    questions: &[(2, 1, 1, true)],
    weights: &[1; 12],
    single: 2,
    ballots: &[
        (0, "010"),
        (1, "010"),
        (2, "001"),
        (3, "100"),
        (4, "010"),
        (5, "001"),
        (6, "001"),
        (7, "001"),
        (8, "010"),
        (9, "100"),
        (10, "001"),
        // Who votes again counts once.
        (0, "001"),
    ],
    ..SIMPLE
};

fn held(made: &Run<Ed25519>) -> (Verified, Vec<String>) {
    let mut verifying = Verifying::new(Options::default()).with_ballots();
    verifying.push(&made.archive[..made.until_tally]);
    let archive = verifying.finish().1.unwrap();
    // In the order of the voters.
    let mut credentials: Vec<String> = Vec::new();
    for ballot in &made.ballots {
        let text: palier_ballots::wire::BallotText =
            palier_ballots::wire::parse(ballot.bytes()).unwrap();
        if !credentials.contains(&text.credential) {
            credentials.push(text.credential);
        }
    }
    (archive, credentials)
}

fn colleges(uuid: &str, parts: &[&[String]]) -> CollegesText {
    let college = |(at, part): (usize, &&[String])| CollegeText {
        name: format!("college {at}"),
        credentials: part.to_vec(),
    };
    CollegesText::new(uuid, parts.iter().enumerate().map(college).collect())
}

#[test]
fn two_holders_open_the_sum_of_each_college() {
    let made = run::<Ed25519>(&TWO_COLLEGES, 21);
    let (archive, voters) = held(&made);
    let text = colleges(&archive.uuid, &[&voters[..5], &voters[5..]]);
    assert_eq!(text.voters(&archive.ballots), [5, 6]);
    let (_, record) = archive.tally.clone().unwrap();
    let tally = palier_ballots::wire::parse(&record).unwrap();
    let sums = text.sums::<Ed25519>(&archive.uuid, &tally, &archive.ballots);
    let sums = sums.unwrap();
    let mut rng = Stream::new(22);
    let parts: Vec<_> = made
        .keys
        .iter()
        .map(|(owner, key)| {
            let parts = decrypt_colleges(&archive, key, &text, &mut rng).unwrap();
            (*owner, key.public(), parts)
        })
        .collect();
    let opened: Vec<Vec<u64>> = (0..2)
        .map(|at| {
            let mut factors = HashMap::new();
            for (owner, public, parts) in &parts {
                let (found, verdict) = check::check_partial_decryption::<Ed25519>(
                    &archive.fingerprint,
                    public,
                    &sums[at].sum,
                    &parts[at],
                )
                .unwrap();
                verdict.unwrap();
                factors.insert(*owner, found);
            }
            let result = conduct::result::<Ed25519>(
                &sums[at].sum,
                sums[at].voters,
                &archive.trustees,
                &factors,
            );
            result.unwrap().result[0].iter().map(|n| n.0).collect()
        })
        .collect();
    assert_eq!(opened, [[1, 2, 2], [1, 1, 4]]);
}

#[test]
fn a_college_of_few_voters_and_a_division_that_hides_one_are_not_decrypted() {
    let made = run::<Ed25519>(&TWO_COLLEGES, 21);
    let (archive, voters) = held(&made);
    let (_, key) = &made.keys[0];
    let why = |text: &CollegesText| {
        let made = decrypt_colleges(&archive, key, text, &mut Stream::new(23));
        match made.unwrap_err() {
            Error::Colleges { reason } => reason,
            other => panic!("{other}"),
        }
    };
    let of = |parts: &[&[String]]| colleges(&archive.uuid, parts);
    let few = of(&[&voters[..4], &voters[4..]]);
    assert_eq!(why(&few), "a college has too few voters");
    let missing = of(&[&voters[..5], &voters[6..]]);
    assert_eq!(why(&missing), "a ballot is of no college");
    let twice = of(&[&voters[..6], &voters[5..]]);
    assert_eq!(why(&twice), "a credential stands there twice");
    let other = colleges("AutreElection1", &[&voters[..5], &voters[5..]]);
    assert_eq!(why(&other), "the file is of another election");
}
