//! Checking one ballot: spelling, election, listed credential, signature, proofs; then its tag.

use palier_ballots::check::check_ballot;
use palier_ballots::wire::{BallotText, parse};
use palier_ballots::{
    Belenios2048, Ed25519, Election, Error, Fault, Group, LinkHalf, LinkTag, PublicCredentials,
};

/// A ballot whose every proof holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The listed credential that signed it.
    pub credential: String,
    /// Its tracking number.
    pub tracking: String,
}

/// Checks ballots of one election, whatever its group.
pub trait Checker: Send + Sync {
    /// Checks a ballot; takes a millisecond or more of computing.
    ///
    /// # Errors
    /// The first rule that it breaks.
    fn check(&self, ballot: &[u8]) -> Result<Checked, Fault>;

    /// The tag that finds the line of a credential's voter, if it is a credential at all.
    fn tag(&self, credential: &str, a: &LinkHalf, b: &LinkHalf) -> Option<[u8; 32]>;
}

/// Prepares to check ballots for the election of a record, by the credentials of a list.
///
/// # Errors
/// When the record or the list is none, or the group is not one that ballots are made in.
pub fn checker(group: &str, record: &[u8], list: &[u8]) -> Result<Box<dyn Checker>, Error> {
    if group == Belenios2048::NAME {
        InGroup::<Belenios2048>::boxed(record, list)
    } else {
        InGroup::<Ed25519>::boxed(record, list)
    }
}

struct InGroup<G: Group> {
    election: Election<G>,
    credentials: PublicCredentials,
}

impl<G: Group> InGroup<G>
where
    G::Table: Send + Sync,
    G::Element: Send + Sync,
{
    fn boxed(record: &[u8], list: &[u8]) -> Result<Box<dyn Checker>, Error> {
        Ok(Box::new(Self {
            election: Election::read(record)?,
            credentials: PublicCredentials::read::<G>(list)?,
        }))
    }

    /// The credential that a ballot names, if it is in the list; all else is checked later.
    fn signer(&self, ballot: &[u8]) -> Option<G::Element> {
        let BallotText { credential, .. } = parse(ballot).ok()?;
        self.credentials.weight(&credential)?;
        G::decode(&credential).ok()
    }
}

impl<G: Group> Checker for InGroup<G>
where
    G::Table: Send + Sync,
    G::Element: Send + Sync,
{
    fn check(&self, ballot: &[u8]) -> Result<Checked, Fault> {
        let signer = self.signer(ballot);
        let checked = check_ballot(&self.election, ballot, |_| signer.as_ref())?;
        Ok(Checked {
            credential: checked.credential,
            tracking: checked.tracking_number,
        })
    }

    fn tag(&self, credential: &str, a: &LinkHalf, b: &LinkHalf) -> Option<[u8; 32]> {
        let credential = G::decode(credential).ok()?;
        Some(*LinkTag::of::<G>(self.election.id(), &credential, a, b).as_bytes())
    }
}
