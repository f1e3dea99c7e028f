//! Who has to decrypt still.

use crate::wire::TrusteeText;

/// What one part of the trustees owes before there is a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The numbers of those who have not decrypted.
    pub owners: Vec<u64>,
    /// How many of them are needed.
    pub needed: usize,
}

/// The parts of the trustees that have too few valid partial decryptions; `decrypted` are the
/// numbers of those who gave one, from 1 through all parts.
pub fn missing(trustees: &[TrusteeText], decrypted: &[u64]) -> Vec<Missing> {
    let mut first = 1;
    let mut owed = Vec::new();
    for trustee in trustees {
        let (holders, threshold) = match trustee {
            TrusteeText::Single(_) => (1, 1),
            TrusteeText::Pedersen(text) => (text.verification_keys.len(), text.threshold),
        };
        let next = first + u64::try_from(holders).unwrap_or(u64::MAX);
        let owners = (first..next).filter(|owner| !decrypted.contains(owner));
        let owners: Vec<u64> = owners.collect();
        let threshold = usize::try_from(threshold).unwrap_or(usize::MAX);
        let needed = threshold.saturating_sub(holders - owners.len());
        if needed > 0 {
            owed.push(Missing { owners, needed });
        }
        first = next;
    }
    owed
}
