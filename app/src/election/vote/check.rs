//! Checking one ballot: spelling, election, listed credential, signature, proofs; then its tag.

use palier_ballots::check::check_ballot;
use palier_ballots::wire::{BallotText, parse};
use palier_ballots::{Belenios2048, Ed25519, Election, Error, Fault, Group, LinkHalf, LinkTag};
use std::sync::Arc;

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

/// The public list, sorted; every credential of it was checked when it was sealed.
pub type Listed = Arc<[String]>;

/// Prepares to check ballots for the election of a record, by the credentials of a list.
///
/// # Errors
/// When the record is none, or the group is not one that ballots are made in.
pub fn checker(group: &str, record: &[u8], listed: &Listed) -> Result<Arc<dyn Checker>, Error> {
    if group == Belenios2048::NAME {
        InGroup::<Belenios2048>::shared(record, listed)
    } else {
        InGroup::<Ed25519>::shared(record, listed)
    }
}

struct InGroup<G: Group> {
    election: Election<G>,
    listed: Listed,
}

impl<G: Group> InGroup<G>
where
    G::Table: Send + Sync,
    G::Element: Send + Sync,
{
    fn shared(record: &[u8], listed: &Listed) -> Result<Arc<dyn Checker>, Error> {
        Ok(Arc::new(Self {
            election: Election::read(record)?,
            listed: Arc::clone(listed),
        }))
    }

    /// The credential that a ballot names, if it is in the list; all else is checked later.
    fn signer(&self, ballot: &[u8]) -> Option<G::Element> {
        let BallotText { credential, .. } = parse(ballot).ok()?;
        is_listed(&self.listed, &credential).then_some(())?;
        G::decode(&credential).ok()
    }
}

/// Whether a credential stands in a sorted list, alone or as `CRED,WEIGHT`.
fn is_listed(listed: &[String], credential: &str) -> bool {
    // A comma sorts before every digit: the order of entries is that of their credentials.
    fn name(entry: &str) -> &str {
        entry.split(',').next().unwrap_or(entry)
    }
    let at = listed.partition_point(|entry| name(entry) < credential);
    listed
        .get(at)
        .is_some_and(|entry| name(entry) == credential)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_found_alone_or_with_its_weight_and_by_no_part_of_it() {
        for entries in [["12", "123", "9"], ["12,1", "123,2", "9,1"]] {
            let mut listed = entries.map(str::to_owned);
            listed.sort_unstable();
            for there in ["12", "123", "9"] {
                assert!(is_listed(&listed, there), "{there}");
            }
            for none in ["", "1", "12,1", "1234", "99", "0"] {
                assert!(
                    !is_listed(&listed, none) || entries.contains(&none),
                    "{none}"
                );
            }
        }
        assert!(!is_listed(&[], "12"));
    }
}
