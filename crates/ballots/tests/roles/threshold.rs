//! Threshold keys: the messages of Belenios replayed.

use palier_ballots::check::Ciphertext;
use palier_ballots::threshold::{
    Certificates, InputText, OutputText, PolynomialText, Seed, open_key,
};
use palier_ballots::wire::{
    CertificateKeysText, EncryptedTallyText, OwnedText, PartialDecryptionText, PedersenText,
    SetupText, parse, print,
};
use palier_ballots::{
    Belenios2048, Ed25519, Group, SecretScalar, add_factors, count, decrypt, join_factors,
};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::vectors::{SMALL_THRESHOLD, THRESHOLD, THRESHOLD_2_0, Vector};

fn certificates(vector: &Vector) -> (PedersenText, Certificates<Ed25519>) {
    let published: PedersenText = vector.json("threshold.json");
    let certs = published.certs.clone();
    let checked = Certificates::check(certs, published.threshold).unwrap();
    (published, checked)
}

/// The holders' seeds, each with the start of the names of her files.
fn seeds(vector: &Vector) -> Vec<(String, Seed)> {
    let read = |name: String| {
        let seed = Seed::parse(vector.text(&name).trim_end()).unwrap();
        (name.trim_end_matches("key").to_owned(), seed)
    };
    vector.files("key").into_iter().map(read).collect()
}

#[test]
fn the_messages_of_belenios_3_3_give_every_holder_her_key() {
    for (vector, holders) in [(SMALL_THRESHOLD, 3), (THRESHOLD, 3)] {
        let (published, certificates) = certificates(&vector);
        let seeds = seeds(&vector);
        assert_eq!(seeds.len(), holders);
        for (name, seed) in seeds {
            let holder = certificates.holder(&seed).unwrap();
            let expected = &published.verification_keys[holder].public_key;
            let sealed = vector.text(&format!("{name}dkey"));
            let key = certificates
                .decryption_key(&seed, sealed.trim_end())
                .unwrap();
            assert_eq!(&Ed25519::encode(&key.public()), expected);
            let input: InputText = vector.json(&format!("{name}vinput"));
            let mut rng = StdRng::seed_from_u64(3);
            let output = certificates.output(&seed, &input, &mut rng).unwrap();
            assert_eq!(&output.public_key.public_key, expected);
            let again = certificates
                .decryption_key(&seed, &output.private_key)
                .unwrap();
            assert_eq!(*again.encode(), *key.encode());
        }
    }
}

#[test]
fn the_servers_rounds_reproduce_what_belenios_3_3_wrote() {
    for vector in [SMALL_THRESHOLD, THRESHOLD] {
        let (published, certificates) = certificates(&vector);
        let polynomials: Vec<PolynomialText> = vector
            .text("polynomials.jsons")
            .lines()
            .map(|line| parse(line.as_bytes()).unwrap())
            .collect();
        let inputs = certificates.inputs(&polynomials).unwrap();
        let mut outputs: Vec<Option<OutputText>> = vec![None; inputs.len()];
        for (name, seed) in seeds(&vector) {
            let holder = certificates.holder(&seed).unwrap();
            let expected = vector.text(&format!("{name}vinput"));
            assert_eq!(print(&inputs[holder]), expected.trim_end().as_bytes());
            outputs[holder] = Some(vector.json(&format!("{name}voutput")));
        }
        let outputs: Vec<OutputText> = outputs.into_iter().map(Option::unwrap).collect();
        let made = certificates.finish(&polynomials, &outputs).unwrap();
        assert_eq!(made, published);
        let expected = vector.text("threshold.json");
        assert_eq!(print(&made), expected.trim_end().as_bytes());
    }
}

#[test]
fn the_messages_of_belenios_2_0_open_too() {
    let published: PedersenText = THRESHOLD_2_0.json("threshold.json");
    let keys: Vec<String> = published
        .verification_keys
        .iter()
        .map(|key| key.public_key.clone())
        .collect();
    for (name, seed) in seeds(&THRESHOLD_2_0) {
        let signing = Belenios2048::encode(&seed.signing_key::<Belenios2048>().public());
        let holder = published.certs.iter().position(|cert| {
            let cert: CertificateKeysText = parse(cert.message.as_bytes()).unwrap();
            cert.verification == signing
        });
        let verification = Belenios2048::decode(&signing).unwrap();
        let sealed = THRESHOLD_2_0.text(&format!("{name}dkey"));
        let key = open_key::<Belenios2048>(&seed, &verification, sealed.trim_end()).unwrap();
        assert_eq!(Belenios2048::encode(&key.public()), keys[holder.unwrap()]);
    }
}

/// The tally of an archive.
struct Opened<G: Group> {
    /// The fingerprint of the election.
    election: String,
    tally: Vec<Vec<Ciphertext<G>>>,
    /// The partial decryptions by owner.
    parts: Vec<(u64, PartialDecryptionText)>,
}

fn tally<G: Group>(vector: &Vector) -> Opened<G> {
    let records = vector.records();
    let body = |name: &str| {
        let found = records.iter().find(|(file, _)| file.starts_with(name));
        found.unwrap().1.as_slice()
    };
    let setup: SetupText = records
        .iter()
        .find_map(|(_, body)| parse(body).ok())
        .unwrap();
    let text: EncryptedTallyText = records
        .iter()
        .find_map(|(_, body)| parse(body).ok())
        .unwrap();
    let row = |row: &Vec<_>| {
        row.iter()
            .map(|text| Ciphertext::parse(text).unwrap())
            .collect()
    };
    let owned = records
        .iter()
        .filter_map(|(_, body)| parse::<OwnedText>(body).ok());
    let parts = owned.map(|owned| (owned.owner, parse(body(&owned.payload)).unwrap()));
    Opened {
        election: G::fingerprint(body(&setup.election)),
        tally: text.iter().map(row).collect(),
        parts: parts.collect(),
    }
}

#[test]
fn the_key_files_of_belenios_reproduce_the_published_factors_and_the_result() {
    for vector in [SMALL_THRESHOLD, THRESHOLD] {
        let (_, certificates) = certificates(&vector);
        let Opened {
            election,
            tally,
            parts,
        } = tally::<Ed25519>(&vector);
        let single: Vec<SecretScalar<Ed25519>> = vector
            .files("privkey")
            .iter()
            .map(|name| SecretScalar::decode(&vector.json::<String>(name)).unwrap())
            .collect();
        let mut rng = StdRng::seed_from_u64(4);
        let mut factors = Vec::new();
        let mut joined = Vec::new();
        let elements = |text: &PartialDecryptionText| -> Vec<Vec<_>> {
            let row = |row: &Vec<String>| row.iter().map(|e| Ed25519::decode(e).unwrap()).collect();
            text.decryption_factors.iter().map(row).collect()
        };
        for secret in &single {
            let made = decrypt(&election, secret, &tally, &mut rng);
            let published = parts.iter().find(|(owner, _)| *owner == 1).unwrap();
            assert_eq!(made.decryption_factors, published.1.decryption_factors);
            factors = add_factors::<Ed25519>(factors, elements(&made));
        }
        assert_eq!(single.len(), 1);
        for (name, seed) in seeds(&vector) {
            let holder = u64::try_from(certificates.holder(&seed).unwrap()).unwrap() + 1;
            let sealed = vector.text(&format!("{name}dkey"));
            let key = certificates
                .decryption_key(&seed, sealed.trim_end())
                .unwrap();
            let made = decrypt(&election, &key, &tally, &mut rng);
            let published = parts.iter().find(|(owner, _)| *owner == 1 + holder);
            if let Some((_, published)) = published {
                assert_eq!(made.decryption_factors, published.decryption_factors);
            }
            joined.push((holder, elements(&made)));
        }
        assert!(parts.len() >= 3);
        let expected: serde_json::Value = vector.json("meta.json");
        for leave in 0..joined.len() {
            let mut two = joined.clone();
            two.remove(leave);
            let all = add_factors::<Ed25519>(factors.clone(), join_factors::<Ed25519>(&two));
            let counts: Vec<Vec<u64>> = tally
                .iter()
                .zip(&all)
                .map(|(row, factors)| {
                    let pairs = row.iter().zip(factors);
                    let open = |(c, f): (&Ciphertext<Ed25519>, _)| {
                        let message = Ed25519::add(&c.beta, &Ed25519::negate(f));
                        count::<Ed25519>(&message, 1000).unwrap()
                    };
                    pairs.map(open).collect()
                })
                .collect();
            assert_eq!(serde_json::json!(counts), expected["result"]["result"]);
        }
    }
}
