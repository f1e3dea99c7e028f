//! A file that two persons open together: each has a passphrase, and neither opens it alone.
//!
//! The key is SHA-256 of two argon2id keys, each with its own salt; the cipher is AES-256-GCM, and the
//! names of both are authenticated with the header. A wrong passphrase is not told from the other
//! wrong one, so one of the two learns nothing by trying.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::{LIMIT, STRENGTH, Strength, stretched};
use crate::Error;
use crate::holder::LEAST_PASSPHRASE;

/// The first line of such a file; the number is the version of the format.
const TITLE: &str = "PALIER TWO KEYS 1";

/// The bytes before the ciphertext: memory, passes, two salts and a nonce.
const HEADER: usize = 4 + 4 + 16 + 16 + 12;

/// How many characters go in one line.
const LINE: usize = 76;

/// Encrypts bytes so that two persons open them together.
///
/// The text has a title, the names of both, one in a line each, and the bytes in base64.
///
/// # Errors
/// [`Error::TwoKeys`] when a name is blank or has several lines, or both names or both passphrases
/// are the same; [`Error::PassphraseShort`].
pub fn seal_for_two<R: CryptoRng + ?Sized>(
    members: [&str; 2],
    passphrases: [&str; 2],
    secret: &[u8],
    rng: &mut R,
) -> Result<String, Error> {
    seal_with(STRENGTH, members, passphrases, secret, rng)
}

fn seal_with<R: CryptoRng + ?Sized>(
    strength: Strength,
    members: [&str; 2],
    passphrases: [&str; 2],
    secret: &[u8],
    rng: &mut R,
) -> Result<String, Error> {
    let members = members.map(str::trim);
    let passphrases = passphrases.map(str::trim);
    let named = members
        .iter()
        .all(|name| !name.is_empty() && name.lines().count() == 1);
    if !named || members[0] == members[1] || passphrases[0] == passphrases[1] {
        return Err(Error::TwoKeys);
    }
    let short = |phrase: &str| phrase.chars().count() < LEAST_PASSPHRASE;
    if passphrases.into_iter().any(short) {
        return Err(Error::PassphraseShort {
            least: LEAST_PASSPHRASE,
        });
    }
    let mut bytes = vec![0; HEADER];
    bytes[..4].copy_from_slice(&strength.memory.to_be_bytes());
    bytes[4..8].copy_from_slice(&strength.passes.to_be_bytes());
    rng.fill_bytes(&mut bytes[8..]);
    let payload = Payload {
        msg: secret,
        aad: &associated(members, &bytes),
    };
    let sealed = cipher(strength, passphrases, &bytes)
        .and_then(|cipher| cipher.encrypt(&nonce(&bytes), payload).ok())
        .ok_or(Error::TwoKeys)?;
    bytes.extend(sealed);
    let mut text = format!("{TITLE}\n{}\n{}\n", members[0], members[1]);
    let digits = STANDARD.encode(&bytes);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % LINE == 0 {
            text.push('\n');
        }
        text.push(digit);
    }
    text.push('\n');
    Ok(text)
}

/// The two who open a file together, in the order in which their passphrases are given.
///
/// # Errors
/// [`Error::TwoKeys`] when it is no such file.
pub fn two_members(text: &str) -> Result<[&str; 2], Error> {
    let mut lines = text.lines();
    if lines.next() != Some(TITLE) {
        return Err(Error::TwoKeys);
    }
    match [lines.next(), lines.next()] {
        [Some(first), Some(second)] => Ok([first, second]),
        _ => Err(Error::TwoKeys),
    }
}

/// Opens a file with the passphrases of both, in the order of their names.
///
/// # Errors
/// [`Error::TwoKeys`] when it is no such file, [`Error::Passphrases`] when the two do not open it.
pub fn open_by_two(passphrases: [&str; 2], text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let members = two_members(text)?;
    let digits: String = text.lines().skip(3).map(str::trim).collect();
    let bytes = STANDARD.decode(digits).map_err(|_| Error::TwoKeys)?;
    if bytes.len() < HEADER {
        return Err(Error::TwoKeys);
    }
    let strength = Strength::read(&bytes);
    if strength.memory > LIMIT.memory || strength.passes > LIMIT.passes {
        return Err(Error::TwoKeys);
    }
    let cipher = cipher(strength, passphrases.map(str::trim), &bytes).ok_or(Error::TwoKeys)?;
    let payload = Payload {
        msg: &bytes[HEADER..],
        aad: &associated(members, &bytes),
    };
    let opened = cipher.decrypt(&nonce(&bytes), payload);
    opened.map(Zeroizing::new).map_err(|_| Error::Passphrases)
}

/// The cipher under the key that both passphrases give together.
fn cipher(strength: Strength, passphrases: [&str; 2], header: &[u8]) -> Option<Aes256Gcm> {
    let first = stretched(strength, passphrases[0], &header[8..24])?;
    let second = stretched(strength, passphrases[1], &header[24..40])?;
    let digest = Sha256::new()
        .chain_update("palier|two keys|")
        .chain_update(*first)
        .chain_update(*second)
        .finalize();
    let key: Zeroizing<[u8; 32]> = Zeroizing::new(digest.into());
    Some(Aes256Gcm::new((&*key).into()))
}

fn nonce(bytes: &[u8]) -> Nonce<Aes256Gcm> {
    let nonce: [u8; 12] = std::array::from_fn(|at| bytes[40 + at]);
    nonce.into()
}

/// What is authenticated beside the secret: the version, both names and the parameters.
fn associated(members: [&str; 2], bytes: &[u8]) -> Vec<u8> {
    let names = format!("{TITLE}\n{}\n{}\n", members[0], members[1]);
    [names.as_bytes(), &bytes[..HEADER]].concat()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    const MEMBERS: [&str; 2] = ["Claire Martin", "Idriss Benali"];
    const PHRASES: [&str; 2] = ["quatre mots au hasard", "quatre autres mots tirés"];

    fn sealed() -> String {
        let weak = Strength {
            memory: 8,
            passes: 1,
        };
        let secret = [7; 300];
        seal_with(
            weak,
            MEMBERS,
            PHRASES,
            &secret,
            &mut StdRng::seed_from_u64(1),
        )
        .unwrap()
    }

    #[test]
    fn it_takes_both_to_open() {
        let text = sealed();
        assert_eq!(two_members(&text), Ok(MEMBERS));
        assert_eq!(*open_by_two(PHRASES, &text).unwrap(), [7; 300]);
        let [first, second] = PHRASES;
        for tried in [
            [first, first],
            [second, second],
            [second, first],
            [first, ""],
        ] {
            assert_eq!(open_by_two(tried, &text), Err(Error::Passphrases));
        }
    }

    #[test]
    fn nobody_puts_another_name_on_it() {
        let text = sealed().replace("Claire Martin", "Claire Roy");
        assert_eq!(open_by_two(PHRASES, &text), Err(Error::Passphrases));
    }

    #[test]
    fn one_person_is_not_two() {
        let mut rng = StdRng::seed_from_u64(1);
        let [first, second] = PHRASES;
        for (members, phrases) in [
            (["Claire", "Claire "], PHRASES),
            (["Claire", " "], PHRASES),
            (["Claire", "A\nB"], PHRASES),
            (MEMBERS, [first, first]),
        ] {
            let refused = seal_for_two(members, phrases, b"x", &mut rng);
            assert_eq!(refused, Err(Error::TwoKeys));
        }
        let kept = seal_for_two(MEMBERS, [first, second], b"x", &mut rng).unwrap();
        assert_eq!(*open_by_two(PHRASES, &kept).unwrap(), *b"x");
    }

    #[test]
    fn a_short_passphrase_protects_nothing() {
        let mut rng = StdRng::seed_from_u64(1);
        let refused = seal_for_two(MEMBERS, [PHRASES[0], "onze lettre"], b"x", &mut rng);
        assert_eq!(refused, Err(Error::PassphraseShort { least: 12 }));
    }

    #[test]
    fn another_file_is_none() {
        assert_eq!(two_members("PALIER KEY 1\na\nb\n"), Err(Error::TwoKeys));
        let cut = "PALIER TWO KEYS 1\nClaire\nIdriss\nAAAA\n";
        assert_eq!(open_by_two(PHRASES, cut), Err(Error::TwoKeys));
    }
}
