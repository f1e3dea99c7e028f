//! Credentials shared between two authorities: what each hands over, and the link tag.
//!
//! A voter has two codes, one from each authority. Her secret key is the sum of what the two derive
//! to, so neither authority can vote in her place. This is Palier's own and does not show on the
//! wire: the public credential and the ballots are ordinary ones.

use std::fmt;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::wire::hexadecimal;
use crate::{Credential, ElectionId, Error, Group, Making, Proof, ProofText};

/// Which of the two authorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    /// The first authority.
    A,
    /// The second authority.
    B,
}

impl Half {
    /// The name of the half in what is hashed.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
        }
    }
}

/// What a cast shows of one code so that its line of the roll is found: `r_half`.
///
/// It tells nothing of the code's key. It is wiped when dropped and never printed: whoever holds
/// both halves of it can tell whose ballot is whose.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkHalf(Zeroizing<[u8; 32]>);

impl LinkHalf {
    /// Derives it from the code of one authority.
    pub fn of(code: &Credential, election: &ElectionId, half: Half) -> Self {
        let digest = Sha256::new()
            .chain_update(b"palier|link|")
            .chain_update(election.as_str())
            .chain_update(b"|")
            .chain_update(half.name())
            .chain_update(b"|")
            .chain_update(code.expose().as_bytes())
            .finalize();
        Self(Zeroizing::new(digest.into()))
    }

    /// Reads 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// [`Error::LinkHalf`] for any other text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let digit = |character: u8| match character {
            b'0'..=b'9' => Some(character - b'0'),
            b'a'..=b'f' => Some(character - b'a' + 10),
            _ => None,
        };
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
            return Err(Error::LinkHalf);
        };
        if pairs.len() != 32 {
            return Err(Error::LinkHalf);
        }
        let mut bytes = Zeroizing::new([0; 32]);
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            let (high, low) = digit(*high).zip(digit(*low)).ok_or(Error::LinkHalf)?;
            *byte = high << 4 | low;
        }
        Ok(Self(bytes))
    }

    /// The 64 hexadecimal digits.
    pub fn expose(&self) -> String {
        hexadecimal(&self.0)
    }
}

impl fmt::Debug for LinkHalf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LinkHalf(..)")
    }
}

/// The tag of a line of the roll, by which a cast finds it: `T`.
///
/// T = SHA-256(`palier|tag|UUID|C|r_A|r_B`), with C as the wire spells it and both r in
/// hexadecimal. At rest nothing else joins a line and a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LinkTag([u8; 32]);

impl LinkTag {
    /// Computes the tag from the credential of a ballot and what the cast shows.
    pub fn of<G: Group>(
        election: &ElectionId,
        credential: &G::Element,
        a: &LinkHalf,
        b: &LinkHalf,
    ) -> Self {
        let digest = Sha256::new()
            .chain_update(b"palier|tag|")
            .chain_update(election.as_str())
            .chain_update(b"|")
            .chain_update(G::encode(credential))
            .chain_update(b"|")
            .chain_update(a.expose())
            .chain_update(b"|")
            .chain_update(b.expose())
            .finalize();
        Self(digest.into())
    }

    /// The tag as 32 bytes, to be stored.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The tag in hexadecimal.
    pub fn print(&self) -> String {
        hexadecimal(&self.0)
    }
}

/// What one authority hands over for one line of the roll.
pub struct Share<G: Group> {
    public: G::Element,
    proof: Proof<G>,
    link: LinkHalf,
}

/// A share as files spell it, with nothing checked yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareText {
    /// The public half of the credential, an encoded group element.
    pub public: String,
    /// The proof that the authority knows the half's secret key.
    pub proof: ProofText,
    /// The link half, in hexadecimal.
    pub link: String,
}

impl<G: Group> Share<G> {
    /// Makes the share of a code for one line of the roll, counted from 0.
    pub fn of<R>(
        code: &Credential,
        election: &ElectionId,
        half: Half,
        line: usize,
        rng: &mut R,
    ) -> Self
    where
        G: Making,
        R: CryptoRng + ?Sized,
    {
        let secret = code.derive::<G>(election);
        let public = secret.public();
        let statement = statement::<G>(election, half, line, &public);
        Self {
            public,
            proof: Proof::of_secret(&statement, &secret, rng),
            link: LinkHalf::of(code, election, half),
        }
    }

    /// Reads a share and checks that its authority knows the secret half.
    ///
    /// Without the proof, the second authority could cancel the first one's half and hold the whole
    /// credential alone. It is bound to the election, the half and the line.
    ///
    /// # Errors
    /// [`Error::Field`] naming `public`, `proof` or `link`, with what is wrong.
    pub fn verify(
        text: &ShareText,
        election: &ElectionId,
        half: Half,
        line: usize,
    ) -> Result<Self, Error> {
        let public = G::decode(&text.public).map_err(|cause| cause.within("public"))?;
        let proof = Proof::parse(&text.proof).map_err(|cause| cause.within("proof"))?;
        proof
            .verify_secret(&statement::<G>(election, half, line, &public), &public)
            .map_err(|cause| cause.within("proof"))?;
        let link = LinkHalf::parse(&text.link).map_err(|cause| cause.within("link"))?;
        Ok(Self {
            public,
            proof,
            link,
        })
    }

    /// The public half.
    pub fn public(&self) -> &G::Element {
        &self.public
    }

    /// What finds the line of a cast.
    pub fn link(&self) -> &LinkHalf {
        &self.link
    }

    /// Writes the share for the file that goes to whoever combines.
    pub fn print(&self) -> ShareText {
        ShareText {
            public: G::encode(&self.public),
            proof: self.proof.print(),
            link: self.link.expose(),
        }
    }
}

/// What the proof of a share claims.
fn statement<G: Group>(
    election: &ElectionId,
    half: Half,
    line: usize,
    public: &G::Element,
) -> String {
    let (name, half) = (G::NAME, half.name());
    let public = G::encode(public);
    format!("palier|share|{election}|{half}|{line}|{name}|{public}|")
}
