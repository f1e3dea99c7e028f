//! Threshold keys: the messages of Belenios replayed, and rounds of our own.

use palier_ballots::check::Ciphertext;
use palier_ballots::threshold::{
    Certificates, Context, InputText, OutputText, PolynomialText, Seed, certify, open_key,
};
use palier_ballots::wire::{
    CertificateKeysText, EncryptedTallyText, OwnedText, PartialDecryptionText, PedersenText,
    SetupText, parse, print,
};
use palier_ballots::{
    Belenios2048, Ed25519, Error, Group, Making, SecretScalar, add_factors, count, decrypt,
    join_factors,
};
use proptest::prelude::*;
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

/// A key establishment of our own.
struct Rounds<G: Group> {
    seeds: Vec<Seed>,
    certificates: Certificates<G>,
    polynomials: Vec<PolynomialText>,
}

fn rounds<G: Making>(size: u64, threshold: u64, rng: &mut StdRng) -> Rounds<G> {
    let seeds: Vec<Seed> = (0..size).map(|_| Seed::random(rng)).collect();
    let mut texts = Vec::new();
    for (index, seed) in (1..).zip(&seeds) {
        let context = Context {
            size,
            threshold,
            index,
        };
        texts.push(certify::<G, _>(seed, context, rng).unwrap());
    }
    let certificates = Certificates::<G>::check(texts, threshold).unwrap();
    let polynomials = seeds
        .iter()
        .map(|seed| certificates.polynomial(seed, rng).unwrap())
        .collect();
    Rounds {
        seeds,
        certificates,
        polynomials,
    }
}

#[test]
fn six_rounds_give_keys_of_which_any_threshold_decrypts() {
    fn run<G: Making>(size: u64, threshold: u64) {
        let mut rng = StdRng::seed_from_u64(size);
        let Rounds {
            seeds,
            certificates,
            polynomials,
        } = rounds::<G>(size, threshold, &mut rng);
        let inputs = certificates.inputs(&polynomials).unwrap();
        let outputs: Vec<OutputText> = seeds
            .iter()
            .zip(&inputs)
            .map(|(seed, input)| certificates.output(seed, input, &mut rng).unwrap())
            .collect();
        let published = certificates.finish(&polynomials, &outputs).unwrap();
        assert_eq!(published.verification_keys.len(), seeds.len());
        let element = SecretScalar::<G>::random(&mut rng).public();
        let parts: Vec<(u64, Vec<Vec<G::Element>>)> = (1..)
            .zip(seeds.iter().zip(&outputs))
            .map(|(index, (seed, output))| {
                let key = certificates
                    .decryption_key(seed, &output.private_key)
                    .unwrap();
                let tally = [vec![Ciphertext {
                    alpha: element,
                    beta: element,
                }]];
                let made = decrypt("fingerprint", &key, &tally, &mut rng);
                let factor = G::decode(&made.decryption_factors[0][0]).unwrap();
                (index, vec![vec![factor]])
            })
            .collect();
        let threshold = usize::try_from(threshold).unwrap();
        let first = join_factors::<G>(&parts[..threshold]);
        let last = join_factors::<G>(&parts[parts.len() - threshold..]);
        assert_eq!(first, last);
        if threshold > 1 {
            assert_ne!(join_factors::<G>(&parts[..threshold - 1]), first);
        }
    }
    run::<Ed25519>(3, 2);
    run::<Ed25519>(5, 4);
    run::<Ed25519>(2, 1);
    run::<Belenios2048>(3, 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_threshold_of_the_holders_joins_the_same(
        size in 2u64..7, spread in any::<prop::sample::Index>(), seed: u64,
        order in Just((0usize..6).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // Values of a polynomial at 1 to n, times an element: what the holders' keys give.
        let mut rng = StdRng::seed_from_u64(seed);
        let size = usize::try_from(size).unwrap();
        let threshold = 1 + spread.index(size);
        let coefficients: Vec<_> = (0..threshold)
            .map(|_| Ed25519::decode_scalar(&SecretScalar::<Ed25519>::random(&mut rng).encode()))
            .collect::<Result<_, _>>()?;
        let element = SecretScalar::<Ed25519>::random(&mut rng).public();
        let parts: Vec<_> = order
            .into_iter()
            .filter(|at| *at < size)
            .map(|at| {
                let index = u64::try_from(at).unwrap() + 1;
                let point = Ed25519::small(index);
                let value = coefficients.iter().rev().fold(Ed25519::small(0), |sum, c| sum * point + c);
                (index, vec![vec![Ed25519::multiply(&element, &value)]])
            })
            .collect();
        let expected = Ed25519::multiply(&element, &coefficients[0]);
        for chosen in parts.windows(threshold) {
            prop_assert_eq!(join_factors::<Ed25519>(chosen), vec![vec![expected]]);
        }
    }
}

#[test]
fn a_holder_who_sends_a_wrong_share_is_named() {
    let mut rng = StdRng::seed_from_u64(9);
    let Rounds {
        seeds,
        certificates,
        mut polynomials,
    } = rounds::<Ed25519>(3, 2, &mut rng);
    // The second holder sends the third what belongs to another polynomial of hers.
    let other = certificates.polynomial(&seeds[1], &mut rng).unwrap();
    polynomials[1].secrets[2] = other.secrets[2].clone();
    let inputs = certificates.inputs(&polynomials).unwrap();
    let refused = certificates
        .output(&seeds[2], &inputs[2], &mut rng)
        .unwrap_err();
    let expected = Error::At {
        place: "secrets[1]".to_owned(),
        cause: Box::new(Error::ShareRefused),
    };
    assert_eq!(refused, expected);
    assert!(certificates.output(&seeds[0], &inputs[0], &mut rng).is_ok());
    // A share meant for somebody else does not open.
    polynomials[1].secrets[2] = polynomials[1].secrets[0].clone();
    let inputs = certificates.inputs(&polynomials).unwrap();
    assert!(
        certificates
            .output(&seeds[2], &inputs[2], &mut rng)
            .is_err()
    );
    // The server gives other commitments out.
    polynomials[0] = certificates.polynomial(&seeds[0], &mut rng).unwrap();
    let mut inputs = certificates.inputs(&polynomials).unwrap();
    inputs[0].polynomial = other.polynomial;
    assert!(
        certificates
            .output(&seeds[0], &inputs[0], &mut rng)
            .is_err()
    );
}

#[test]
fn a_certificate_of_another_establishment_is_refused() {
    let mut rng = StdRng::seed_from_u64(10);
    let seeds = [Seed::random(&mut rng), Seed::random(&mut rng)];
    let mut certificate = |seed: usize, size, threshold, index| {
        let context = Context {
            size,
            threshold,
            index,
        };
        certify::<Ed25519, _>(&seeds[seed], context, &mut rng).unwrap()
    };
    let check = |texts| Certificates::<Ed25519>::check(texts, 2).map(|_| ());
    let (first, second) = (certificate(0, 2, 2, 1), certificate(1, 2, 2, 2));
    assert!(check(vec![first.clone(), second.clone()]).is_ok());
    assert!(check(vec![second, first.clone()]).is_err());
    assert!(check(vec![first.clone(), certificate(1, 3, 2, 2)]).is_err());
    assert!(check(vec![first.clone(), certificate(1, 2, 1, 2)]).is_err());
    let repeated = Error::At {
        place: "certs[1]".to_owned(),
        cause: Box::new(Error::Field {
            field: "verification",
            cause: Box::new(Error::KeyRepeated),
        }),
    };
    assert_eq!(
        check(vec![first.clone(), certificate(0, 2, 2, 2)]),
        Err(repeated)
    );
    let mut forged = certificate(1, 2, 2, 2);
    forged.signature = first.signature.clone();
    assert!(check(vec![first, forged]).is_err());
}

#[test]
fn a_count_is_found_up_to_its_bound() {
    for number in [0u64, 1, 31, 32, 33, 999, 1000] {
        let element = Ed25519::multiply_generator(&Ed25519::small(number));
        assert_eq!(count::<Ed25519>(&element, 1000), Ok(number));
        let refused = count::<Ed25519>(&element, 30);
        assert_eq!(refused.is_ok(), number <= 30, "{number}");
    }
    let large = Ed25519::multiply_generator(&Ed25519::small(4_000_000_123));
    assert_eq!(count::<Ed25519>(&large, 5_000_000_000), Ok(4_000_000_123));
}
