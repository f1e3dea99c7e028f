//! Nonces of proofs, and other numbers that a holder of a key draws.

use rand_core::CryptoRng;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

use crate::{Making, SecretScalar};

/// Draws the nonce of a proof from fresh randomness, the secret key and the message together.
///
/// A nonce that is known or used twice gives the key away. Hashing the key and the message in
/// keeps it secret and distinct even where the generator turns out to be broken (the hedge of
/// draft-irtf-cfrg-det-sigs-with-noise).
pub(crate) fn hedged<G: Making, R: CryptoRng + ?Sized>(
    rng: &mut R,
    secret: &SecretScalar<G>,
    message: &str,
) -> SecretScalar<G> {
    let mut fresh = Zeroizing::new([0; 64]);
    rng.fill_bytes(&mut *fresh);
    // The first three parts have a fixed length, so no two inputs read the same.
    let digest = Sha512::new()
        .chain_update(b"palier|nonce|")
        .chain_update(*fresh)
        .chain_update(&*G::scalar_bytes(secret.expose()))
        .chain_update(message.as_bytes())
        .finalize();
    SecretScalar::from_wide(&Zeroizing::new(digest.into()))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;
    use crate::Ed25519;

    #[test]
    fn a_generator_that_repeats_itself_does_not_repeat_a_nonce() {
        let nonce = |secret: &str, message| {
            let secret = SecretScalar::<Ed25519>::decode(secret).unwrap();
            hedged(&mut StdRng::seed_from_u64(7), &secret, message).public()
        };
        assert_eq!(nonce("1", "a"), nonce("1", "a"));
        assert_ne!(nonce("1", "a"), nonce("2", "a"));
        assert_ne!(nonce("1", "a"), nonce("1", "b"));
    }
}
