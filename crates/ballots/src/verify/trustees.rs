//! Who holds the keys (specification, sections 4.5 to 4.7).

use super::checks::Checks;
use super::threshold;
use crate::rule::{Fault, Rule};
use crate::wire::{self, TrusteeText};
use crate::{Error, Group, TrusteeKey};

/// The trustees of an election, their keys checked.
pub(crate) struct Trustees<G: Group> {
    /// The parts, in the order of the record.
    pub parts: Vec<Part<G>>,
}

/// One part of the trustees.
pub(crate) struct Part<G: Group> {
    /// How many of its holders must take part.
    pub threshold: usize,
    /// Whether it is a single holder.
    pub single: bool,
    /// How many certificates, commitments, joint signatures and keys of its holders there are.
    pub certified: usize,
    /// The keys that its holders' partial decryptions are checked with.
    pub keys: Vec<G::Element>,
    /// Its part of the key of the election.
    pub key: G::Element,
}

impl<G: Group> Trustees<G> {
    /// Reads the record, checks every proof in it, and that the keys make the election's.
    pub fn read(
        bytes: &[u8],
        election_key: &G::Element,
        legacy: bool,
        checks: &mut Checks,
    ) -> Result<Self, Fault> {
        let texts: Vec<TrusteeText> = parse_record(bytes, checks)?;
        let mut parts = Vec::with_capacity(texts.len());
        for (at, text) in texts.iter().enumerate() {
            let part = match text {
                TrusteeText::Single(text) => single(text, checks),
                TrusteeText::Pedersen(text) => threshold::read(text, legacy, checks),
            };
            parts.push(part.map_err(|fault| Fault {
                error: fault.error.at(format!("[{at}]")),
                ..fault
            })?);
        }
        let sum = parts
            .iter()
            .fold(G::identity(), |sum, part| G::add(&sum, &part.key));
        if sum != *election_key {
            checks.expect(Rule::ElectionKey);
            let error = crate::election::differs(&G::encode(election_key), &G::encode(&sum));
            return Err(Fault::new(Rule::ElectionKey, error));
        }
        checks.pass(Rule::ElectionKey);
        Ok(Self { parts })
    }

    /// How many holders there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.keys.len()).sum()
    }

    /// The part and the place in it of a holder, counted from 1 through all parts.
    pub fn place(&self, owner: u64) -> Option<(usize, usize)> {
        let mut left = usize::try_from(owner).ok()?.checked_sub(1)?;
        for (at, part) in self.parts.iter().enumerate() {
            if left < part.keys.len() {
                return Some((at, left));
            }
            left -= part.keys.len();
        }
        None
    }
}

fn parse_record(bytes: &[u8], checks: &mut Checks) -> Result<Vec<TrusteeText>, Fault> {
    let texts: Vec<TrusteeText> = wire::parse(bytes).map_err(|error| {
        checks.expect(Rule::Canonical);
        Fault::new(Rule::Canonical, error)
    })?;
    checks.pass(Rule::Canonical);
    if texts.is_empty() {
        checks.expect(Rule::TrusteeProof);
        return Err(Fault::new(Rule::TrusteeProof, Error::Missing));
    }
    Ok(texts)
}

fn single<G: Group>(text: &crate::TrusteeKeyText, checks: &mut Checks) -> Result<Part<G>, Fault> {
    let key = TrusteeKey::<G>::verify(text).map_err(|error| {
        let fault = Fault::new(Rule::TrusteeProof, error);
        checks.expect(fault.rule);
        fault
    })?;
    checks.pass(Rule::TrusteeProof);
    checks.pass(Rule::Membership);
    let key = *key.public_key();
    Ok(Part {
        threshold: 1,
        single: true,
        certified: 0,
        keys: vec![key],
        key,
    })
}
