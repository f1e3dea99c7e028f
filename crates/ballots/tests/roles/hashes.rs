//! The hashes of a version stand behind a trait: with others, everything works and nothing mixes.

use palier_ballots::check::check_ballot;
use palier_ballots::verify::{Options, Verdict, verify};
use palier_ballots::wire::{ElectionText, parse, print};
use palier_ballots::{Curve, Ed25519, Election, HashLayer, Rule, Version1};
use zeroize::Zeroizing;

use super::whole::{THRESHOLD, run};

/// An invented later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Later;

impl HashLayer for Later {
    const VERSION: u64 = 2;

    fn challenge(text: &str) -> [u8; 32] {
        Version1::challenge(&format!("later|{text}"))
    }

    fn fingerprint(bytes: &[u8]) -> String {
        Version1::fingerprint(&[b"later|", bytes].concat())
    }

    fn credential(election: &str, code: &str) -> Zeroizing<[u8; 64]> {
        Version1::credential(&format!("later|{election}"), code)
    }
}

#[test]
fn an_election_of_another_version_holds_in_itself_and_is_refused_by_this_one() {
    // The run checks each ballot and each partial decryption with the hashes it was made with.
    let run = run::<Curve<Later>>(&THRESHOLD, 11);
    assert_eq!(run.result, [[1, 0, 0, 0, 0, 1]]);
    let report = verify([&run.archive], Options::default());
    assert_eq!(report.verdict, Verdict::Refused);
    let refusal = report.refusal.unwrap();
    assert_eq!(refusal.rule, Rule::Election, "{refusal}");
    assert!(refusal.culprit.contains("version"), "{refusal}");
}

#[test]
fn a_ballot_of_another_version_fails_even_where_the_election_says_this_one() {
    let run = run::<Curve<Later>>(&THRESHOLD, 11);
    let mut reader = palier_ballots::archive::Reader::new();
    reader.push(&run.archive);
    reader.next_record().unwrap();
    let record = reader.next_record().unwrap().unwrap();
    let mut text: ElectionText = parse(&record.body).unwrap();
    assert_eq!(text.version, 2);
    assert!(Election::<Ed25519>::read(&print(&text)).is_err());
    text.version = 1;
    let election = Election::<Ed25519>::read(&print(&text)).unwrap();
    for cast in &run.ballots {
        let fault = check_ballot(&election, cast.bytes(), |_| None)
            .err()
            .unwrap();
        assert_eq!(fault.rule, Rule::BallotElection);
    }
}
