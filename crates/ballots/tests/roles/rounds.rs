//! Threshold keys: rounds of our own.

use palier_ballots::check::Ciphertext;
use palier_ballots::threshold::{Certificates, Context, OutputText, PolynomialText, Seed, certify};
use palier_ballots::{
    Belenios2048, Ed25519, Error, Group, Making, SecretScalar, count, decrypt, join_factors,
};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

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
