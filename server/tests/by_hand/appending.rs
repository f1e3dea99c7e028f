//! An archive that grows: what is refused, and what is never lost.

use crate::ground::{ARCHIVE, Ground, Said};
use palier_ballots::archive::BLOCK;

fn verified(ground: &Ground) -> String {
    let said = ground.palier(&format!("election verify {ARCHIVE}")).well();
    said.lines().last().unwrap().to_owned()
}

fn ballots(ground: &Ground) -> usize {
    let said = ground
        .palier(&format!("election verify {ARCHIVE} --json"))
        .well();
    let report: serde_json::Value = serde_json::from_str(&said).unwrap();
    let checks = report["checks"].as_array().unwrap().iter();
    let ballots = checks.filter(|check| check["rule"] == "ballot-proofs");
    ballots
        .map(|check| check["done"].as_u64().unwrap())
        .sum::<u64>()
        .try_into()
        .unwrap()
}

#[test]
fn a_ballot_that_is_wrong_is_refused_and_the_archive_stays_as_it_is() {
    let ground = Ground::election(2);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    let ballot = ground.text("one/ballot.json");
    let other = Ground::election(2);
    other.ballot(1, "[[0,1,0,0]]", "one").well();
    let before = ground.bytes(ARCHIVE);
    let cast = |text: &str| {
        let said = ground.palier_with(&format!("election cast {ARCHIVE} -"), text);
        assert_eq!(ground.bytes(ARCHIVE), before);
        said.refused()
    };
    assert!(cast("{}").contains("- is refused: canonical"));
    assert!(cast(&ballot.replace(',', ", ")).contains("canonical"));
    let alpha = ballot.find("\"alpha\":\"").unwrap() + 9;
    let mut swapped = ballot.clone();
    let second = ballot[alpha + 64..].find("\"alpha\":\"").unwrap() + alpha + 64 + 9;
    swapped.replace_range(alpha..alpha + 64, &ballot[second..second + 64]);
    assert!(cast(&swapped).contains("ballot-signature"));
    assert!(cast(&other.text("one/ballot.json")).contains("ballot-election"));
    // A ballot of this election by a credential that is in no list.
    let mut stranger = Ground::new();
    std::mem::swap(&mut stranger.folder, &mut Ground::election(1).folder);
    let listed = ground.text("codes/credentials.json");
    let listed: Vec<String> = serde_json::from_str(&listed).unwrap();
    let unlisted = stranger.text("codes/credentials.json");
    let unlisted: Vec<String> = serde_json::from_str(&unlisted).unwrap();
    let mine = listed.iter().find(|key| ballot.contains(*key)).unwrap();
    let refused = cast(&ballot.replace(mine, &unlisted[0]));
    assert!(refused.contains("ballot-credential: "), "{refused}");
    ground.cast("one").well();
}

#[test]
fn the_same_ballot_is_not_cast_twice_but_a_new_one_replaces_it() {
    let ground = Ground::election(1);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    ground.ballot(1, "[[0,0,1,0]]", "two").well();
    ground.cast("one").well();
    ground.cast("two").well();
    let refused = ground.cast("one").refused();
    assert!(refused.contains("stands twice"), "{refused}");
    assert_eq!(ballots(&ground), 2);
}

#[test]
fn the_steps_come_in_their_order_and_once() {
    let ground = Ground::election(1);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    ground.ballot(1, "[[0,0,1,0]]", "late").well();
    ground.cast("one").well();
    let step = |name: &str| ground.palier(&format!("election {name} {ARCHIVE}"));
    assert!(step("tally").refused().contains("the vote goes on"));
    assert!(step("result").refused().contains("has no tally yet"));
    step("close").well();
    assert!(ground.cast("late").refused().contains("the vote has ended"));
    assert!(
        step("close")
            .refused()
            .contains("the vote has ended already")
    );
    assert!(
        step("tally")
            .well()
            .contains("1 ballots of weight 1 added up")
    );
    assert!(step("tally").refused().contains("has its tally already"));
    assert_eq!(verified(&ground), "unfinished, stage EncryptedTally");
}

#[test]
fn casts_at_the_same_time_lose_nothing() {
    let ground = Ground::election(12);
    for voter in 1..=12 {
        ground
            .ballot(voter, "[[0,1,0,0]]", &format!("ballot{voter}"))
            .well();
    }
    let casts: Vec<_> = (1..=12)
        .map(|voter| {
            ground.start(&format!(
                "election cast {ARCHIVE} ballot{voter}/ballot.json"
            ))
        })
        .collect();
    for cast in casts {
        Said::from(cast.wait_with_output().unwrap()).well();
    }
    assert_eq!(ballots(&ground), 12);
}

#[test]
fn a_disk_that_refuses_leaves_the_archive_as_it_was() {
    let ground = Ground::election(1);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    let before = ground.bytes(ARCHIVE);
    // No file may grow beyond a block more than the archive has: the ballot is torn in the middle.
    let blocks = before.len() / BLOCK + 2;
    let shell = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec '{}' election cast {ARCHIVE} one/ballot.json",
        env!("CARGO_BIN_EXE_palier")
    );
    let said: Said = ground
        .command("sh")
        .args(["-c", &shell])
        .output()
        .unwrap()
        .into();
    let refused = said.refused();
    assert!(refused.contains("cannot write"), "{refused}");
    assert!(refused.contains("it is as it was before"), "{refused}");
    assert_eq!(ground.bytes(ARCHIVE), before);
    ground.cast("one").well();
    assert_eq!(ballots(&ground), 1);
}

#[test]
fn what_a_killed_cast_left_is_set_aside_by_the_next_one() {
    let ground = Ground::election(2);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    ground.ballot(2, "[[0,0,1,0]]", "two").well();
    let before = ground.bytes(ARCHIVE);
    ground.cast("one").well();
    let whole = ground.bytes(ARCHIVE);
    // Torn within the ballot, between the ballot and its event, and with blocks that only the length
    // of the file reached.
    let torn = |length: usize| whole[..length].to_vec();
    let mut zeros = torn(before.len() + BLOCK);
    zeros.resize(whole.len() + 100, 0);
    let cases = [
        torn(before.len() + 700),
        torn(whole.len() - 2 * BLOCK),
        zeros,
    ];
    // What was set aside before stays beside it: an addition may be interrupted again and again.
    for (number, torn) in (1..).zip(cases) {
        std::fs::write(ground.path(ARCHIVE), &torn).unwrap();
        let said = ground.cast("two");
        assert!(
            said.err
                .contains("ended in an addition that was interrupted"),
            "{}",
            said.err
        );
        said.well();
        assert_eq!(ballots(&ground), 1);
        let aside = format!("{ARCHIVE}.interrupted-{}-{number}", before.len());
        assert_eq!(ground.bytes(&aside), &torn[before.len()..]);
    }
}

#[test]
fn an_archive_that_is_broken_or_none_is_left_alone() {
    let ground = Ground::election(1);
    ground.ballot(1, "[[0,1,0,0]]", "one").well();
    ground.cast("one").well();
    let mut bytes = ground.bytes(ARCHIVE);
    bytes[3_000] ^= 1;
    std::fs::write(ground.path(ARCHIVE), &bytes).unwrap();
    for step in ["close", "tally", "result"] {
        ground
            .palier(&format!("election {step} {ARCHIVE}"))
            .refused();
        assert_eq!(ground.bytes(ARCHIVE), bytes);
    }
    assert!(
        ground
            .palier("election close none.bel")
            .refused()
            .contains("cannot read none.bel")
    );
    let refused = ground.palier("election close roll.csv").refused();
    assert!(refused.contains("no record named BELENIOS"), "{refused}");
}
