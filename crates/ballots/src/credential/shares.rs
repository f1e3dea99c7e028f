//! The file that one of two authorities hands over: her shares, in the order of the roll.

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Combined, Half, Share, ShareText, Voter, combine};
use crate::election::differs;
use crate::wire::{hexadecimal, read};
use crate::{Credential, ElectionId, Error, Group, Making};

/// The version of the file.
const FORMAT: u64 = 1;

/// One authority's shares, with nothing checked yet.
///
/// It holds the link halves of all voters: to be destroyed once both files were combined.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharesText {
    /// The version of the file, 1.
    pub format: u64,
    /// The name of the group.
    pub group: String,
    /// The identifier of the election.
    pub uuid: String,
    /// Which of the two authorities.
    pub half: Half,
    /// A hash of the roll, in hexadecimal: both authorities must have had the same one, since line
    /// by line their shares become one voter's.
    pub roll: String,
    /// The weight of each line of the roll.
    pub weights: Vec<u64>,
    /// The share of each line of the roll.
    pub shares: Vec<ShareText>,
}

impl SharesText {
    /// Makes the shares of the codes of a roll, line by line.
    pub fn make<G: Making, R: CryptoRng + ?Sized>(
        codes: &[Credential],
        voters: &[Voter],
        election: &ElectionId,
        half: Half,
        rng: &mut R,
    ) -> Self {
        let share = |(line, code)| Share::<G>::of(code, election, half, line, rng).print();
        Self {
            format: FORMAT,
            group: G::NAME.to_owned(),
            uuid: election.as_str().to_owned(),
            half,
            roll: roll_fingerprint(voters, election),
            weights: voters.iter().map(|voter| voter.weight).collect(),
            shares: codes.iter().enumerate().map(share).collect(),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Json`], or [`Error::Differs`] for another version.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let text: Self = read(bytes)?;
        if text.format != FORMAT {
            let found = text.format.to_string();
            return Err(differs(&FORMAT.to_string(), &found).within("format"));
        }
        Ok(text)
    }

    /// Combines the files of the two authorities, in either order, and checks every proof.
    ///
    /// # Errors
    /// [`Error::SharesHalves`] when both are of one half; [`Error::Field`] naming `group`, `uuid` or
    /// `weights` when the files do not belong together; [`Error::RollsDiffer`]; [`Error::At`] naming the half, with
    /// [`Error::CredentialLine`] naming the line, for a share that is refused; and those of
    /// [`combine`].
    pub fn combine<G: Group>(&self, other: &Self) -> Result<Combined, Error> {
        let (a, b) = match (self.half, other.half) {
            (Half::A, Half::B) => (self, other),
            (Half::B, Half::A) => (other, self),
            _ => return Err(Error::SharesHalves),
        };
        let same = |one: &str, two: &str, field| match one == two {
            true => Ok(()),
            false => Err(differs(one, two).within(field)),
        };
        same(G::NAME, &a.group, "group")?;
        same(&a.group, &b.group, "group")?;
        same(&a.uuid, &b.uuid, "uuid")?;
        let election = ElectionId::parse(&a.uuid).map_err(|cause| cause.within("uuid"))?;
        let count = |file: &Self| (file.shares.len(), file.weights.len());
        if count(a) != count(b) || a.shares.len() != a.weights.len() {
            return Err(Error::ShareCount {
                a: a.shares.len(),
                b: b.shares.len(),
                weights: a.weights.len(),
            });
        }
        let pairs = a.weights.iter().zip(&b.weights);
        if let Some((line, (one, two))) = pairs.enumerate().find(|(_, (one, two))| one != two) {
            let cause = Box::new(differs(&one.to_string(), &two.to_string()));
            return Err(Error::CredentialLine { line, cause }.within("weights"));
        }
        if a.roll != b.roll {
            return Err(Error::RollsDiffer);
        }
        let shares = [a.verified::<G>(&election)?, b.verified::<G>(&election)?];
        combine(&election, &shares[0], &shares[1], &a.weights)
    }

    fn verified<G: Group>(&self, election: &ElectionId) -> Result<Vec<Share<G>>, Error> {
        let shares = self.shares.iter().enumerate().map(|(line, text)| {
            Share::verify(text, election, self.half, line).map_err(|cause| {
                let cause = Box::new(cause);
                Error::CredentialLine { line, cause }.at(format!("half {}", self.half.name()))
            })
        });
        shares.collect()
    }
}

/// The fingerprint of a roll, which both authorities must have had alike, in hexadecimal:
/// SHA-256(`palier|roll|UUID|`, then `LENGTH|identifier|weight|` for each line).
pub fn roll_fingerprint(voters: &[Voter], election: &ElectionId) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("palier|roll|{election}|"));
    for Voter { identifier, weight } in voters {
        hash.update(format!("{}|{identifier}|{weight}|", identifier.len()));
    }
    hexadecimal(&hash.finalize().into())
}
