//! Sums by college, beside the sum of all ballots (Palier's own, outside of the archive).
//!
//! Which credentials are of which college is published with the roll. Whoever decrypts a sum of few
//! ballots learns how people voted, so a holder's software makes the sums itself and refuses colleges
//! with few voters, ballots of no college, and credentials of two.

use std::collections::{HashMap, HashSet};

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use super::Verified;
use super::append::record_name;
use crate::check::Ciphertext;
use crate::wire::{CiphertextText, EncryptedTallyText, PartialDecryptionText, parse, print, read};
use crate::{Error, Group, Making, SecretScalar, decrypt};

/// Voters that each college must have at least.
pub const LEAST_VOTERS: u64 = 5;

/// The version of the file.
const FORMAT: u64 = 1;

/// Which credentials are of which college, as the file spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollegesText {
    /// The version of the file, 1.
    pub format: u64,
    /// The identifier of the election.
    pub uuid: String,
    /// The colleges, in their order.
    pub colleges: Vec<CollegeText>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollegeText {
    /// Its name.
    pub name: String,
    /// The public credentials of its voters, sorted.
    pub credentials: Vec<String>,
}

/// The choices of the ballots that count, by their credentials.
pub type CountedBallots = HashMap<String, Vec<Vec<CiphertextText>>>;

/// The sum of a college's ballots.
pub struct CollegeSum<G: Group> {
    /// The college.
    pub name: String,
    /// How many of it voted.
    pub voters: u64,
    /// The sum.
    pub sum: Vec<Vec<Ciphertext<G>>>,
}

impl CollegesText {
    /// The file of an election's colleges.
    pub fn new(uuid: &str, colleges: Vec<CollegeText>) -> Self {
        Self {
            format: FORMAT,
            uuid: uuid.to_owned(),
            colleges,
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Json`], and [`Error::Colleges`] for another version.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let text: Self = read(bytes)?;
        if text.format == FORMAT {
            Ok(text)
        } else {
            Err(refused("the file is of another version"))
        }
    }

    /// The hash of the file, by which it is recognised.
    pub fn name(&self) -> String {
        record_name(&print(self))
    }

    /// How many ballots each college has, in their order.
    pub fn voters(&self, ballots: &CountedBallots) -> Vec<u64> {
        let of = |college: &CollegeText| {
            let voted = college.credentials.iter();
            let voted = voted.filter(|one| ballots.contains_key(*one)).count();
            u64::try_from(voted).unwrap_or(u64::MAX)
        };
        self.colleges.iter().map(of).collect()
    }

    /// Adds the ballots of each college up; together they are the whole tally.
    ///
    /// # Errors
    /// [`Error::Colleges`] for another election's file, a credential of two colleges, a ballot of
    /// none, and a college with fewer than [`LEAST_VOTERS`].
    pub fn sums<G: Group>(
        &self,
        uuid: &str,
        tally: &EncryptedTallyText,
        ballots: &CountedBallots,
    ) -> Result<Vec<CollegeSum<G>>, Error> {
        if self.uuid != uuid {
            return Err(refused("the file is of another election"));
        }
        let all = self.colleges.iter().flat_map(|one| &one.credentials);
        let mut known = HashSet::new();
        if !all.into_iter().all(|credential| known.insert(credential)) {
            return Err(refused("a credential stands there twice"));
        }
        if ballots.keys().any(|credential| !known.contains(credential)) {
            return Err(refused("a ballot is of no college"));
        }
        if self.voters(ballots).iter().any(|n| *n < LEAST_VOTERS) {
            return Err(refused("a college has too few voters"));
        }
        let sums = self
            .colleges
            .iter()
            .map(|college| sum_of(college, tally, ballots));
        sums.collect()
    }
}

/// The sum of one college.
fn sum_of<G: Group>(
    college: &CollegeText,
    tally: &EncryptedTallyText,
    ballots: &CountedBallots,
) -> Result<CollegeSum<G>, Error> {
    let zero = |row: &Vec<CiphertextText>| vec![Ciphertext::zero(); row.len()];
    let mut sum: Vec<Vec<Ciphertext<G>>> = tally.iter().map(zero).collect();
    let mut voters = 0;
    for answers in college
        .credentials
        .iter()
        .filter_map(|one| ballots.get(one))
    {
        voters += 1;
        let pairs = sum.iter_mut().flatten().zip(answers.iter().flatten());
        for (total, text) in pairs {
            *total = total.add(&Ciphertext::parse(text)?);
        }
    }
    Ok(CollegeSum {
        name: college.name.clone(),
        voters,
        sum,
    })
}

/// Decrypts the sum of each college with a holder's key, in their order.
///
/// The archive must have been read with its ballots ([`super::Verifying::with_ballots`]).
///
/// # Errors
/// [`Error::NoTally`], and those of [`CollegesText::sums`].
pub fn decrypt_colleges<G: Making, R: CryptoRng + ?Sized>(
    archive: &Verified,
    key: &SecretScalar<G>,
    colleges: &CollegesText,
    rng: &mut R,
) -> Result<Vec<PartialDecryptionText>, Error> {
    let (_, record) = archive.tally.as_ref().ok_or(Error::NoTally)?;
    let tally: EncryptedTallyText = parse(record)?;
    let sums = colleges.sums::<G>(&archive.uuid, &tally, &archive.ballots)?;
    let decrypted = sums
        .iter()
        .map(|college| decrypt(&archive.fingerprint, key, &college.sum, rng));
    Ok(decrypted.collect())
}

fn refused(reason: &'static str) -> Error {
    Error::Colleges { reason }
}
