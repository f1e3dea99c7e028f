//! One change of a text: which tokens go, what comes in their place.

use crate::charter::token::{self, Token};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Replaces tokens of a text by others.
///
/// A position counts tokens of the base, never lines nor bytes: it holds for that revision alone,
/// and the hash of what is replaced says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hunk {
    /// The first token that goes; where tokens come in when none goes.
    pub start_token: usize,
    /// The one after the last that goes.
    pub end_token: usize,
    /// Of the bytes that go.
    pub replaced_hash: ReplacedHash,
    /// The bytes that come.
    pub inserted: String,
}

impl Hunk {
    /// Whether it only adds.
    #[must_use]
    pub fn is_insertion(&self) -> bool {
        self.start_token == self.end_token
    }

    /// Whether both replace the same tokens and say the same in their place.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.start_token == other.start_token
            && self.end_token == other.end_token
            && token::same(&self.inserted, &other.inserted)
    }

    /// Whether they overlap or touch, two insertions at one point included.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.start_token <= other.end_token && other.start_token <= self.end_token
    }

    /// Whether a token goes by both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start_token < other.end_token && other.start_token < self.end_token
    }

    /// Whether it changes nothing that is said: apostrophes, no-break spaces, composed accents.
    #[must_use]
    pub fn is_typographical(&self, base: &[Token<'_>]) -> bool {
        let inserted = token::tokens(&self.inserted);
        base.get(self.start_token..self.end_token)
            .is_some_and(|gone| {
                !gone.is_empty()
                    && gone.len() == inserted.len()
                    && gone.iter().zip(&inserted).all(|(a, b)| a.key() == b.key())
            })
    }
}

/// The SHA-256 of what a hunk replaces, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReplacedHash(pub String);

impl ReplacedHash {
    /// Of these bytes.
    #[must_use]
    pub fn of(replaced: &str) -> Self {
        Self(hex(replaced.as_bytes()))
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(in crate::charter) fn hex(bytes: &[u8]) -> String {
    let mut said = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            said.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    said
}
