//! Reads the archives of Belenios 3.3 that the tests compare with.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails fails the test that called it"
)]

use std::collections::BTreeMap;
use std::path::Path;

use palier_ballots::{ElectionId, TrusteeKeyText};
use serde::de::DeserializeOwned;

/// The parts of `election.json` that these tests need.
#[derive(serde::Deserialize)]
pub struct Election {
    pub uuid: String,
    pub group: String,
}

/// One election made by Belenios 3.3.
pub struct Archive(&'static str);

pub const SMALL: Archive = Archive("33-small-ed25519");
pub const HUNDRED: Archive = Archive("33-n100-ed25519");

impl Archive {
    pub fn text(&self, file: &str) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/vectors")
            .join(self.0);
        std::fs::read_to_string(folder.join(file)).unwrap()
    }

    pub fn json<T: DeserializeOwned>(&self, file: &str) -> T {
        serde_json::from_str(&self.text(file)).unwrap()
    }

    pub fn election(&self) -> Election {
        self.json("election.json")
    }

    pub fn election_id(&self) -> ElectionId {
        ElectionId::parse(&self.election().uuid).unwrap()
    }

    /// The private credential of every voter, by address.
    pub fn private_credentials(&self) -> BTreeMap<String, String> {
        self.json("private_creds.json")
    }

    /// The public credential of every voter, by address.
    pub fn public_credentials(&self) -> BTreeMap<String, String> {
        let lines: Vec<String> = self.json("public_creds.json");
        let split = |line: &String| {
            let parts: Vec<&str> = line.split(',').collect();
            (parts[2].to_owned(), parts[0].to_owned())
        };
        lines.iter().map(split).collect()
    }

    pub fn trustees(&self) -> Vec<TrusteeKeyText> {
        let trustees: Vec<(String, TrusteeKeyText)> = self.json("trustees.json");
        trustees.into_iter().map(|(_, key)| key).collect()
    }
}
