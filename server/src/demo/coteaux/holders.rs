//! The key of the demonstration's election: the server's share and four of six holders.

use crate::cli::Failure;
use palier_app::demo::stream::Stream;
use palier_ballots::threshold::{Certificates, Context, Seed, certify};
use palier_ballots::wire::TrusteeText;
use palier_ballots::{Ed25519, Error, SecretScalar, TrusteeKey};

const SIZE: u64 = 6;
const THRESHOLD: u64 = 4;

/// The trustees as the archive shows them.
pub fn trustees(handle: &str) -> Result<Vec<TrusteeText>, Failure> {
    make(handle).map_err(|error| Failure::new(format!("the demonstration's key: {error}")))
}

fn make(handle: &str) -> Result<Vec<TrusteeText>, Error> {
    let mut rng = Stream::of(format!("{handle}|key"));
    let server = SecretScalar::<Ed25519>::random(&mut rng);
    let server = TrusteeKey::publish(&server, &mut rng).print();
    let seeds: Vec<Seed> = (0..SIZE).map(|_| Seed::random(&mut rng)).collect();
    let mut certificates = Vec::new();
    for (index, seed) in (1..).zip(&seeds) {
        let context = Context {
            size: SIZE,
            threshold: THRESHOLD,
            index,
        };
        certificates.push(certify::<Ed25519, _>(seed, context, &mut rng)?);
    }
    let certificates = Certificates::<Ed25519>::check(certificates, THRESHOLD)?;
    let mut polynomials = Vec::new();
    for seed in &seeds {
        polynomials.push(certificates.polynomial(seed, &mut rng)?);
    }
    let inputs = certificates.inputs(&polynomials)?;
    let mut outputs = Vec::new();
    for (seed, input) in seeds.iter().zip(&inputs) {
        outputs.push(certificates.output(seed, input, &mut rng)?);
    }
    let holders = certificates.finish(&polynomials, &outputs)?;
    Ok(vec![
        TrusteeText::Single(server),
        TrusteeText::Pedersen(holders),
    ])
}
