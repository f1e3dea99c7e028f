//! The rules of an adoption, stored with the text before it opens.

use crate::charter::amendment::college::College;
use crate::election::consultation::ratio::Ratio;
use crate::election::consultation::{Colleges, MajorityOf, RuleSet};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Voters below which no figure of a secret ballot is shown.
pub const LEAST_SHOWN: u64 = 5;

/// Months after which an adopted text is looked at again, at most.
pub const MOST_MONTHS: u32 = 120;

/// What one college needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollegeRule {
    /// The college.
    pub college: College,
    /// The part of it that must vote; nothing if as many as come decide.
    pub quorum: Option<Ratio>,
    /// The part that must say yes.
    pub majority: Ratio,
    /// Of what.
    pub of: MajorityOf,
}

/// What the vote of an association weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// One each.
    OneEach,
    /// What it won in the last election.
    LastElection,
}

/// The rules of an adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct AdoptionRules(Parts);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Parts {
    colleges: Vec<CollegeRule>,
    weights: Weights,
    revision_months: u32,
}

/// Rules under which nothing can be adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RulesError {
    /// Nothing that binds tenants is adopted without them.
    #[error("the tenants have no college")]
    WithoutTenants,
    /// A college stands there twice.
    #[error("the college of {} stands there twice", .0.name())]
    Twice(College),
    /// The next revision is never, or too late.
    #[error("the next revision is from 1 to {MOST_MONTHS} months later, not {0}")]
    Months(u32),
}

impl AdoptionRules {
    /// Rules with these colleges; the text is looked at again so many months after its adoption.
    ///
    /// # Errors
    /// [`RulesError`].
    pub fn new(
        colleges: Vec<CollegeRule>,
        weights: Weights,
        revision_months: u32,
    ) -> Result<Self, RulesError> {
        for (at, one) in colleges.iter().enumerate() {
            if colleges[..at]
                .iter()
                .any(|other| other.college == one.college)
            {
                return Err(RulesError::Twice(one.college));
            }
        }
        if !colleges.iter().any(|one| one.college == College::Tenants) {
            return Err(RulesError::WithoutTenants);
        }
        if !(1..=MOST_MONTHS).contains(&revision_months) {
            return Err(RulesError::Months(revision_months));
        }
        Ok(Self(Parts {
            colleges,
            weights,
            revision_months,
        }))
    }

    /// The colleges, in their order.
    #[must_use]
    pub fn colleges(&self) -> &[CollegeRule] {
        &self.0.colleges
    }

    /// What one college needs, if it is asked.
    #[must_use]
    pub fn of(&self, college: College) -> Option<CollegeRule> {
        let mut all = self.0.colleges.iter();
        all.find(|one| one.college == college).copied()
    }

    /// What the vote of an association weighs.
    #[must_use]
    pub fn weights(&self) -> Weights {
        self.0.weights
    }

    /// Months from the adoption to the next revision.
    #[must_use]
    pub fn revision_months(&self) -> u32 {
        self.0.revision_months
    }
}

impl Default for AdoptionRules {
    /// Those of a text that has none of its own: three colleges, more than half of those who say yes
    /// or no in each, one vote per association, a revision after three years.
    fn default() -> Self {
        let college = |college| CollegeRule {
            college,
            quorum: None,
            majority: Ratio::MORE_THAN_HALF,
            of: MajorityOf::Expressed,
        };
        Self(Parts {
            colleges: College::ALL.map(college).to_vec(),
            weights: Weights::OneEach,
            revision_months: 36,
        })
    }
}

impl CollegeRule {
    /// The rules of a consultation by which this college votes: the same quorum and majority.
    #[must_use]
    pub fn consultation(&self) -> RuleSet {
        RuleSet {
            quorum: self.quorum,
            majority: self.majority,
            of: self.of,
            colleges: Colleges::Each,
            least_shown: LEAST_SHOWN,
        }
    }

    /// Whether a consultation of so many colleges was announced under the same quorum and majority.
    #[must_use]
    pub fn is_that_of(&self, announced: &RuleSet, colleges: usize) -> bool {
        let same = (announced.quorum, announced.majority, announced.of)
            == (self.quorum, self.majority, self.of);
        same && (colleges < 2 || announced.colleges == Colleges::Each)
    }
}

impl TryFrom<Parts> for AdoptionRules {
    type Error = RulesError;

    fn try_from(parts: Parts) -> Result<Self, RulesError> {
        Self::new(parts.colleges, parts.weights, parts.revision_months)
    }
}

impl From<AdoptionRules> for Parts {
    fn from(rules: AdoptionRules) -> Self {
        rules.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_adopted_without_the_tenants_nor_by_a_college_twice() {
        let rules = AdoptionRules::default();
        let mut colleges = rules.colleges().to_vec();
        assert_eq!(
            rules.of(College::Landlord).map(|one| one.quorum),
            Some(None)
        );
        let without = AdoptionRules::new(colleges.split_off(1), Weights::OneEach, 12);
        assert_eq!(without, Err(RulesError::WithoutTenants));
        colleges.push(colleges[0]);
        let twice = AdoptionRules::new(colleges.clone(), Weights::OneEach, 12);
        assert_eq!(twice, Err(RulesError::Twice(College::Tenants)));
        colleges.pop();
        let never = AdoptionRules::new(colleges, Weights::OneEach, 0);
        assert_eq!(never, Err(RulesError::Months(0)));
    }

    #[test]
    fn stored_rules_are_checked_as_new_ones_are() {
        let stored = serde_json::to_string(&AdoptionRules::default()).unwrap();
        let again: AdoptionRules = serde_json::from_str(&stored).unwrap();
        assert_eq!(again, AdoptionRules::default());
        let wrong = stored.replace("\"tenants\"", "\"landlord\"");
        assert!(serde_json::from_str::<AdoptionRules>(&wrong).is_err());
    }

    #[test]
    fn a_consultation_under_other_rules_is_not_that_of_the_college() {
        let rule = AdoptionRules::default().colleges()[0];
        assert!(rule.is_that_of(&rule.consultation(), 3));
        let together = RuleSet::default();
        assert!(rule.is_that_of(&together, 1) && !rule.is_that_of(&together, 2));
        let quorum = Some(Ratio::at_least(1, 4).unwrap());
        let other = RuleSet { quorum, ..together };
        assert!(!rule.is_that_of(&other, 1));
    }
}
