//! The electoral roll: one line per tenancy that gives a vote, one vote per person.
//!
//! Electors are tenants whose lease was signed at the cut-off and who still are, occupants who keep
//! to a repayment plan, sub-tenants of an approved association; each tenancy gives one vote, and
//! whoever holds several has one (CCH R.421-7, R.422-2-1, R.481-6). Co-tenants share their line.

pub mod correction;
mod matching;
pub mod occupancy;
pub mod title;

use crate::id::{EstateId, PersonId, TenancyId};
use matching::assign;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use thiserror::Error;
use title::{LeftOut, RollDays, Tenancy};

/// A line of the roll: one vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollLine {
    /// The tenancy that gives it.
    pub tenancy: TenancyId,
    /// Its residence.
    pub residence: EstateId,
    /// Who shares it; never empty, and nobody stands on two lines.
    pub persons: BTreeSet<PersonId>,
}

/// The roll, by tenancy, and the tenancies that are not on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectoralRoll {
    lines: Vec<RollLine>,
    left_out: Vec<(TenancyId, LeftOut)>,
}

/// A tenancy stands twice in what the roll is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("tenancy {0} was given twice")]
pub struct TenancyTwice(pub TenancyId);

/// Lines that are no roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoRoll {
    /// A tenancy has two lines.
    #[error(transparent)]
    Twice(#[from] TenancyTwice),
    /// A person stands on two lines.
    #[error("person {0} stands on two lines")]
    PersonTwice(PersonId),
    /// A line names nobody.
    #[error("the line of tenancy {0} names nobody")]
    Nobody(TenancyId),
}

impl ElectoralRoll {
    /// The roll that lines are: each tenancy once, each person once, nobody's line. What it was left
    /// out of is not known here.
    pub fn of_lines(mut lines: Vec<RollLine>) -> Result<Self, NoRoll> {
        lines.sort_by_key(|line| line.tenancy);
        if let Some(pair) = lines
            .windows(2)
            .find(|pair| pair[0].tenancy == pair[1].tenancy)
        {
            return Err(TenancyTwice(pair[0].tenancy).into());
        }
        let mut seen = BTreeSet::new();
        for line in &lines {
            if line.persons.is_empty() {
                return Err(NoRoll::Nobody(line.tenancy));
            }
            if let Some(twice) = line.persons.iter().find(|person| !seen.insert(**person)) {
                return Err(NoRoll::PersonTwice(*twice));
            }
        }
        let left_out = Vec::new();
        Ok(Self { lines, left_out })
    }

    /// Makes the roll; the order of tenancies decides nothing, the oldest of a person's leases does.
    pub fn new(mut tenancies: Vec<Tenancy>, days: RollDays) -> Result<Self, TenancyTwice> {
        tenancies.sort_by_key(|tenancy| (tenancy.signed, tenancy.id));
        let mut seen = BTreeSet::new();
        if let Some(twice) = tenancies.iter().find(|t| !seen.insert(t.id)) {
            return Err(TenancyTwice(twice.id));
        }
        let mut left_out = Vec::new();
        tenancies.retain(|tenancy| match tenancy.left_out(days) {
            Some(reason) => {
                left_out.push((tenancy.id, reason));
                false
            }
            None => true,
        });
        let groups: Vec<_> = tenancies.iter().map(|t| t.persons.clone()).collect();
        let mut shared = share(&groups);
        let mut lines = Vec::new();
        for (at, tenancy) in tenancies.iter().enumerate() {
            match shared.remove(&at) {
                Some(persons) => lines.push(RollLine {
                    tenancy: tenancy.id,
                    residence: tenancy.residence,
                    persons,
                }),
                None => left_out.push((tenancy.id, LeftOut::VotesElsewhere)),
            }
        }
        lines.sort_by_key(|line| line.tenancy);
        left_out.sort_by_key(|(tenancy, _)| *tenancy);
        Ok(Self { lines, left_out })
    }

    /// The lines, by tenancy.
    #[must_use]
    pub fn lines(&self) -> &[RollLine] {
        &self.lines
    }

    /// The tenancies that give no vote, and why.
    #[must_use]
    pub fn left_out(&self) -> &[(TenancyId, LeftOut)] {
        &self.left_out
    }

    /// The line on which a person votes.
    #[must_use]
    pub fn line_of(&self, person: PersonId) -> Option<&RollLine> {
        self.lines
            .iter()
            .find(|line| line.persons.contains(&person))
    }

    /// Electors by residence: votes, not heads.
    #[must_use]
    pub fn electors_by_residence(&self) -> BTreeMap<EstateId, u64> {
        let mut counts = BTreeMap::new();
        for line in &self.lines {
            *counts.entry(line.residence).or_default() += 1;
        }
        counts
    }

    /// The roll as its fingerprint reads it: a header with the number of lines, then one line per
    /// tenancy, sorted, with residence and persons, sorted: `TENANCY;RESIDENCE;PERSON,PERSON`.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = format!("palier electoral roll 1;{}\n", self.lines.len());
        for line in &self.lines {
            let persons: Vec<String> = line.persons.iter().map(PersonId::to_string).collect();
            // Writing to a text does not fail.
            let _ = writeln!(
                text,
                "{};{};{}",
                line.tenancy,
                line.residence,
                persons.join(",")
            );
        }
        text
    }

    /// The SHA-256 of the canonical text, in hexadecimal; published when the roll is frozen.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.canonical());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Everybody on one line: first one voter for as many lines as possible, then each co-tenant on the
/// oldest of her tenancies that has a line.
fn share(groups: &[BTreeSet<PersonId>]) -> BTreeMap<usize, BTreeSet<PersonId>> {
    let assigned = assign(groups);
    let mut lines: BTreeMap<usize, BTreeSet<PersonId>> = BTreeMap::new();
    let mut placed = BTreeSet::new();
    for (person, line) in assigned {
        lines.entry(line).or_default().insert(person);
        placed.insert(person);
    }
    for (at, group) in groups.iter().enumerate() {
        if let Some(line) = lines.get_mut(&at) {
            line.extend(
                group
                    .iter()
                    .copied()
                    .filter(|person| placed.insert(*person)),
            );
        }
    }
    lines
}
