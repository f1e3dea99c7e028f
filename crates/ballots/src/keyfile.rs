//! Key files: a holder's secret encrypted under a passphrase, also for paper.
//!
//! The key is argon2id of the passphrase (RFC 9106), the cipher AES-256-GCM; the whole header is
//! authenticated. The file carries its version and its parameters, so that old files keep opening.

use std::fmt::Write;

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Nonce, Payload};
use argon2::{Algorithm, Argon2, Params, Version};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::Error;

mod two;

pub use two::{open_by_two, seal_for_two, two_members};

/// The first line of a key file; the number is the version of the format.
const TITLE: &str = "PALIER KEY 1";

/// How much memory and how many passes a new file asks for (RFC 9106, section 4, second choice).
const STRENGTH: Strength = Strength {
    memory: 65536,
    passes: 3,
};

/// The most that a file may ask of whoever opens it: 1 GiB and 16 passes.
const LIMIT: Strength = Strength {
    memory: 1 << 20,
    passes: 16,
};

/// The bytes before the ciphertext: memory, passes, salt and nonce.
const HEADER: usize = 4 + 4 + 16 + 12;

/// How many bytes go in one line.
const LINE: usize = 16;

/// What argon2id is asked for.
#[derive(Clone, Copy)]
struct Strength {
    /// In kibibytes.
    memory: u32,
    passes: u32,
}

impl Strength {
    /// What the first eight bytes of a header ask for.
    fn read(bytes: &[u8]) -> Self {
        let number = |at: usize| {
            bytes[at..at + 4]
                .iter()
                .fold(0, |n, b| n << 8 | u32::from(*b))
        };
        Self {
            memory: number(0),
            passes: number(4),
        }
    }
}

/// Encrypts a secret under a passphrase; the text can be kept as a file or printed.
///
/// It is made of a title and of numbered lines, `01 xxxx xxxx … : cccc`, where the last group checks
/// the line, so that a slip in typing is found where it is.
pub fn seal_key<R: CryptoRng + ?Sized>(passphrase: &str, secret: &str, rng: &mut R) -> String {
    seal_with(STRENGTH, passphrase, secret, rng)
}

fn seal_with<R: CryptoRng + ?Sized>(
    strength: Strength,
    passphrase: &str,
    secret: &str,
    rng: &mut R,
) -> String {
    let mut bytes = vec![0; HEADER];
    bytes[..4].copy_from_slice(&strength.memory.to_be_bytes());
    bytes[4..8].copy_from_slice(&strength.passes.to_be_bytes());
    rng.fill_bytes(&mut bytes[8..]);
    let sealed = cipher(strength, passphrase, &bytes[8..24])
        .and_then(|cipher| {
            let payload = Payload {
                msg: secret.as_bytes(),
                aad: &associated(&bytes),
            };
            cipher.encrypt(&nonce(&bytes), payload).ok()
        })
        .expect("the parameters are valid and the secret is short");
    bytes.extend(sealed);
    print(&bytes)
}

/// Decrypts a key file.
///
/// # Errors
/// [`Error::KeyFile`] when it is no such file, [`Error::KeyFileLine`] naming the line that was not
/// copied exactly, and [`Error::Passphrase`] when the passphrase does not open it.
pub fn open_key_file(passphrase: &str, text: &str) -> Result<Zeroizing<String>, Error> {
    let bytes = read(text)?;
    if bytes.len() < HEADER {
        return Err(Error::KeyFile);
    }
    let strength = Strength::read(&bytes);
    if strength.memory > LIMIT.memory || strength.passes > LIMIT.passes {
        return Err(Error::KeyFile);
    }
    let cipher = cipher(strength, passphrase, &bytes[8..24]).ok_or(Error::KeyFile)?;
    let payload = Payload {
        msg: &bytes[HEADER..],
        aad: &associated(&bytes),
    };
    let opened = cipher
        .decrypt(&nonce(&bytes), payload)
        .map_err(|_| Error::Passphrase)?;
    let opened = Zeroizing::new(opened);
    let secret = std::str::from_utf8(&opened).map_err(|_| Error::KeyFile)?;
    Ok(Zeroizing::new(secret.to_owned()))
}

/// The cipher under the key that the passphrase and the salt give.
fn cipher(strength: Strength, passphrase: &str, salt: &[u8]) -> Option<Aes256Gcm> {
    let key = stretched(strength, passphrase, salt)?;
    Some(Aes256Gcm::new((&*key).into()))
}

/// The key that a passphrase and a salt give.
fn stretched(strength: Strength, passphrase: &str, salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let parameters = Params::new(strength.memory, strength.passes, 1, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(passphrase.as_bytes(), salt, &mut *key)
        .ok()?;
    Some(key)
}

fn nonce(bytes: &[u8]) -> Nonce<Aes256Gcm> {
    let nonce: [u8; 12] = std::array::from_fn(|at| bytes[24 + at]);
    nonce.into()
}

/// What is authenticated beside the secret: the version and the parameters.
fn associated(bytes: &[u8]) -> Vec<u8> {
    [TITLE.as_bytes(), &bytes[..HEADER]].concat()
}

/// Writes the bytes in lines.
fn print(bytes: &[u8]) -> String {
    let mut text = format!("{TITLE}\n");
    for (number, line) in (1..).zip(bytes.chunks(LINE)) {
        write!(text, "{number:02}").expect("a string takes any text");
        for (at, byte) in line.iter().enumerate() {
            let space = if at % 2 == 0 { " " } else { "" };
            write!(text, "{space}{byte:02x}").expect("a string takes any text");
        }
        writeln!(text, " : {}", check(number, line)).expect("a string takes any text");
    }
    text
}

/// The group that checks a line.
fn check(number: usize, line: &[u8]) -> String {
    let digest = Sha256::new()
        .chain_update(format!("palier|key line|{number}|"))
        .chain_update(line)
        .finalize();
    format!("{:02x}{:02x}", digest[0], digest[1])
}

/// Reads the lines; capitals and spaces do not matter.
fn read(text: &str) -> Result<Vec<u8>, Error> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    if lines.next() != Some(TITLE) {
        return Err(Error::KeyFile);
    }
    let mut bytes = Vec::new();
    for (number, line) in (1usize..).zip(lines) {
        let slip = || Error::KeyFileLine { line: number };
        let (_, rest) = line.split_at_checked(2).ok_or_else(slip)?;
        let (content, found) = rest.split_once(':').ok_or_else(slip)?;
        let digits: String = content.split_whitespace().collect();
        let content: Vec<u8> = pairs(&digits).ok_or_else(slip)?;
        if !found.trim().eq_ignore_ascii_case(&check(number, &content)) {
            return Err(slip());
        }
        bytes.extend(content);
    }
    Ok(bytes)
}

/// The bytes of pairs of hexadecimal digits.
fn pairs(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let (pairs, []) = digits.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |[high, low]: &[u8; 2]| Some(value(*high)? << 4 | value(*low)?);
    pairs.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    /// As little as argon2 takes: the tests are about everything else.
    const WEAK: Strength = Strength {
        memory: 8,
        passes: 1,
    };

    fn sealed() -> String {
        seal_with(
            WEAK,
            "quatre mots au hasard",
            "ykxzcHUkSX8hQpE4wQyScK",
            &mut StdRng::seed_from_u64(1),
        )
    }

    #[test]
    fn a_key_file_opens_with_its_passphrase_alone() {
        let opened = open_key_file("quatre mots au hasard", &sealed()).unwrap();
        assert_eq!(*opened, "ykxzcHUkSX8hQpE4wQyScK");
        assert_eq!(
            open_key_file("quatre mots au hasar", &sealed()),
            Err(Error::Passphrase)
        );
    }

    #[test]
    fn a_new_key_file_asks_for_the_strength_that_it_says() {
        let text = seal_key("a", "b", &mut StdRng::seed_from_u64(1));
        assert!(
            text.starts_with("PALIER KEY 1\n01 0001 0000 0000 0003 "),
            "{text}"
        );
        assert_eq!(*open_key_file("a", &text).unwrap(), "b");
    }

    #[test]
    fn a_slip_in_typing_is_found_in_its_line() {
        let text = sealed();
        let line = text.lines().nth(3).unwrap();
        let slipped = line.replacen(['0', '1'], "2", 3);
        assert_ne!(line, slipped);
        let typed = text.replace(line, &slipped);
        let refused = open_key_file("quatre mots au hasard", &typed);
        assert_eq!(refused, Err(Error::KeyFileLine { line: 3 }));
    }

    #[test]
    fn a_file_that_asks_for_too_much_memory_is_refused_before_it_is_given() {
        let mut bytes = read(&sealed()).unwrap();
        bytes[0] = 1;
        assert_eq!(open_key_file("a", &print(&bytes)), Err(Error::KeyFile));
        assert_eq!(open_key_file("a", "PALIER KEY 2\n"), Err(Error::KeyFile));
    }
}
