//! The records of an archive as the wire spells them.
//!
//! The types here hold text: nothing is decoded and nothing is checked beyond the shape. Each prints
//! its fields in the order Belenios does, so that [`parse`] can refuse every other spelling.

mod ballot;
mod decryption;
mod election;
mod event;
mod number;
mod result;
mod tally;
mod trustees;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::Error;

pub use ballot::{AnswerText, BallotText, CiphertextText, SignatureText, UnsignedBallotText};
pub use decryption::{OwnedText, PartialDecryptionText};
pub use election::{ElectionText, HomomorphicText, QuestionText};
pub use event::{EventText, EventType, HeaderText, SetupText, Timestamp};
pub use number::Number;
pub use result::ResultText;
pub use tally::{EncryptedTallyText, SizedTallyText};
pub use trustees::{
    CertificateKeysText, CertificatesText, CoefexpsText, ContextText, PedersenText, SignedText,
    TrusteeText, VerificationKeyText,
};

/// Reads a record and refuses every spelling but the one that [`print`] writes.
///
/// # Errors
/// [`Error::Json`] when it is not JSON of this shape, unknown and repeated fields included, and
/// [`Error::NotCanonical`] when it is, but spaces, escapes or the order of fields differ.
pub fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Error> {
    let value = read(bytes)?;
    if print(&value) == bytes {
        Ok(value)
    } else {
        Err(Error::NotCanonical)
    }
}

/// Reads a record without asking for the canonical spelling.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| Error::Json {
        message: error.to_string(),
    })
}

/// Writes a record: compact, fields in order, text in raw UTF-8.
pub fn print<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("strings, numbers and lists always print")
}

/// The name of a record: the SHA-256 of its bytes, in hexadecimal.
pub fn name_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes).into())
}

/// 32 bytes in lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| {
        [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]
    });
    digits.map(char::from).collect()
}
