//! The elections of Belenios that the tests replay.

use std::path::{Path, PathBuf};

use palier_ballots::TrusteeKeyText;
use serde::de::DeserializeOwned;

/// One election made by Belenios, a folder under `tests/vectors`.
pub struct Vector(pub &'static str);

/// Made by Belenios 2.0, in the group `BELENIOS-2048`.
pub const NUMBERS: Vector = Vector("20-basic-belenios2048");
/// Made by Belenios 2.0, in the group `RFC-3526-2048`.
pub const SQUARES: Vector = Vector("20-basic-rfc3526");
/// Made by Belenios 3.3, with 2 of 3 holders beside the server.
pub const SMALL_THRESHOLD: Vector = Vector("33-smallthr-ed25519");
/// Made by Belenios 3.3, with 2 of 3 holders beside the server and more voters.
pub const THRESHOLD: Vector = Vector("33-threshold-ed25519");
/// Made by Belenios 2.0, with 2 of 3 holders beside the server.
pub const THRESHOLD_2_0: Vector = Vector("20-threshold-belenios2048");

impl Vector {
    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/vectors")
            .join(self.0)
    }

    pub fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder().join(file)).unwrap_or_else(|error| {
            panic!("{}/{file}: {error}", self.0);
        })
    }

    pub fn json<T: DeserializeOwned>(&self, file: &str) -> T {
        serde_json::from_str(&self.text(file)).expect("Belenios wrote it")
    }

    pub fn election(&self) -> serde_json::Value {
        self.json("election.json")
    }

    /// The names of the files with this ending, sorted.
    pub fn files(&self, ending: &str) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder())
            .expect("the folder is there")
            .map(|entry| {
                entry
                    .expect("readable")
                    .file_name()
                    .into_string()
                    .expect("UTF-8")
            })
            .filter(|name| name.ends_with(&format!(".{ending}")))
            .collect();
        names.sort();
        names
    }

    /// The records of the archive, by name.
    pub fn records(&self) -> Vec<(String, Vec<u8>)> {
        let name = self.files("bel").pop().expect("an archive");
        let bytes = std::fs::read(self.folder().join(name)).expect("readable");
        let mut rest = bytes.as_slice();
        let mut records = Vec::new();
        while let Some((header, body)) = rest.split_at_checked(512) {
            let field = |range: std::ops::Range<usize>| {
                let text = std::str::from_utf8(&header[range]).expect("ASCII");
                text.trim_end_matches('\0').to_owned()
            };
            let length = usize::from_str_radix(&field(124..135), 8).expect("octal");
            records.push((field(0..100), body[..length].to_vec()));
            rest = &body[length.div_ceil(512) * 512..];
        }
        records
    }

    /// The keys of the single trustees.
    pub fn single_keys(&self) -> Vec<TrusteeKeyText> {
        let trustees: Vec<(String, serde_json::Value)> = self.json("trustees.json");
        trustees
            .into_iter()
            .filter(|(kind, _)| kind == "Single")
            .map(|(_, key)| serde_json::from_value(key).expect("a key"))
            .collect()
    }
}
