//! Elections by their archives alone, as anybody checks them.

use crate::command_line::{out, palier};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// An archive that Belenios wrote, of 6 ballots by 5 voters.
const SMALL: &str = "33-small-ed25519/BbGQ2n8QqP5bjx.bel";

/// Where it ends once the ballots are in, and once both trustees have decrypted.
const BALLOTS: usize = 43_520;
const DECRYPTED: usize = 57_344;

fn vector(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../crates/ballots/tests/vectors")
        .join(path)
}

fn small() -> Vec<u8> {
    std::fs::read(vector(SMALL)).unwrap()
}

/// A folder with a configuration that no other command would start with.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("palier.toml"), "listn = 1").unwrap();
    folder
}

/// `election verify` of a file with these bytes.
fn verify(bytes: &[u8], more: &[&str]) -> Output {
    let folder = folder();
    std::fs::write(folder.path().join("it.bel"), bytes).unwrap();
    std::fs::write(folder.path().join("small.copy"), small()).unwrap();
    std::fs::write(folder.path().join("ballots.copy"), &small()[..BALLOTS]).unwrap();
    let mut arguments = vec!["election", "verify", "it.bel"];
    arguments.extend(more);
    palier(folder.path(), &arguments)
}

fn last_line(output: &Output) -> String {
    out(output).lines().last().unwrap_or_default().to_owned()
}

fn json(output: &Output) -> Value {
    assert_eq!(out(output).lines().count(), 1);
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_finished_election_is_valid_and_says_what_was_checked() {
    let output = verify(&small(), &["--finished"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        last_line(&output),
        "valid: 6 of 6 ballots checked, 2 of 2 partial decryptions, the result recomputed"
    );
    assert!(out(&output).contains("\nresult [[0, 1, 1, 0, 2, 1]]\n"));
}

#[test]
fn the_json_of_an_election_has_the_fields_that_scripts_rely_on() {
    let output = verify(&small(), &["--json"]);
    assert_eq!(output.status.code(), Some(0));
    let report = json(&output);
    assert_eq!(report["format"], 1);
    assert_eq!(report["verdict"], "valid");
    assert_eq!(report["uuid"], "BbGQ2n8QqP5bjx");
    assert_eq!(report["group"], "Ed25519");
    assert_eq!(report["stage"], "Result");
    assert_eq!(report["refusal"], Value::Null);
    assert_eq!(report["result"], serde_json::json!([[0, 1, 1, 0, 2, 1]]));
    let checks = report["checks"].as_array().unwrap();
    let ballots = serde_json::json!({ "rule": "ballot-proofs", "done": 6, "of": 6 });
    assert!(checks.contains(&ballots));
    assert_eq!(report.as_object().unwrap().len(), 8);
}

#[test]
fn a_prefix_is_unfinished_and_valid_unless_a_result_is_asked_for() {
    let prefix = &small()[..DECRYPTED];
    let output = verify(prefix, &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(last_line(&output), "unfinished, stage PartialDecryption");
    let output = verify(prefix, &["--finished", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(json(&output)["refusal"]["rule"], "finished");
}

#[test]
fn a_changed_archive_exits_with_1_and_names_record_rule_and_culprit() {
    let mut bytes = small();
    bytes[8_000] ^= 1;
    let output = verify(&bytes, &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report = json(&output);
    assert_eq!(report["verdict"], "refused");
    assert_eq!(report["refusal"]["rule"], "record-name");
    assert!(
        report["refusal"]["record"]
            .as_str()
            .unwrap()
            .ends_with(".data.json")
    );
    assert!(last_line(&verify(&bytes, &[])).starts_with("refused, 0 of 0 ballots checked: "));
}

#[test]
fn what_is_no_archive_exits_with_2() {
    for bytes in [&b""[..], b"not an archive", &[0; 2048]] {
        let output = verify(bytes, &["--json"]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(json(&output)["verdict"], "unreadable");
    }
    let missing = palier(folder().path(), &["election", "verify", "missing.bel"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn an_archive_is_compared_with_an_earlier_copy() {
    let later = verify(&small(), &["--after", "ballots.copy"]);
    assert_eq!(later.status.code(), Some(0));
    let earlier = verify(&small()[..BALLOTS], &["--after", "small.copy", "--json"]);
    assert_eq!(earlier.status.code(), Some(1));
    assert_eq!(json(&earlier)["refusal"]["rule"], "extends-earlier");
    let missing = verify(&small(), &["--after", "missing.copy"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn a_folder_stands_for_the_one_archive_in_it() {
    let folder = folder();
    let one = || {
        palier(folder.path(), &["election", "verify", "."])
            .status
            .code()
    };
    assert_eq!(one(), Some(2), "there is none");
    std::fs::write(folder.path().join("a.bel"), small()).unwrap();
    assert_eq!(one(), Some(0));
    std::fs::write(folder.path().join("b.bel"), small()).unwrap();
    assert_eq!(one(), Some(2), "there are two");
}

#[test]
fn threshold_trustees_of_belenios_2_0_are_taken_with_legacy_only() {
    let path = "20-threshold-belenios2048/21udYtobajtidQ.bel";
    // The setup suffices to show it.
    let setup = &std::fs::read(vector(path)).unwrap()[..30_720];
    let strict = verify(setup, &["--json"]);
    assert_eq!(strict.status.code(), Some(1));
    assert_eq!(json(&strict)["refusal"]["rule"], "trustee-certificates");
    assert_eq!(verify(setup, &["--legacy"]).status.code(), Some(0));
}
