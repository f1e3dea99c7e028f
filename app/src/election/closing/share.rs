//! What a holder hands in: her part of the decryption, made offline.

use super::ClosingError;
use super::sum::{Sum, holders};
use super::walk::Steps;
use palier_ballots::archive::Step;
use palier_ballots::conduct::missing;
use palier_ballots::wire::{EventType, PartialDecryptionText, TrusteeText};
use palier_ballots::{Belenios2048, Ed25519, Error, Group};
use palier_store::election::decryption::Share;
use serde::Deserialize;

/// What `palier trustee decrypt` writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Handed {
    /// The number of the holder, from 1 through all parts of the trustees.
    pub owner: u64,
    /// The factors with their proofs.
    pub decryption: PartialDecryptionText,
}

impl Handed {
    /// Reads one; none of anything else.
    pub fn read(body: &str) -> Option<Self> {
        serde_json::from_str(body).ok()
    }
}

/// What shares are checked against, whatever the group.
#[derive(Default)]
pub(super) struct Opened {
    group: String,
    steps: Vec<Step>,
    /// The trustees, part by part.
    pub trustees: Vec<TrusteeText>,
}

impl Opened {
    /// Reads the steps of a box that are no ballots; none before the tally.
    pub fn read(group: String, bytes: &[Vec<u8>]) -> Result<Option<Self>, ClosingError> {
        let mut reader = Steps::new();
        let mut steps = Vec::new();
        for bytes in bytes {
            let read = reader.push(bytes)?.into_iter();
            steps.extend(read.filter_map(|(_, step)| needed_of(step)));
        }
        let trustees = if group == Belenios2048::NAME {
            Sum::<Belenios2048>::of(&steps)?.map(|sum| sum.trustees)
        } else {
            Sum::<Ed25519>::of(&steps)?.map(|sum| sum.trustees)
        };
        Ok(trustees.map(|trustees| Self {
            group,
            steps,
            trustees,
        }))
    }

    /// Whether there is a holder of this number.
    pub fn has(&self, owner: u64) -> bool {
        (1..=holders(&self.trustees)).contains(&owner)
    }

    /// What is wrong with a share; nothing when it holds.
    pub fn fault(&self, handed: &Handed) -> Option<String> {
        let checked = if self.group == Belenios2048::NAME {
            check::<Belenios2048>(&self.steps, handed)
        } else {
            check::<Ed25519>(&self.steps, handed)
        };
        checked.err().map(|error| error.to_string())
    }
}

/// What a check needs of a step: of the setup, neither the list of credentials nor what comes after.
fn needed_of(mut step: Step) -> Option<Step> {
    match step.event {
        EventType::Setup => step.records.truncate(2),
        EventType::EncryptedTally => {}
        _ => return None,
    }
    Some(step)
}

fn check<G: Group>(steps: &[Step], handed: &Handed) -> Result<(), Error> {
    let sum = Sum::<G>::of(steps)?.ok_or(Error::NoTally)?;
    sum.check(handed.owner, &handed.decryption).map(drop)
}

/// The numbers of the holders whose share holds.
pub(super) fn held(shares: &[Share]) -> Vec<u64> {
    let valid = shares.iter().filter(|share| share.fault.is_none());
    valid
        .filter_map(|share| u64::try_from(share.holder).ok())
        .collect()
}

/// How many shares are needed still.
pub(super) fn needed(trustees: &[TrusteeText], shares: &[Share]) -> usize {
    let owed = missing(trustees, &held(shares));
    owed.iter().map(|part| part.needed).sum()
}
