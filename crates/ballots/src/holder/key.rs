//! Key files that say what they hold.

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::threshold::{Context, Seed};
use crate::wire::read;
use crate::{Error, Group, SecretScalar, open_key_file, seal_key};

/// The version of the JSON inside a key file.
pub const KEY_FORMAT: u64 = 1;

/// How many characters a passphrase has at least.
pub const LEAST_PASSPHRASE: usize = 12;

/// More than any key file needs, so that no copy of it is left behind where it grew.
const ROOM: usize = 2048;

/// How a key file is protected.
#[derive(Clone, Copy)]
pub enum Protection<'a> {
    /// Encrypted under a passphrase; space around it does not count.
    Passphrase(&'a str),
    /// Not at all: the key of a server, which must open without anybody there.
    Unprotected,
}

/// What a key file holds.
pub(super) enum Secret {
    /// The whole key of one holder.
    Single(Zeroizing<String>),
    /// The seed of a threshold holder, for rounds 1 to 5.
    Seed(Context, Seed),
    /// The decryption key of a threshold holder, and the certificates that it was made with.
    Share {
        certificates: String,
        secret: Zeroizing<String>,
    },
}

/// An opened key file.
pub struct KeyFile {
    pub(super) group: String,
    pub(super) secret: Secret,
}

/// The JSON of a key file; which of the optional fields it has depends on the kind.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    format: u64,
    kind: String,
    group: String,
    /// How many holders there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    /// How many suffice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<u64>,
    /// The number of the holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    /// The fingerprint of everybody's certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    certificates: Option<String>,
    /// A number in decimal, or the 22 characters of a seed.
    secret: Zeroizing<String>,
}

impl KeyFile {
    /// Opens a key file; one that is not protected needs no passphrase, whatever is given.
    ///
    /// # Errors
    /// [`Error::PassphraseMissing`], [`Error::KeyFile`] when it is no such file or of a later version,
    /// [`Error::KeyFileLine`] naming the line that was not copied exactly, and [`Error::Passphrase`].
    pub fn open(text: &str, protection: Protection<'_>) -> Result<Self, Error> {
        let text = text.trim();
        if text.starts_with('{') {
            return Self::read(text);
        }
        match protection {
            Protection::Passphrase(passphrase) => {
                Self::read(&open_key_file(passphrase.trim(), text)?)
            }
            Protection::Unprotected if text.is_empty() => Err(Error::KeyFile),
            Protection::Unprotected => Err(Error::PassphraseMissing),
        }
    }

    fn read(text: &str) -> Result<Self, Error> {
        // What the parser says could repeat a part of the secret.
        let text: KeyText = read(text.as_bytes()).map_err(|_| Error::KeyFile)?;
        if text.format != KEY_FORMAT {
            return Err(Error::KeyFile);
        }
        let context = (text.size, text.threshold, text.index);
        let secret = match (text.kind.as_str(), context, text.certificates) {
            ("single", (None, None, None), None) => Secret::Single(text.secret),
            ("seed", (Some(size), Some(threshold), Some(index)), None) => {
                let context = Context {
                    size,
                    threshold,
                    index,
                };
                Secret::Seed(context, Seed::parse(&text.secret)?)
            }
            ("share", (None, None, None), Some(certificates)) => Secret::Share {
                certificates,
                secret: text.secret,
            },
            _ => return Err(Error::KeyFile),
        };
        Ok(Self {
            group: text.group,
            secret,
        })
    }

    /// The name of the group of the key.
    pub fn group(&self) -> &str {
        &self.group
    }

    /// What the file holds, in words.
    pub fn kind(&self) -> &'static str {
        match self.secret {
            Secret::Single(_) => SINGLE,
            Secret::Seed(..) => SEED,
            Secret::Share { .. } => SHARE,
        }
    }

    /// Writes the file: sealed, it can also be printed and typed back.
    pub(super) fn write<R: CryptoRng + ?Sized>(
        &self,
        protection: Protection<'_>,
        rng: &mut R,
    ) -> Result<Zeroizing<String>, Error> {
        protection.check()?;
        let json = self.json()?;
        Ok(match protection {
            Protection::Passphrase(passphrase) => {
                Zeroizing::new(seal_key(passphrase.trim(), &json, rng))
            }
            Protection::Unprotected => json,
        })
    }

    fn json(&self) -> Result<Zeroizing<String>, Error> {
        let mut text = KeyText {
            format: KEY_FORMAT,
            kind: String::new(),
            group: self.group.clone(),
            size: None,
            threshold: None,
            index: None,
            certificates: None,
            secret: Zeroizing::default(),
        };
        match &self.secret {
            Secret::Single(secret) => {
                text.kind = "single".to_owned();
                text.secret = secret.clone();
            }
            Secret::Seed(context, seed) => {
                text.kind = "seed".to_owned();
                text.size = Some(context.size);
                text.threshold = Some(context.threshold);
                text.index = Some(context.index);
                text.secret = Zeroizing::new(seed.expose().to_owned());
            }
            Secret::Share {
                certificates,
                secret,
            } => {
                text.kind = "share".to_owned();
                text.certificates = Some(certificates.clone());
                text.secret = secret.clone();
            }
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(ROOM));
        serde_json::to_writer(&mut *bytes, &text).map_err(|_| Error::KeyFile)?;
        let json = std::str::from_utf8(&bytes).map_err(|_| Error::KeyFile)?;
        Ok(Zeroizing::new(json.to_owned()))
    }

    /// The seed, for the rounds.
    pub(super) fn seed(&self) -> Result<(Context, &Seed), Error> {
        match &self.secret {
            Secret::Seed(context, seed) => Ok((*context, seed)),
            _ => Err(self.other(SEED)),
        }
    }

    /// The key that decrypts, with the certificates that it must belong to.
    pub(super) fn decryption_key<G: Group>(
        &self,
    ) -> Result<(SecretScalar<G>, Option<&str>), Error> {
        match &self.secret {
            Secret::Single(secret) => Ok((SecretScalar::decode(secret)?, None)),
            Secret::Share {
                certificates,
                secret,
            } => Ok((SecretScalar::decode(secret)?, Some(certificates))),
            Secret::Seed(..) => Err(self.other(DECRYPTS)),
        }
    }

    fn other(&self, expected: &'static str) -> Error {
        Error::KeyKind {
            expected,
            found: self.kind(),
        }
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "KeyFile({}, {})", self.group, self.kind())
    }
}

impl Protection<'_> {
    /// Refuses a passphrase that is too short.
    ///
    /// # Errors
    /// [`Error::PassphraseShort`].
    pub fn check(self) -> Result<(), Error> {
        match self {
            Self::Passphrase(passphrase)
                if passphrase.trim().chars().count() < LEAST_PASSPHRASE =>
            {
                Err(Error::PassphraseShort {
                    least: LEAST_PASSPHRASE,
                })
            }
            _ => Ok(()),
        }
    }
}

const SINGLE: &str = "the key of a single holder";
const SEED: &str = "the seed of rounds 1 to 5";
const SHARE: &str = "the decryption key of a threshold holder";
const DECRYPTS: &str = "a key that decrypts: a single holder's, or the one that round 5 wrote";
