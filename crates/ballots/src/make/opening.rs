//! How a ballot was made, in one line that fits a QR code.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{BallotSeed, Choices};
use crate::{ElectionId, Error, ProofText, decimal};

/// The first word of an opening; the number is the version of the format.
const TITLE: &str = "palier-audit-1";

/// The length of a credential of the curve: 64 hexadecimal digits.
const POINT: usize = 64;

/// What an auditor needs to make the ballot again: never to be cast.
#[derive(Clone, Debug)]
pub struct Opening {
    pub(super) election: ElectionId,
    pub(super) choices: Choices,
    pub(super) seed: BallotSeed,
    /// As the ballot spells it.
    pub(super) credential: String,
    pub(super) signature: ProofText,
}

impl Opening {
    /// Writes the opening: at most 600 bytes for up to 80 choices, in either group.
    ///
    /// `palier-audit-1/UUID/CHOICES/SEED/CREDENTIAL/CHALLENGE/RESPONSE`, the last four in Base64 for
    /// addresses.
    pub fn print(&self) -> String {
        let ProofText {
            challenge,
            response,
        } = &self.signature;
        let words = [
            TITLE.to_owned(),
            self.election.as_str().to_owned(),
            self.choices.expose(),
            URL_SAFE_NO_PAD.encode(self.seed.expose()),
            pack(&self.credential),
            pack(challenge),
            pack(response),
        ];
        words.join("/")
    }

    /// Reads an opening.
    ///
    /// # Errors
    /// [`Error::Opening`] when it is none of this version, or what is wrong with a part of it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let words: Vec<&str> = text.trim().split('/').collect();
        let [
            title,
            election,
            choices,
            seed,
            credential,
            challenge,
            response,
        ] = words[..]
        else {
            return Err(Error::Opening);
        };
        if title != TITLE {
            return Err(Error::Opening);
        }
        let seed = URL_SAFE_NO_PAD.decode(seed).map_err(|_| Error::Opening)?;
        Ok(Self {
            election: ElectionId::parse(election)?,
            choices: Choices::parse(choices)?,
            seed: BallotSeed::from_bytes(seed.try_into().map_err(|_| Error::Opening)?),
            credential: unpack(credential)?,
            signature: ProofText {
                challenge: unpack(challenge)?,
                response: unpack(response)?,
            },
        })
    }
}

/// A number or a point in few characters: a point as its 32 bytes behind a 1, a number as its bytes
/// behind a 0.
fn pack(spelling: &str) -> String {
    let mut bytes = vec![0];
    if spelling.len() == POINT {
        bytes[0] = 1;
        for pair in spelling.as_bytes().as_chunks::<2>().0 {
            let digit = |d: u8| {
                char::from(d)
                    .to_digit(16)
                    .and_then(|d| u8::try_from(d).ok())
            };
            let [high, low] = pair.map(|d| digit(d).unwrap_or(0));
            bytes.push(high << 4 | low);
        }
    } else {
        let limbs: [u64; 32] = decimal::parse(spelling).unwrap_or([0; 32]);
        let number = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes());
        bytes.extend(number.skip_while(|byte| *byte == 0));
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Undoes [`pack`].
fn unpack(text: &str) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Error::Opening)?;
    match bytes.split_first() {
        Some((1, point)) if point.len() == POINT / 2 => {
            Ok(point.iter().map(|byte| format!("{byte:02x}")).collect())
        }
        Some((0, number)) if number.len() <= 256 => {
            let mut limbs = [0; 32];
            for (limb, bytes) in limbs.iter_mut().zip(number.rchunks(8)) {
                *limb = bytes
                    .iter()
                    .fold(0, |limb, byte| limb << 8 | u64::from(*byte));
            }
            Ok(decimal::print(limbs))
        }
        _ => Err(Error::Opening),
    }
}
