//! Rounds 1, 3 and 5: what a holder of a threshold key does.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::in_group;
use super::key::{KeyFile, Protection, Secret};
use super::server::{Sent, certs_fingerprint, name_holder};
use crate::election::differs;
use crate::threshold::{Certificates, Context, Seed, certify, json};
use crate::wire::read;
use crate::{Error, Group, Making};

/// What making a key gives: what is sent to the server, and what the holder keeps.
pub struct Made {
    /// JSON for the server.
    pub public: String,
    /// The holder's file, wiped when dropped.
    pub key_file: Zeroizing<String>,
}

/// Round 1: draws a seed and makes its certificate.
///
/// # Errors
/// [`Error::GroupUnsupported`], [`Error::ThresholdBounds`] and [`Error::PassphraseShort`].
pub fn new_seed<R: CryptoRng + ?Sized>(
    group: &str,
    context: Context,
    protection: Protection<'_>,
    rng: &mut R,
) -> Result<Made, Error> {
    protection.check()?;
    let seed = Seed::random(rng);
    let certificate = in_group!(group, G => certify::<G, R>(&seed, context, rng))?;
    let file = KeyFile {
        group: group.to_owned(),
        secret: Secret::Seed(context, seed),
    };
    Ok(Made {
        public: json(&certificate),
        key_file: file.write(protection, rng)?,
    })
}

/// Round 3: checks everybody's certificates, the holder's own among them, and makes the shares.
///
/// # Errors
/// [`Error::KeyKind`], [`Error::Holder`] naming whose certificate is refused, [`Error::Differs`] when
/// there are more or fewer of them than the holder agreed to, and [`Error::NotAHolder`] when hers is
/// not at her place.
pub fn polynomial<R: CryptoRng + ?Sized>(
    key: &KeyFile,
    certificates: &str,
    rng: &mut R,
) -> Result<String, Error> {
    in_group!(key.group(), G => {
        let (checked, seed) = own::<G>(key, certificates)?;
        Ok(json(&checked.polynomial(seed, rng)?))
    })
}

/// Round 5: checks everybody's shares and adds them up to the holder's decryption key.
///
/// What is sent is the public key of it; the key file alone decrypts and takes the place of the
/// first one, under the passphrase that is given now.
///
/// # Errors
/// Those of [`polynomial`], [`Error::Holder`] naming whose share is refused, and
/// [`Error::PassphraseShort`].
pub fn output<R: CryptoRng + ?Sized>(
    key: &KeyFile,
    certificates: &str,
    input: &str,
    protection: Protection<'_>,
    rng: &mut R,
) -> Result<Made, Error> {
    in_group!(key.group(), G => take::<G, R>(key, certificates, input, protection, rng))
}

fn take<G: Making, R: CryptoRng + ?Sized>(
    key: &KeyFile,
    certificates: &str,
    input: &str,
    protection: Protection<'_>,
    rng: &mut R,
) -> Result<Made, Error> {
    protection.check()?;
    let (checked, seed) = own::<G>(key, certificates)?;
    let input = read(input.as_bytes())?;
    let output = checked.output(seed, &input, rng).map_err(name_holder)?;
    let secret = checked.decryption_key(seed, &output.private_key)?;
    let file = KeyFile {
        group: G::NAME.to_owned(),
        secret: Secret::Share {
            certificates: certs_fingerprint(checked.texts()),
            secret: secret.encode(),
        },
    };
    Ok(Made {
        public: json(&output),
        key_file: file.write(protection, rng)?,
    })
}

/// The certificates, checked against what the holder agreed to in round 1.
fn own<'a, G: Group>(
    key: &'a KeyFile,
    certificates: &str,
) -> Result<(Certificates<G>, &'a Seed), Error> {
    let (context, seed) = key.seed()?;
    let sent = Sent::read(certificates)?;
    let expected = (context.threshold, context.size, G::NAME);
    let found = (sent.threshold, sent.size(), sent.group.as_str());
    if expected != found {
        let words = |(threshold, size, group): (u64, u64, &str)| {
            format!("{threshold} of {size} holders in {group}")
        };
        return Err(differs(&words(expected), &words(found)));
    }
    let checked = sent.check::<G>()?;
    let place = u64::try_from(checked.holder(seed)?).unwrap_or(u64::MAX);
    if place.saturating_add(1) != context.index {
        return Err(Error::NotAHolder);
    }
    Ok((checked, seed))
}
