//! A key holder's part: nothing is decrypted before the whole archive was verified.

use rand_core::CryptoRng;

use super::Verified;
use crate::check::Ciphertext;
use crate::wire::{EncryptedTallyText, PartialDecryptionText, TrusteeText, parse};
use crate::{Error, Group, Making, SecretScalar, decrypt};

/// What a holder gives back, and what she remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decrypted {
    /// The number of the holder, from 1 through all parts of the trustees.
    pub owner: u64,
    /// The factors with their proofs.
    pub text: PartialDecryptionText,
    /// The name of the tally's record; kept with the key, it keeps a second tally from being
    /// decrypted.
    pub tally: String,
}

/// Verifies an archive and decrypts its tally with a holder's key.
///
/// `before` is the tally that the holder decrypted earlier in this election, if any: whoever got two
/// different ones decrypted would learn the difference, which may be one vote.
///
/// # Errors
/// [`Error::ArchiveRefused`] with what the verification found, and those of [`decrypt_verified`].
pub fn decrypt_archive<G: Making, R: CryptoRng + ?Sized>(
    archive: &[u8],
    key: &SecretScalar<G>,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decrypted, Error> {
    decrypt_verified(&Verified::read([archive])?, key, before, rng)
}

/// Decrypts the tally of an archive that was verified, with a holder's key.
///
/// # Errors
/// [`Error::KeyGroup`] for a key of another group, [`Error::NoTally`] before the ballots were added
/// up, [`Error::OtherTally`], and [`Error::NotAHolder`] when the key is none of the election's.
pub fn decrypt_verified<G: Making, R: CryptoRng + ?Sized>(
    archive: &Verified,
    key: &SecretScalar<G>,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decrypted, Error> {
    let owner = owner::<G>(archive, &key.public())?;
    let (name, record) = archive.tally.as_ref().ok_or(Error::NoTally)?;
    if before.is_some_and(|before| before != name) {
        return Err(Error::OtherTally);
    }
    let sum = parse::<EncryptedTallyText>(record)?
        .iter()
        .map(|row| row.iter().map(Ciphertext::<G>::parse).collect())
        .collect::<Result<Vec<Vec<_>>, _>>()?;
    Ok(Decrypted {
        owner,
        text: decrypt(&archive.fingerprint, key, &sum, rng),
        tally: name.clone(),
    })
}

/// The number of the holder of a public key, from 1 through all parts.
///
/// # Errors
/// [`Error::KeyGroup`] and [`Error::NotAHolder`].
pub(crate) fn owner<G: Group>(archive: &Verified, key: &G::Element) -> Result<u64, Error> {
    if archive.group != G::NAME {
        return Err(Error::KeyGroup {
            key: G::NAME.to_owned(),
            election: archive.group.clone(),
        });
    }
    let key = G::encode(key);
    let keys = archive.trustees.iter().flat_map(|trustee| match trustee {
        TrusteeText::Single(text) => vec![&text.public_key],
        TrusteeText::Pedersen(text) => {
            let keys = text.verification_keys.iter();
            keys.map(|text| &text.public_key).collect()
        }
    });
    let found = (1..).zip(keys).find(|(_, one)| **one == key);
    found.map(|(owner, _)| owner).ok_or(Error::NotAHolder)
}
