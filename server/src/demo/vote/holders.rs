//! The key of an election of the demonstration: the server's share and four of six holders.

use crate::cli::Failure;
use palier_app::demo::stream::Stream;
use palier_ballots::threshold::{Certificates, Context, Seed, certify};
use palier_ballots::wire::{TrusteeText, print};
use palier_ballots::{Ed25519, Error, SecretScalar, TrusteeKey};
use serde::Serialize;

const SIZE: u64 = 6;
const THRESHOLD: u64 = 4;
/// As many holders as the threshold.
const ENOUGH: usize = 4;

/// What the holders made together.
pub struct Ceremony {
    /// The trustees as the archive shows them.
    pub trustees: Vec<TrusteeText>,
    /// Their public messages: round, number of the holder, text.
    pub messages: Vec<(i64, i64, String)>,
    /// Keys that open the tally together, each with the number of its holder: nothing of a
    /// demonstration is secret.
    pub keys: Vec<(u64, SecretScalar<Ed25519>)>,
}

/// The holders' names, in the order of their shares.
pub const PRESIDENT: &str = "Alice Marchand";
/// The second member of the board.
pub const SECOND: &str = "Bruno Keller";
/// The delegates of four lists.
pub const DELEGATES: [(&str, &str); 4] = [
    ("Chloé Diarra", "CNL"),
    ("David Nunes", "CLCV"),
    ("Élise Faure", "CSF"),
    ("Farid Haddad", "AFOC"),
];

/// The key of an election.
///
/// # Errors
/// Never for the numbers above.
pub fn ceremony(handle: &str) -> Result<Ceremony, Failure> {
    make(handle).map_err(|error| Failure::new(format!("the demonstration's key: {error}")))
}

fn make(handle: &str) -> Result<Ceremony, Error> {
    let mut rng = Stream::of(format!("{handle}|key"));
    let own = SecretScalar::<Ed25519>::random(&mut rng);
    let server = TrusteeKey::publish(&own, &mut rng).print();
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
    let mut keys = vec![(1, own)];
    for (owner, (seed, output)) in (2..).zip(seeds.iter().zip(&outputs)).take(ENOUGH) {
        keys.push((
            owner,
            certificates.decryption_key(seed, &output.private_key)?,
        ));
    }
    let mut messages = said(1, certificates.texts());
    messages.extend(said(3, &polynomials));
    messages.extend(said(5, &outputs));
    Ok(Ceremony {
        trustees: vec![TrusteeText::Single(server), TrusteeText::Pedersen(holders)],
        messages,
        keys,
    })
}

/// The messages of a round, by the number of the holder.
fn said<M: Serialize>(round: i64, messages: &[M]) -> Vec<(i64, i64, String)> {
    let text = |message| String::from_utf8(print(message)).unwrap_or_default();
    (1..)
        .zip(messages)
        .map(|(holder, message)| (round, holder, text(message)))
        .collect()
}
