//! What a verification says.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::archive::Head;
use crate::rule::{Refusal, Rule};
use crate::wire::EventType;

/// The verdict on an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything that is there is right; whether there is a result, [`Report::stage`] says.
    Valid,
    /// A rule is broken.
    Refused,
    /// This is not an archive of an election.
    Unreadable,
}

/// How often a rule was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The rule.
    pub rule: Rule,
    /// How often it was found to hold.
    pub done: u64,
    /// How often it was looked at.
    pub of: u64,
}

/// The outcome of a verification, built from the checks that ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The verdict.
    pub verdict: Verdict,
    /// The identifier of the election, once its record was read.
    pub uuid: Option<String>,
    /// The name of its group.
    pub group: Option<&'static str>,
    /// The last event whose place in the chain is right.
    pub stage: Option<EventType>,
    /// The checks that ran.
    pub checks: Vec<Check>,
    /// Why the archive is refused.
    pub refusal: Option<Refusal>,
    /// The result, recomputed, when the archive has one and is valid.
    pub result: Option<Vec<Vec<u64>>>,
    /// Partial decryptions that do not hold and were not needed.
    pub tolerated: Vec<Refusal>,
    /// The hashes of the events, to compare a later copy with.
    pub head: Head,
}

impl Report {
    /// A report of a file that could not even be opened.
    pub fn unreadable(refusal: Refusal) -> Self {
        Self {
            verdict: Verdict::Unreadable,
            uuid: None,
            group: None,
            stage: None,
            checks: Vec::new(),
            refusal: Some(refusal),
            result: None,
            tolerated: Vec::new(),
            head: Head::default(),
        }
    }

    /// How often a rule was checked; zero of zero when it was not.
    pub fn check(&self, rule: Rule) -> Check {
        let none = Check {
            rule,
            done: 0,
            of: 0,
        };
        let found = self.checks.iter().find(|check| check.rule == rule);
        found.copied().unwrap_or(none)
    }
}

/// Format 1: the fields that scripts rely on.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut report = serializer.serialize_struct("Report", 8)?;
        report.serialize_field("format", &1)?;
        report.serialize_field("verdict", &self.verdict)?;
        report.serialize_field("uuid", &self.uuid)?;
        report.serialize_field("group", &self.group)?;
        report.serialize_field("stage", &self.stage)?;
        report.serialize_field("checks", &self.checks)?;
        report.serialize_field("refusal", &self.refusal)?;
        report.serialize_field("result", &self.result)?;
        report.end()
    }
}
