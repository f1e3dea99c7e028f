//! A small election around the trustees' files: what comes before their part, and after it.

use palier_ballots::archive::Writer;
use palier_ballots::check::{Ciphertext, check_ballot, check_partial_decryption};
use palier_ballots::conduct::{self, Tally, Template, append};
use palier_ballots::make::{BallotSeed, Booth, Choices};
use palier_ballots::verify::{Options, Report, verify};
use palier_ballots::wire::{PartialDecryptionText, TrusteeText, print};
use palier_ballots::{
    Credential, Ed25519, Election, ElectionId, Group, PublicCredentials, SecretScalar,
};
use serde::Deserialize;
use std::collections::HashMap;

pub const UUID: &str = "EssaiDePaLier1";

const TEMPLATE: &str = r#"{"description":"Un essai.","name":"Essai","questions":[{"answers":["Oui","Non"],"min":1,"max":1,"question":"Oui ?"}]}"#;

/// What `palier trustee decrypt` writes.
#[derive(Deserialize)]
struct Made {
    owner: u64,
    decryption: PartialDecryptionText,
}

/// An election with its trustees, before anybody votes.
pub struct Conducted {
    trustees: Vec<TrusteeText>,
    election: Election<Ed25519>,
    record: Vec<u8>,
    credentials: Vec<SecretScalar<Ed25519>>,
}

/// An archive that ends with a tally, and what it takes to go on.
pub struct Tallied {
    pub archive: Vec<u8>,
    writer: Writer,
    sum: Vec<Vec<Ciphertext<Ed25519>>>,
    weight: u64,
}

impl Conducted {
    /// Sets an election up with single keys and threshold parts, as the commands wrote them.
    pub fn new(single: &[String], parts: &[String]) -> Self {
        let single = single.iter();
        let single = single.map(|text| TrusteeText::Single(serde_json::from_str(text).unwrap()));
        let parts = parts.iter();
        let parts = parts.map(|text| TrusteeText::Pedersen(serde_json::from_str(text).unwrap()));
        let trustees: Vec<TrusteeText> = single.chain(parts).collect();
        let id = ElectionId::parse(UUID).unwrap();
        let template = Template::read(TEMPLATE.as_bytes()).unwrap();
        let record = conduct::election::<Ed25519>(&template, &id, &trustees).unwrap();
        let voter = |_| Credential::random(&mut rng()).derive(&id);
        Self {
            trustees,
            election: Election::read(&record).unwrap(),
            record,
            credentials: (0..3).map(voter).collect(),
        }
    }

    /// The archive when the first voters have voted, `10` or `01` each, and the tally stands in it.
    pub fn tallied(&self, votes: &[&str]) -> Tallied {
        let publics: Vec<_> = self.credentials.iter().map(SecretScalar::public).collect();
        let list = PublicCredentials::new::<Ed25519>(publics.iter().map(|key| (key, 1))).unwrap();
        let (mut writer, mut archive) = Writer::start(1_790_000_000).unwrap();
        let trustees = print(&self.trustees);
        archive.extend(append::setup(&mut writer, &self.record, &trustees, &list).unwrap());
        let booth = Booth::new(&self.election);
        let mut tally = Tally::new(self.election.questions());
        for ((vote, credential), public) in votes.iter().zip(&self.credentials).zip(&publics) {
            let choices = Choices::parse(vote).unwrap();
            let seed = BallotSeed::random(credential, &mut rng());
            let sealed = booth.seal(credential, choices, seed, &mut rng()).unwrap();
            let cast = sealed.cast();
            let checked = check_ballot(&self.election, cast.bytes(), |_| Some(public)).unwrap();
            tally.add(checked, 1);
            archive.extend(append::ballot(&mut writer, &cast).unwrap());
        }
        archive.extend(append::end_of_ballots(&mut writer).unwrap());
        archive.extend(append::encrypted_tally(&mut writer, &tally.records()).unwrap());
        Tallied {
            archive,
            writer,
            sum: tally.sum(),
            weight: tally.weight(),
        }
    }

    /// Adds what the holders decrypted and the result, and verifies the whole.
    pub fn finish(&self, tallied: Tallied, decryptions: &[String]) -> Report {
        let Tallied {
            mut archive,
            mut writer,
            sum,
            weight,
        } = tallied;
        let mut factors = HashMap::new();
        for text in decryptions {
            let Made { owner, decryption } = serde_json::from_str(text).unwrap();
            let key = self.key(owner);
            let print = self.election.fingerprint();
            let (made, verdict) =
                check_partial_decryption::<Ed25519>(print, &key, &sum, &decryption).unwrap();
            verdict.unwrap();
            factors.insert(owner, made);
            let bytes = append::partial_decryption(&mut writer, owner, &decryption).unwrap();
            archive.extend(bytes);
        }
        let result = conduct::result::<Ed25519>(&sum, weight, &self.trustees, &factors).unwrap();
        archive.extend(append::result(&mut writer, &result).unwrap());
        let options = Options {
            finished: true,
            ..Options::default()
        };
        verify([archive], options)
    }

    /// The public key of a holder, by her number.
    fn key(&self, owner: u64) -> <Ed25519 as Group>::Element {
        let keys = self.trustees.iter().flat_map(|part| match part {
            TrusteeText::Single(text) => vec![&text.public_key],
            TrusteeText::Pedersen(text) => {
                let keys = text.verification_keys.iter();
                keys.map(|text| &text.public_key).collect()
            }
        });
        let at = usize::try_from(owner).unwrap() - 1;
        Ed25519::decode(keys.collect::<Vec<_>>()[at]).unwrap()
    }
}

fn rng() -> rand_core::UnwrapErr<getrandom::SysRng> {
    rand_core::UnwrapErr(getrandom::SysRng)
}
