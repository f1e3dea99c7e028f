//! Whole elections of ours, verified.

use palier_ballots::conduct::decrypt_archive;
use palier_ballots::verify::{Options, Verdict, verify};
use palier_ballots::{Belenios2048, Ed25519, Error, Making, SecretScalar};

use super::whole::{Plan, SIMPLE, Stream, THRESHOLD, UP_TO_THREE, WEIGHTS, run};

const NOBODY: Plan = Plan {
    ballots: &[],
    ..SIMPLE
};

fn valid<G: Making>(plan: &Plan, expected: &[&[u64]]) {
    let run = run::<G>(plan, 11);
    assert_eq!(run.result, expected);
    let options = Options {
        finished: true,
        ..Options::default()
    };
    let report = verify([&run.archive], options);
    assert_eq!(report.refusal, None);
    assert_eq!(report.verdict, Verdict::Valid);
    assert_eq!(report.result, Some(run.result));
    assert_eq!(report.group, Some(G::NAME));
}

#[test]
fn an_election_with_one_trustee_is_valid() {
    let expected: &[&[u64]] = &[&[1, 0, 0, 0, 0, 1]];
    valid::<Ed25519>(&SIMPLE, expected);
    valid::<Belenios2048>(&SIMPLE, expected);
}

#[test]
fn an_election_with_two_of_three_trustees_is_valid() {
    let expected: &[&[u64]] = &[&[1, 0, 0, 0, 0, 1]];
    valid::<Ed25519>(&THRESHOLD, expected);
    valid::<Belenios2048>(&THRESHOLD, expected);
}

#[test]
fn an_election_with_weights_is_valid() {
    valid::<Ed25519>(&WEIGHTS, &[&[0, 70_001, 0, 3_000_000_000, 0, 0]]);
}

#[test]
fn an_election_with_none_to_three_choices_is_valid() {
    let expected: &[&[u64]] = &[&[1, 2, 0, 1, 0, 1], &[1, 2, 1], &[4]];
    valid::<Ed25519>(&UP_TO_THREE, expected);
    valid::<Belenios2048>(&UP_TO_THREE, expected);
}

#[test]
fn an_election_in_which_nobody_votes_is_valid() {
    valid::<Ed25519>(&NOBODY, &[&[0; 6]]);
}

#[test]
fn a_holder_decrypts_only_a_valid_archive_and_only_one_tally() {
    let run = run::<Ed25519>(&THRESHOLD, 11);
    let tallied = &run.archive[..run.until_tally];
    let mut rng = Stream::new(12);
    let mut tally = None;
    for (owner, key) in &run.keys {
        let made = decrypt_archive(tallied, key, None, &mut rng).unwrap();
        assert_eq!(made.owner, *owner);
        let factors = serde_json::to_string(&made.text.decryption_factors).unwrap();
        let published = String::from_utf8_lossy(&run.archive);
        assert!(published.contains(&factors), "holder {owner}");
        tally = Some(made.tally);
    }
    let (_, key) = &run.keys[0];
    let mut again = |archive: &[u8], before: Option<&str>| {
        decrypt_archive(archive, key, before, &mut rng).map(|made| made.owner)
    };
    assert_eq!(again(tallied, tally.as_deref()), Ok(1));
    assert_eq!(again(tallied, Some("another")), Err(Error::OtherTally));
    let mut changed = tallied.to_vec();
    let at = changed.len() - 3000;
    changed[at] ^= 1;
    let refused = again(&changed, None);
    assert!(
        matches!(refused, Err(Error::ArchiveRefused { .. })),
        "{refused:?}"
    );
    // The setup alone: its event is the first of two hundred bytes and some after the records.
    let setup = run
        .archive
        .windows(14)
        .position(|w| w == br#""type":"Setup""#)
        .unwrap();
    let end = setup.next_multiple_of(512);
    assert_eq!(again(&run.archive[..end], None), Err(Error::NoTally));
    let stranger = SecretScalar::<Ed25519>::random(&mut Stream::new(13));
    let refused = decrypt_archive(tallied, &stranger, None, &mut Stream::new(14));
    assert_eq!(refused, Err(Error::NotAHolder));
}
