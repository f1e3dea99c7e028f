//! Archives that Belenios wrote, verified.

#[path = "support/vectors.rs"]
#[expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
mod vectors;

use std::collections::BTreeMap;

use palier_ballots::archive::{Reader, Writer};
use palier_ballots::verify::{Options, Report, Verdict, verify, verify_after};
use palier_ballots::wire::EventType;
use palier_ballots::{ElectionId, Rule};
use vectors::{ED25519, MODULAR, archive, stages, variants, verified, verified_as_legacy, votes};

/// The result that the votes give: the last of each voter counts, with its weight.
fn counted(election: &str) -> Vec<Vec<u64>> {
    let weights = weights(election);
    let last: BTreeMap<_, _> = votes(election).into_iter().collect();
    let mut sum: Vec<Vec<u64>> = Vec::new();
    for (voter, answers) in last {
        let weight = weights.get(&voter).copied().unwrap_or(1);
        sum.resize(answers.len(), Vec::new());
        for (sum, answer) in sum.iter_mut().zip(answers) {
            sum.resize(answer.len(), 0);
            for (sum, choice) in sum.iter_mut().zip(answer) {
                *sum += choice * weight;
            }
        }
    }
    sum
}

/// The weights of the voters, in the one election that has any.
fn weights(election: &str) -> BTreeMap<String, u64> {
    match election {
        "33-weights-ed25519" => vectors::weights(election),
        _ => BTreeMap::new(),
    }
}

#[test]
fn every_finished_archive_is_valid_and_gives_the_result_of_its_votes() {
    for election in ED25519 {
        let report = verified(&archive(election));
        assert_eq!(report.refusal, None, "{election}");
        assert_eq!(report.verdict, Verdict::Valid, "{election}");
        assert_eq!(report.stage, Some(EventType::Result), "{election}");
        assert_eq!(report.result, Some(counted(election)), "{election}");
        let cast = u64::try_from(votes(election).len()).unwrap();
        let ballots = report.check(Rule::BallotProofs);
        assert_eq!((ballots.done, ballots.of), (cast, cast), "{election}");
        assert!(report.checks.iter().all(|check| check.done == check.of));
        assert!(ElectionId::parse(&report.uuid.unwrap()).is_ok());
    }
}

#[test]
fn an_archive_in_a_group_of_2048_bits_is_valid_and_gives_the_result_of_its_votes() {
    for (election, threshold_of_2_0) in MODULAR {
        let bytes = archive(election);
        let report = verified_as_legacy(&bytes);
        assert_eq!(report.refusal, None, "{election}");
        assert_eq!(report.result, Some(counted(election)), "{election}");
        // The setup alone shows whether leniency was needed.
        let setup = verified(&bytes[..stages(election)["1-setup"]]);
        let refused = setup.refusal.map(|refusal| refusal.rule);
        let expected = threshold_of_2_0.then_some(Rule::TrusteeCertificates);
        assert_eq!(refused, expected, "{election}");
    }
}

#[test]
fn every_broken_variant_of_2048_bits_gets_its_verdict() {
    let variants = variants("20-small-belenios2048");
    assert_eq!(variants.len(), 65);
    for (name, (variant, bytes)) in variants {
        let report = verified(&bytes);
        let accepted = report.verdict == Verdict::Valid;
        assert_eq!(
            accepted,
            variant.expect == "accept",
            "{name}: {}: {:?}",
            variant.note,
            report.refusal
        );
    }
}

/// Reads every prefix of an archive as the stage that its name says; gives how many there are.
fn prefixes(election: &str, read: impl Fn(&[u8]) -> Report) -> usize {
    let whole = archive(election);
    let stages = stages(election);
    let seen = stages.len();
    for (name, length) in stages {
        let report = read(&whole[..length]);
        assert_eq!(report.refusal, None, "{election} {name}");
        let expected = match name.split_once('-').expect("a number and a stage").1 {
            "setup" => EventType::Setup,
            "ballots" => EventType::Ballot,
            "endballots" => EventType::EndBallots,
            "encryptedtally" => EventType::EncryptedTally,
            "result" => EventType::Result,
            decryption => {
                assert!(decryption.starts_with("pd"));
                EventType::PartialDecryption
            }
        };
        assert_eq!(report.stage, Some(expected), "{election} {name}");
        let finished = expected == EventType::Result;
        assert_eq!(report.result.is_some(), finished, "{election} {name}");
    }
    seen
}

#[test]
fn every_prefix_is_read_as_the_stage_it_is() {
    let seen = ED25519.map(|election| prefixes(election, verified));
    assert!(seen.iter().all(|seen| *seen >= 5), "{seen:?}");
}

#[test]
fn every_prefix_in_a_group_of_2048_bits_is_read_as_the_stage_it_is() {
    let seen = MODULAR.map(|(election, _)| prefixes(election, verified_as_legacy));
    assert!(seen.iter().all(|seen| *seen >= 5), "{seen:?}");
}

#[test]
fn an_unfinished_archive_is_refused_where_a_result_is_asked_for() {
    let whole = archive("33-small-ed25519");
    let finished = || Options {
        finished: true,
        ..Options::default()
    };
    assert_eq!(verify([&whole], finished()).verdict, Verdict::Valid);
    let length = stages("33-small-ed25519")["6-pd2"];
    let report = verify([&whole[..length]], finished());
    assert_eq!(report.refusal.unwrap().rule, Rule::Finished);
}

#[test]
fn every_broken_variant_gets_its_verdict() {
    for base in ["33-small-ed25519", "33-smallthr-ed25519"] {
        let variants = variants(base);
        assert_eq!(variants.len(), 65);
        for (name, (variant, bytes)) in variants {
            let accepted = verified(&bytes).verdict == Verdict::Valid;
            let legacy = verified_as_legacy(&bytes).verdict == Verdict::Valid;
            let expected = match variant.expect.as_str() {
                "accept" => (true, true),
                "reject" => (false, false),
                "reject?" => (false, true),
                other => panic!("{other}"),
            };
            assert_eq!(
                (accepted, legacy),
                expected,
                "{base} {name}: {}",
                variant.note
            );
        }
    }
}

#[test]
fn a_refusal_names_the_rule_that_is_broken() {
    let variants = variants("33-small-ed25519");
    let rules = [
        ("01-iproof-response-resigned", Rule::BallotProofs),
        ("02-overall-challenge-resigned", Rule::BallotProofs),
        ("03-blankproof-resigned", Rule::BallotProofs),
        ("05-beta-times-g-resigned", Rule::BallotProofs),
        ("06-alpha-outside-subgroup", Rule::Membership),
        ("08-one-choice-missing", Rule::BallotProofs),
        ("10-signature-response", Rule::BallotSignature),
        ("11-signature-hash", Rule::BallotSignature),
        ("12-signed-by-other-voter", Rule::BallotSignature),
        ("14-ballot-copy", Rule::BallotProofs),
        ("15-duplicate-ballot", Rule::BallotTwice),
        ("16-unknown-credential", Rule::BallotCredential),
        ("17-wrong-election-hash", Rule::BallotElection),
        ("18-wrong-uuid", Rule::BallotElection),
        ("20-noncanonical-space", Rule::Canonical),
        ("21-noncanonical-order", Rule::Canonical),
        ("22-extra-field", Rule::Canonical),
        ("23-response-plus-q", Rule::Canonical),
        ("24-uppercase-hex", Rule::Canonical),
        ("31-dropped-ballot-relinked", Rule::Tally),
        ("32-wrong-parent", Rule::Chain),
        ("33-wrong-height", Rule::Chain),
        ("34-data-not-matching-name", Rule::RecordName),
        ("35-trailing-garbage", Rule::RecordBytes),
        ("36-trailing-zeros", Rule::RecordBytes),
        ("37-unreferenced-data", Rule::References),
        ("38-ballot-after-endballots", Rule::Order),
        ("39-two-setups", Rule::Order),
        ("40-no-endballots", Rule::Order),
        ("50-result-one-vote-moved", Rule::Result),
        ("53-two-results", Rule::Order),
        ("60-pd-proof-response", Rule::DecryptionProof),
        ("62-pd-factor-outside-subgroup", Rule::Membership),
        ("64-pd-missing", Rule::DecryptionThreshold),
        ("65-pd-twice", Rule::DecryptionOwner),
        ("66-pd-owner-out-of-range", Rule::DecryptionOwner),
        ("70-num-tallied", Rule::TallySize),
        ("71-total-weight", Rule::TallySize),
        ("72-tally-beta-times-g", Rule::Tally),
        ("80-trustee-pok", Rule::TrusteeProof),
        ("81-trustee-added", Rule::ElectionKey),
        ("82-credential-twice", Rule::Credentials),
        ("83-credential-outside-subgroup", Rule::Membership),
        ("91-tally-leaves-out-a-ballot", Rule::Tally),
        ("92-tally-of-nothing", Rule::Tally),
    ];
    for (name, rule) in rules {
        let refusal = verified(&variants[name].1).refusal.unwrap();
        assert_eq!(refusal.rule, rule, "{name}: {refusal}");
    }
}

#[test]
fn the_pieces_that_an_archive_comes_in_do_not_matter() {
    let whole = archive("33-small-ed25519");
    let at_once = verified(&whole);
    for size in [1, 511, 512, 4096] {
        assert_eq!(verify(whole.chunks(size), Options::default()), at_once);
    }
}

#[test]
fn the_writer_reproduces_each_archive_from_its_records() {
    let modular = MODULAR.map(|(election, _)| election);
    for election in ED25519.into_iter().chain(modular) {
        let whole = archive(election);
        let mut reader = Reader::new();
        reader.push(&whole);
        let header = reader.next_record().unwrap().unwrap();
        let header: serde_json::Value = serde_json::from_slice(&header.body).unwrap();
        let seconds = header["timestamp"].as_str().unwrap().parse().unwrap();
        let (mut writer, mut written) = Writer::start(seconds).unwrap();
        while let Some(record) = reader.next_record().unwrap() {
            if record.file().ends_with(".data.json") {
                written.extend(writer.data(&record.body).unwrap().0);
            } else {
                let event: palier_ballots::wire::EventText =
                    palier_ballots::wire::parse(&record.body).unwrap();
                written.extend(writer.event(event.r#type, event.payload).unwrap());
            }
        }
        assert!(written == whole, "{election}");
    }
}

#[test]
fn a_later_archive_extends_each_earlier_copy() {
    let whole = archive("33-revotes-ed25519");
    for (name, length) in stages("33-revotes-ed25519") {
        let report = verify_after([&whole[..length]], [&whole[..]], Options::default()).unwrap();
        assert_eq!(report.refusal, None, "{name}");
        assert!(report.check(Rule::Extends).done > 1);
    }
}

#[test]
fn a_shorter_archive_does_not_extend_a_longer_one() {
    let whole = archive("33-small-ed25519");
    let shorter = &whole[..stages("33-small-ed25519")["2-ballots"]];
    let report = verify_after([&whole[..]], [shorter], Options::default()).unwrap();
    assert_eq!(report.refusal.unwrap().rule, Rule::Extends);
}

#[test]
fn a_ballot_dropped_before_the_tally_is_seen_beside_the_earlier_copy() {
    let whole = archive("33-small-ed25519");
    let earlier = &whole[..stages("33-small-ed25519")["2-ballots"]];
    let mut reader = Reader::new();
    reader.push(earlier);
    let mut records = Vec::new();
    while let Some(record) = reader.next_record().unwrap() {
        records.push(record);
    }
    // The first ballot and its event are records 6 and 7.
    let (mut writer, mut dropped) = Writer::start(1_795_295_029).unwrap();
    for (at, record) in records.iter().enumerate().skip(1) {
        if at == 6 || at == 7 {
            continue;
        }
        if record.file().ends_with(".data.json") {
            dropped.extend(writer.data(&record.body).unwrap().0);
        } else {
            let event: palier_ballots::wire::EventText =
                palier_ballots::wire::parse(&record.body).unwrap();
            dropped.extend(writer.event(event.r#type, event.payload).unwrap());
        }
    }
    assert_eq!(verified(&dropped).refusal, None, "valid alone");
    let report = verify_after([earlier], [&dropped[..]], Options::default()).unwrap();
    assert_eq!(report.refusal.unwrap().rule, Rule::Extends);
}

#[test]
fn what_is_no_archive_is_unreadable_rather_than_refused() {
    for bytes in [&b""[..], b"BELENIOS", &[0; 1024], &[b'x'; 4096]] {
        assert_eq!(verified(bytes).verdict, Verdict::Unreadable);
    }
}
