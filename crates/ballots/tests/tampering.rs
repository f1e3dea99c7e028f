//! Archives that somebody changed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/relink.rs"]
#[expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
mod relink;
#[path = "support/vectors.rs"]
#[expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#[expect(dead_code, reason = "the archives' own tests use the rest")]
mod vectors;

use palier_ballots::Rule;
use palier_ballots::archive::Record;
use palier_ballots::verify::Verdict;
use palier_ballots::wire::{self, ElectionText, OwnedText, PedersenText, TrusteeText};
use proptest::prelude::*;
use relink::{changed, records, relinked};
use std::sync::LazyLock;
use vectors::{archive, verified};

static SMALL: LazyLock<Vec<u8>> = LazyLock::new(|| archive("33-small-ed25519"));

fn text(record: &Record) -> String {
    String::from_utf8(record.body.to_vec()).unwrap()
}

/// The rule that the archive of these records breaks.
fn broken(records: &[Record]) -> Option<Rule> {
    verified(&relinked(records))
        .refusal
        .map(|refusal| refusal.rule)
}

/// The small archive with one part of its election's record replaced.
fn with_election(change: impl Fn(&mut ElectionText)) -> Option<Rule> {
    let mut records = records(&SMALL);
    let mut election: ElectionText = wire::parse(&records[1].body).unwrap();
    change(&mut election);
    records[1] = changed(&records[1], wire::print(&election));
    broken(&records)
}

#[test]
fn an_archive_put_together_again_unchanged_is_the_same() {
    assert!(relinked(&records(&SMALL)) == *SMALL);
}

#[test]
fn a_type_of_question_that_is_not_counted_is_refused_by_its_name() {
    for name in ["NonHomomorphic", "Lists"] {
        let mut records = records(&SMALL);
        let question = format!(
            "{{\"type\":\"{name}\",\"value\":{{\"answers\":[\"A\",\"B\"],\"question\":\"?\"}}}}"
        );
        let body = text(&records[1]);
        let (start, rest) = body.split_once("\"questions\":[").unwrap();
        let (_, end) = rest.split_once("],\"uuid\"").unwrap();
        let body = format!("{start}\"questions\":[{question}],\"uuid\"{end}");
        records[1] = changed(&records[1], body.into_bytes());
        let refusal = verified(&relinked(&records)).refusal.unwrap();
        assert_eq!(refusal.rule, Rule::Election);
        assert!(refusal.culprit.contains(name), "{refusal}");
    }
}

#[test]
fn a_question_that_no_answer_satisfies_is_refused() {
    for (min, max) in [(2, 1), (0, 6), (7, 7)] {
        let refused = with_election(|election| {
            let wire::QuestionText::Homomorphic(question) = &mut election.questions[0] else {
                panic!("the question is homomorphic");
            };
            (question.min, question.max) = (min, max);
        });
        assert_eq!(refused, Some(Rule::Election), "{min} to {max}");
    }
}

#[test]
fn another_version_or_group_is_refused() {
    let version = with_election(|election| election.version = 2);
    assert_eq!(version, Some(Rule::Election));
    let group = with_election(|election| election.group = "RFC-5114-2048".to_owned());
    assert_eq!(group, Some(Rule::Election));
}

#[test]
fn a_changed_title_makes_every_ballot_one_for_another_election() {
    let refused = with_election(|election| election.name.push('!'));
    assert_eq!(refused, Some(Rule::BallotElection));
}

#[test]
fn the_identity_is_no_credential() {
    let mut records = records(&SMALL);
    let mut list: Vec<String> = wire::parse(&records[3].body).unwrap();
    list[0] = format!("{}1", "0".repeat(63));
    records[3] = changed(&records[3], wire::print(&list));
    assert_eq!(broken(&records), Some(Rule::Membership));
}

#[test]
fn a_weight_has_one_spelling() {
    for weight in ["01", "+1", "", "1 ", "-1", "18446744073709551616"] {
        let mut records = records(&SMALL);
        let mut list: Vec<String> = wire::parse(&records[3].body).unwrap();
        list[0] = format!("{},{weight}", list[0]);
        records[3] = changed(&records[3], wire::print(&list));
        let refused = broken(&records);
        assert!(
            matches!(refused, Some(Rule::Canonical | Rule::Credentials)),
            "{weight:?}"
        );
    }
}

#[test]
fn a_weight_that_the_tally_does_not_count_is_refused() {
    let mut records = records(&SMALL);
    let mut list: Vec<String> = wire::parse(&records[3].body).unwrap();
    list[0].push_str(",2");
    records[3] = changed(&records[3], wire::print(&list));
    assert_eq!(broken(&records), Some(Rule::Tally));
}

/// The threshold archive with one more partial decryption, by the third holder of the threshold,
/// whose proofs are another holder's.
fn with_a_false_partial_decryption() -> Vec<Record> {
    let mut records = records(&archive("33-smallthr-ed25519"));
    // The last five: partial decryption, its owner, its event, then the result and its event.
    let at = records.len() - 5;
    let mut more = records[at..at + 3].to_vec();
    let mut body = text(&more[0]);
    // Another byte string, lest the record be the same: two numbers of the proofs change places.
    let proofs = body.find("\"challenge\":\"").unwrap() + 13;
    let digit = if body.as_bytes()[proofs] == b'1' {
        "2"
    } else {
        "1"
    };
    body.replace_range(proofs..=proofs, digit);
    let hash = wire::name_of(body.as_bytes());
    more[0] = Record {
        hash: hash.clone(),
        body: body.into_bytes().into(),
        ..more[0].clone()
    };
    let owned = wire::print(&OwnedText {
        owner: 4,
        payload: hash,
    });
    let name = wire::name_of(&owned);
    more[1] = Record {
        hash: name.clone(),
        body: owned.into(),
        ..more[1].clone()
    };
    let mut event: wire::EventText = wire::parse(&more[2].body).unwrap();
    event.payload = Some(name);
    more[2] = changed(&more[2], wire::print(&event));
    let end = at + 3;
    records.splice(end..end, more);
    records
}

#[test]
fn a_false_partial_decryption_is_named_and_not_needed_when_the_threshold_is_met() {
    let report = verified(&relinked(&with_a_false_partial_decryption()));
    assert_eq!(report.refusal, None);
    assert_eq!(report.result, Some(vec![vec![0, 2, 1, 0, 0, 1]]));
    let [tolerated] = report.tolerated.as_slice() else {
        panic!("one is tolerated: {:?}", report.tolerated);
    };
    assert_eq!(tolerated.rule, Rule::DecryptionProof);
    assert!(tolerated.culprit.contains("trustee 4"), "{tolerated}");
    let check = report.check(Rule::DecryptionProof);
    assert_eq!((check.done, check.of), (3, 4));
}

#[test]
fn a_false_partial_decryption_does_not_count_for_the_threshold() {
    let mut records = with_a_false_partial_decryption();
    // Out goes the true one before it.
    let at = records.len() - 8;
    records.drain(at..at + 3);
    assert_eq!(broken(&records), Some(Rule::DecryptionThreshold));
}

/// The threshold archive with its threshold part changed.
fn with_threshold(change: impl Fn(&mut PedersenText)) -> Option<Rule> {
    let mut records = records(&archive("33-smallthr-ed25519"));
    let mut trustees: Vec<TrusteeText> = wire::parse(&records[2].body).unwrap();
    let TrusteeText::Pedersen(pedersen) = &mut trustees[1] else {
        panic!("the second part is the threshold");
    };
    change(pedersen);
    records[2] = changed(&records[2], wire::print(&trustees));
    broken(&records)
}

#[test]
fn every_part_of_a_threshold_is_needed() {
    assert_eq!(with_threshold(|_| {}), None);
    let refused = Some(Rule::TrusteeCertificates);
    assert_eq!(with_threshold(|p| p.threshold = 0), refused);
    assert_eq!(with_threshold(|p| p.threshold = 4), refused);
    assert_eq!(with_threshold(|p| drop(p.certs.pop())), refused);
    assert_eq!(with_threshold(|p| drop(p.coefexps.pop())), refused);
    assert_eq!(with_threshold(|p| drop(p.verification_keys.pop())), refused);
    assert_eq!(with_threshold(|p| p.coefexps.swap(0, 1)), refused);
    assert_eq!(
        with_threshold(|p| p.certs[0].message.push(' ')),
        Some(Rule::Canonical)
    );
    assert_eq!(
        with_threshold(|p| p.signatures.as_mut().unwrap().swap(0, 1)),
        refused
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_changed_byte_is_refused(at: prop::sample::Index, bit in 0u32..8) {
        let mut bytes = SMALL.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert_ne!(verified(&bytes).verdict, Verdict::Valid, "byte {}", at);
    }

    #[test]
    fn any_changed_byte_is_refused_though_all_hashes_are_made_anew(
        record: prop::sample::Index,
        at: prop::sample::Index,
        bit in 0u32..7,
    ) {
        let mut records = records(&SMALL);
        let data: Vec<usize> = (1..records.len())
            .filter(|at| records[*at].file().ends_with(".data.json"))
            .collect();
        let record = *record.get(&data);
        let mut body = records[record].body.to_vec();
        let at = at.index(body.len());
        body[at] ^= 1 << bit;
        records[record] = changed(&records[record], body);
        prop_assert_ne!(verified(&relinked(&records)).verdict, Verdict::Valid, "{} {}", record, at);
    }
}
