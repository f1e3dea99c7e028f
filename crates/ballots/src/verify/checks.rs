//! Counting the checks that ran.

use std::collections::BTreeMap;

use super::report::Check;
use crate::rule::{Refusal, Rule};

/// For each rule, how often it was found to hold and how often it was looked at.
#[derive(Debug, Default)]
pub(crate) struct Checks(BTreeMap<Rule, (u64, u64)>);

impl Checks {
    /// A check begins.
    pub fn expect(&mut self, rule: Rule) {
        self.0.entry(rule).or_default().1 += 1;
    }

    /// The oldest check that began has passed.
    pub fn fulfil(&mut self, rule: Rule) {
        self.0.entry(rule).or_default().0 += 1;
    }

    /// A check passed.
    pub fn pass(&mut self, rule: Rule) {
        self.pass_many(rule, 1);
    }

    /// Several checks passed.
    pub fn pass_many(&mut self, rule: Rule, many: usize) {
        let many = u64::try_from(many).unwrap_or(u64::MAX);
        let (done, of) = self.0.entry(rule).or_default();
        *done += many;
        *of += many;
    }

    /// A check ran; a refusal under another rule is counted there.
    pub fn count<T>(&mut self, rule: Rule, outcome: Result<T, Refusal>) -> Result<T, Refusal> {
        match &outcome {
            Ok(_) => self.pass(rule),
            Err(refusal) => self.expect(refusal.rule),
        }
        outcome
    }

    /// A check ran if there was anything to check.
    pub fn count_some<T>(
        &mut self,
        rule: Rule,
        outcome: Result<Option<T>, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        match outcome {
            Ok(None) => Ok(None),
            outcome => self.count(rule, outcome),
        }
    }

    /// An event begins to be followed.
    pub fn expect_event(&mut self) {
        for rule in [Rule::Chain, Rule::Order, Rule::Canonical] {
            self.expect(rule);
        }
    }

    /// An event was followed, with this many records.
    pub fn pass_event(&mut self, records: usize) {
        for rule in [Rule::Chain, Rule::Order, Rule::Canonical] {
            self.fulfil(rule);
        }
        (0..records).for_each(|_| self.fulfil(Rule::References));
    }

    /// How often a rule was found to hold.
    pub fn done(&self, rule: Rule) -> u64 {
        self.0.get(&rule).map_or(0, |(done, _)| *done)
    }

    /// The list for a report.
    pub fn list(&self) -> Vec<Check> {
        let check = |(rule, (done, of)): (&Rule, &(u64, u64))| Check {
            rule: *rule,
            done: *done,
            of: *of,
        };
        self.0.iter().map(check).collect()
    }
}
