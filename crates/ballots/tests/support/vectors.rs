//! The archives that Belenios wrote, and their broken variants.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use palier_ballots::verify::{Options, Report, verify};
use serde::de::DeserializeOwned;

/// The elections run with Belenios 3.3 in the group Ed25519.
pub const ED25519: [&str; 9] = [
    "33-basic-ed25519",
    "33-multi03-ed25519",
    "33-n100-ed25519",
    "33-revotes-ed25519",
    "33-small-ed25519",
    "33-smallthr-ed25519",
    "33-threshold-ed25519",
    "33-unicode-ed25519",
    "33-weights-ed25519",
];

/// Elections in the groups of 2048 bits, with whether they need the leniency for Belenios 2.0.
pub const MODULAR: [(&str, bool); 5] = [
    ("20-basic-belenios2048", false),
    ("20-basic-rfc3526", false),
    ("20-small-belenios2048", false),
    ("20-threshold-belenios2048", true),
    ("33-basic-belenios2048", false),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn json<T: DeserializeOwned>(path: &str) -> T {
    serde_json::from_slice(&std::fs::read(folder().join(path)).unwrap()).unwrap()
}

/// The finished archive of an election.
pub fn archive(election: &str) -> Vec<u8> {
    let mut files = std::fs::read_dir(folder().join(election)).unwrap();
    let path = files
        .find_map(|file| {
            let path = file.unwrap().path();
            path.extension().is_some_and(|e| e == "bel").then_some(path)
        })
        .unwrap();
    std::fs::read(path).unwrap()
}

/// The length of the archive after each stage.
pub fn stages(election: &str) -> BTreeMap<String, usize> {
    let stages: BTreeMap<String, (usize, bool)> = json(&format!("{election}/stages.json"));
    let length = |(name, (length, _)): (String, (usize, bool))| (name, length);
    stages.into_iter().map(length).collect()
}

/// The votes in the order they were cast: who, and a number for each choice of each question.
pub fn votes(election: &str) -> Vec<(String, Vec<Vec<u64>>)> {
    json(&format!("{election}/votes.json"))
}

/// The weight of each voter: Belenios' own list has lines `PUBLIC,WEIGHT,VOTER`.
pub fn weights(election: &str) -> BTreeMap<String, u64> {
    let lines: Vec<String> = json(&format!("{election}/public_creds.json"));
    let weight = |line: &String| {
        let parts: Vec<&str> = line.split(',').collect();
        (parts[2].to_owned(), parts[1].parse().unwrap())
    };
    lines.iter().map(weight).collect()
}

/// A broken variant of an archive.
#[derive(serde::Deserialize)]
pub struct Variant {
    pub expect: String,
    pub note: String,
    blocks: Vec<(usize, usize)>,
}

/// The variants of one base archive, with their bytes.
pub fn variants(base: &str) -> BTreeMap<String, (Variant, Vec<u8>)> {
    let blocks = std::fs::read(folder().join(format!("corrupt/{base}.blocks"))).unwrap();
    let variants: BTreeMap<String, Variant> = json(&format!("corrupt/{base}.json"));
    let rebuild = |(name, variant): (String, Variant)| {
        let runs = variant.blocks.iter();
        let bytes = runs.flat_map(|(first, count)| &blocks[first * 512..(first + count) * 512]);
        let bytes = bytes.copied().collect();
        (name, (variant, bytes))
    };
    variants.into_iter().map(rebuild).collect()
}

/// Verifies an archive that is there as a whole.
pub fn verified(bytes: &[u8]) -> Report {
    verify([bytes], Options::default())
}

/// The same, taking what Belenios 2.0 wrote.
pub fn verified_as_legacy(bytes: &[u8]) -> Report {
    let options = Options {
        legacy: true,
        ..Options::default()
    };
    verify([bytes], options)
}
