//! The public list of credentials, and how two authorities' shares become one.

use std::collections::BTreeMap;

use super::Entry;
use super::share::{LinkTag, Share};
use crate::wire;
use crate::{ElectionId, Error, Group};

/// What all weights of an election are at most together.
///
/// The result is found by [`crate::count`], whose work grows with the root of it.
const MOST_WEIGHT: u64 = 1 << 36;

/// The public credentials of an election, with their weights, in the order of their spelling.
///
/// The order tells nothing: in the order of the roll, the list would name each voter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicCredentials(BTreeMap<String, u64>);

impl PublicCredentials {
    /// Builds the list from the credentials and the weight of each line of the roll.
    ///
    /// # Errors
    /// [`Error::CredentialLine`] naming the line whose credential is the neutral element or that of
    /// an earlier line, whose weight is 0, or with which all weights together are too large to count
    /// a result.
    pub fn new<'a, G: Group>(
        lines: impl IntoIterator<Item = (&'a G::Element, u64)>,
    ) -> Result<Self, Error>
    where
        G::Element: 'a,
    {
        let mut list = BTreeMap::new();
        let mut total: u64 = 0;
        for (line, (credential, weight)) in lines.into_iter().enumerate() {
            let refuse = |cause| Error::CredentialLine {
                line,
                cause: Box::new(cause),
            };
            if *credential == G::identity() {
                return Err(refuse(Error::ElementIsIdentity));
            }
            if weight == 0 {
                return Err(refuse(Error::WeightIsZero));
            }
            total = total.saturating_add(weight);
            if total > MOST_WEIGHT {
                return Err(refuse(Error::WeightsTooLarge { most: MOST_WEIGHT }));
            }
            let credential = G::encode(credential);
            if list.insert(credential.clone(), weight).is_some() {
                return Err(refuse(Error::CredentialTwice { credential }));
            }
        }
        Ok(Self(list))
    }

    /// Reads the list as the archive keeps it, in any order.
    ///
    /// # Errors
    /// [`Error::Json`], and [`Error::CredentialLine`] naming the entry that is no credential with its
    /// weight, or as in [`PublicCredentials::new`].
    pub fn read<G: Group>(bytes: &[u8]) -> Result<Self, Error> {
        let lines: Vec<String> = wire::parse(bytes)?;
        let entries: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(line, text)| {
                Entry::<G>::read(text).map_err(|cause| Error::CredentialLine {
                    line,
                    cause: Box::new(cause),
                })
            })
            .collect::<Result<_, _>>()?;
        Self::new::<G>(entries.iter().map(|entry| (&entry.key, entry.weight)))
    }

    /// How many credentials there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The weight of a credential, if it is in the list.
    pub fn weight(&self, credential: &str) -> Option<u64> {
        self.0.get(credential).copied()
    }

    /// The entries of the archive's record: `CRED,WEIGHT`, or `CRED` where all weights are 1.
    pub fn entries(&self) -> Vec<String> {
        let weighted = self.0.values().any(|weight| *weight != 1);
        let entry = |(credential, weight): (&String, &u64)| {
            if weighted {
                format!("{credential},{weight}")
            } else {
                credential.clone()
            }
        };
        self.0.iter().map(entry).collect()
    }
}

/// The outcome of combining: two files that nothing joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// The public list, which leaves.
    pub credentials: PublicCredentials,
    /// The tag of each line of the roll, in its order, which the server keeps.
    pub tags: Vec<LinkTag>,
}

/// Combines the shares of the two authorities, line by line; the shares are to be destroyed then.
///
/// # Errors
/// [`Error::ShareCount`] when the numbers of lines differ, and [`Error::CredentialLine`] as in
/// [`PublicCredentials::new`].
pub fn combine<G: Group>(
    election: &ElectionId,
    a: &[Share<G>],
    b: &[Share<G>],
    weights: &[u64],
) -> Result<Combined, Error> {
    if a.len() != b.len() || a.len() != weights.len() {
        return Err(Error::ShareCount {
            a: a.len(),
            b: b.len(),
            weights: weights.len(),
        });
    }
    let sums: Vec<G::Element> = a
        .iter()
        .zip(b)
        .map(|(a, b)| G::add(a.public(), b.public()))
        .collect();
    let credentials = PublicCredentials::new::<G>(sums.iter().zip(weights.iter().copied()))?;
    let tags = sums
        .iter()
        .zip(a.iter().zip(b))
        .map(|(sum, (a, b))| LinkTag::of::<G>(election, sum, a.link(), b.link()))
        .collect();
    Ok(Combined { credentials, tags })
}
