//! One key for one holder.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::key::{KeyFile, Protection, Secret};
use super::{Made, in_group};
use crate::threshold::json;
use crate::{Error, Making, SecretScalar, TrusteeKey};

/// Makes the key of a single holder: the public key with its proof, and the key file.
///
/// # Errors
/// [`Error::GroupUnsupported`] and [`Error::PassphraseShort`].
pub fn new_single<R: CryptoRng + ?Sized>(
    group: &str,
    protection: Protection<'_>,
    rng: &mut R,
) -> Result<Made, Error> {
    in_group!(group, G => make::<G, R>(protection, rng))
}

fn make<G: Making, R: CryptoRng + ?Sized>(
    protection: Protection<'_>,
    rng: &mut R,
) -> Result<Made, Error> {
    protection.check()?;
    let secret = SecretScalar::<G>::random(rng);
    let text: Zeroizing<String> = secret.encode();
    let file = KeyFile {
        group: G::NAME.to_owned(),
        secret: Secret::Single(text),
    };
    Ok(Made {
        public: json(&TrusteeKey::publish(&secret, rng).print()),
        key_file: file.write(protection, rng)?,
    })
}
