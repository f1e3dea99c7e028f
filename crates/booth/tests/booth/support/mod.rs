//! A desk with a fixed generator, and the elections that Belenios ran.

use std::path::{Path, PathBuf};

use palier_booth::Desk;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::{Value, json};

/// One voter's choice of five lists or blank.
pub const SMALL: &str = "33-small-ed25519";

pub fn desk(seed: u64) -> Desk<StdRng> {
    Desk::new(StdRng::seed_from_u64(seed))
}

/// Asks, and gives the whole answer, which repeats the number of the question.
pub fn answer(desk: &mut Desk<StdRng>, request: &Value) -> Value {
    let mut request = request.clone();
    request["id"] = 7.into();
    let answer: Value = serde_json::from_str(&desk.answer(request.to_string(), &[])).unwrap();
    assert_eq!(answer["id"], 7);
    answer
}

pub fn ask(desk: &mut Desk<StdRng>, request: &Value) -> Value {
    let answer = answer(desk, request);
    assert!(answer.get("error").is_none(), "{answer}");
    answer["ok"].clone()
}

pub fn refused(desk: &mut Desk<StdRng>, request: &Value) -> Value {
    let answer = answer(desk, request);
    assert!(answer.get("ok").is_none(), "{answer}");
    answer["error"].clone()
}

/// Gives an archive in pieces that cut records in two.
pub fn verify(desk: &mut Desk<StdRng>, archive: &[u8]) -> Value {
    ask(desk, &json!({ "do": "verify" }));
    for piece in archive.chunks(10_000) {
        let answer = desk.answer(json!({ "id": 1, "do": "piece" }).to_string(), piece);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        if answer["ok"]["more"] == false {
            break;
        }
    }
    ask(desk, &json!({ "do": "report" }))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../ballots/tests/vectors")
}

pub fn vector(election: &str, file: &str) -> Vec<u8> {
    std::fs::read(folder().join(election).join(file)).unwrap()
}

/// The finished archive of an election.
pub fn archive(election: &str) -> Vec<u8> {
    let mut files = std::fs::read_dir(folder().join(election)).unwrap();
    let path = files.find_map(|file| {
        let path = file.unwrap().path();
        path.extension().is_some_and(|e| e == "bel").then_some(path)
    });
    std::fs::read(path.unwrap()).unwrap()
}

/// A broken variant of an archive, put together from its blocks.
pub fn corrupt(base: &str, variant: &str) -> Vec<u8> {
    let blocks = std::fs::read(folder().join(format!("corrupt/{base}.blocks"))).unwrap();
    let all: Value = serde_json::from_slice(&vector("corrupt", &format!("{base}.json"))).unwrap();
    let mut bytes = Vec::new();
    for run in all[variant]["blocks"].as_array().unwrap() {
        let number = |at: usize| usize::try_from(run[at].as_u64().unwrap()).unwrap();
        let (first, count) = (number(0), number(1));
        bytes.extend(&blocks[first * 512..(first + count) * 512]);
    }
    bytes
}

/// The record of the small election, as a message.
pub fn small_election() -> Value {
    let record = String::from_utf8(vector(SMALL, "election.json")).unwrap();
    json!({ "do": "election", "election": record.trim() })
}
