//! The whole process in one file, replayed: the first version and the decisions give the adopted
//! text, byte for byte, or it is said where they do not.

use super::diff::{ApplyError, Hunk, apply, hex};
use super::gap;
use super::merge::{Fate, Lapse, merge};
use super::operation::{AmendmentOps, BaseClause};
use super::record::Record;
use crate::id::{AmendmentId, ClauseId, RevisionId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// The version of the schema below. A reader refuses others.
pub const SCHEMA: u32 = 1;

/// How a text came to be, from its first version to its last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the text is called, for people.
    #[serde(default)]
    pub title: String,
    /// What stands before the first clause: a byte order mark, blank lines.
    #[serde(default)]
    pub prefix: String,
    /// The number of the first version: above 1 where a later one was imported whole.
    #[serde(default = "one")]
    pub first_version: u32,
    /// The first version, in order.
    pub first: Vec<BaseClause>,
    /// What was decided, one round for each later version.
    pub rounds: Vec<Round>,
    /// The last version, as it was published.
    pub adopted: String,
    /// What was public besides: for people, not needed to make the text again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
}

fn one() -> u32 {
    1
}

/// The decisions between a version and the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The number of the version that it makes.
    pub version: u32,
    /// The amendments, whatever became of them.
    pub amendments: Vec<AmendmentOps>,
    /// What was decided of each.
    pub decisions: Vec<Decision>,
    /// What the merge draft changed besides, in the order it was done.
    #[serde(default)]
    pub editorial: Vec<Editorial>,
    /// The revisions of the clauses that this round changed or added.
    #[serde(default)]
    pub revisions: Vec<(ClauseId, RevisionId)>,
    /// The SHA-256 of the version's text, in hexadecimal.
    pub sha256: String,
}

/// What was decided of an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Which one.
    pub amendment: AmendmentId,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, as it was published.
    #[serde(default)]
    pub reason: String,
}

/// What was decided of an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it is.
    Accepted,
    /// In the words that its author agreed to: those of its operations.
    AcceptedModified,
    /// Not.
    Rejected,
    /// It could not stand any more.
    Lapsed,
    /// Another one says the same.
    Absorbed,
}

/// Words that the merge draft changed outside any amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editorial {
    /// In which clause, as the draft says it then.
    pub clause: ClauseId,
    /// The changes.
    pub hunks: Vec<Hunk>,
}

/// A version that was made again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    /// Its number.
    pub version: u32,
    /// Its clauses.
    pub clauses: Vec<BaseClause>,
    /// Its bytes.
    pub text: String,
}

/// Where the process does not give what was published.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReplayError {
    /// The file is of another time.
    #[error("the schema is {found}, this program reads {SCHEMA}")]
    Schema {
        /// The number found.
        found: u32,
    },
    /// The same amendment twice, or a decision of one that is not there.
    #[error("version {version}: amendment {amendment} has no single text and decision")]
    Undecided {
        /// Of which version.
        version: u32,
        /// Which amendment.
        amendment: AmendmentId,
    },
    /// Accepted amendments cannot stand together.
    #[error("version {version}: amendment {amendment} was accepted and cannot be merged")]
    NotMerged {
        /// Of which version.
        version: u32,
        /// Which amendment.
        amendment: AmendmentId,
    },
    /// A change of the merge draft does not belong to it.
    #[error("version {version}: an editorial change of clause {clause} does not fit: {error}")]
    Editorial {
        /// Of which version.
        version: u32,
        /// Which clause.
        clause: ClauseId,
        /// Why.
        error: ApplyError,
    },
    /// An editorial change, or a revision, of a clause that is not there.
    #[error("version {version}: there is no clause {clause}")]
    NoSuchClause {
        /// Of which version.
        version: u32,
        /// Which clause.
        clause: ClauseId,
    },
    /// The text is not the one that was published.
    #[error("version {version}: the text has the SHA-256 {found}, {expected} was published")]
    OtherHash {
        /// Of which version.
        version: u32,
        /// What was published.
        expected: String,
        /// What the replay gives.
        found: String,
    },
    /// The colleges voted on other bytes than those of that version.
    #[error("version {version}: the colleges voted on the SHA-256 {voted}, its text has {found}")]
    OtherVoted {
        /// Which version.
        version: u32,
        /// What was voted on.
        voted: String,
        /// What the replay gives.
        found: String,
    },
    /// The last version is not the adopted text.
    #[error("line {line} differs\nadopted:  {expected}\nreplayed: {found}")]
    OtherText {
        /// The first line that differs, from 1.
        line: usize,
        /// What was adopted, there.
        expected: String,
        /// What the replay gives, there.
        found: String,
    },
}

/// Makes all versions again, and compares the last one with the adopted text.
///
/// # Errors
/// At the first difference.
pub fn replay(process: &Process) -> Result<Vec<Replayed>, ReplayError> {
    if process.schema != SCHEMA {
        return Err(ReplayError::Schema {
            found: process.schema,
        });
    }
    let mut versions = vec![Replayed {
        version: process.first_version,
        text: print(&process.prefix, &process.first),
        clauses: process.first.clone(),
    }];
    for round in &process.rounds {
        let base = versions.last().map_or(&[][..], |last| &last.clauses);
        let clauses = next(base, round)?;
        let text = print(&process.prefix, &clauses);
        versions.push(Replayed {
            version: round.version,
            clauses,
            text,
        });
    }
    // The words tell more than a hash does, so they are compared first.
    let last = versions.last().map_or("", |last| last.text.as_str());
    let differs = difference(&process.adopted, last);
    for (made, round) in versions[1..].iter().zip(&process.rounds) {
        let found = hex(made.text.as_bytes());
        let is_last = made.version == versions[versions.len() - 1].version;
        if found != round.sha256 && !(is_last && differs.is_some()) {
            return Err(ReplayError::OtherHash {
                version: round.version,
                expected: round.sha256.clone(),
                found,
            });
        }
    }
    match differs.or_else(|| other_voted(process, &versions)) {
        Some(error) => Err(error),
        None => Ok(versions),
    }
}

/// Where the colleges voted on another text than the one that is made again.
fn other_voted(process: &Process, versions: &[Replayed]) -> Option<ReplayError> {
    let adoptions = process.record.iter().flat_map(|record| &record.adoptions);
    for adoption in adoptions {
        let of = |one: &&Replayed| one.version == adoption.version;
        let Some(made) = versions.iter().find(of) else {
            continue;
        };
        let found = hex(made.text.as_bytes());
        if found != adoption.sha256 {
            return Some(ReplayError::OtherVoted {
                version: adoption.version,
                voted: adoption.sha256.clone(),
                found,
            });
        }
    }
    None
}

/// The next version, from the decisions of a round.
///
/// # Errors
/// When the decisions do not give one.
pub fn next(base: &[BaseClause], round: &Round) -> Result<Vec<BaseClause>, ReplayError> {
    let version = round.version;
    let accepted = accepted(round)?;
    let merged = merge(base, &accepted);
    for (amendment, fate) in &merged.fates {
        let harmless = Fate::Lapsed {
            reason: Lapse::TypographyOnly,
        };
        if !matches!(fate, Fate::Merged { .. }) && *fate != harmless {
            return Err(ReplayError::NotMerged {
                version,
                amendment: *amendment,
            });
        }
    }
    let revisions: BTreeMap<_, _> = round.revisions.iter().copied().collect();
    let mut clauses: Vec<BaseClause> = merged
        .clauses
        .into_iter()
        .map(|merged| BaseClause {
            clause: merged.clause,
            revision: merged.base.unwrap_or(RevisionId(uuid::Uuid::nil())),
            kind: merged.kind,
            source: merged.source,
        })
        .collect();
    for touch in &round.editorial {
        let clause = touch.clause;
        let found = clauses.iter_mut().find(|one| one.clause == clause);
        let found = found.ok_or(ReplayError::NoSuchClause { version, clause })?;
        found.source =
            touched(&found.source, &touch.hunks).map_err(|error| ReplayError::Editorial {
                version,
                clause,
                error,
            })?;
    }
    for (clause, revision) in revisions {
        let found = clauses.iter_mut().find(|one| one.clause == clause);
        let found = found.ok_or(ReplayError::NoSuchClause { version, clause })?;
        found.revision = revision;
    }
    Ok(clauses)
}

/// A clause after an editorial touch: the white space after it stays.
///
/// # Errors
/// When the touch was made for other words.
pub fn touched(source: &str, hunks: &[Hunk]) -> Result<String, ApplyError> {
    let body = apply(hunks, gap::body(source))?;
    Ok(format!("{}{}", gap::body(&body), gap::gap(source)))
}

fn accepted(round: &Round) -> Result<Vec<AmendmentOps>, ReplayError> {
    let undecided = |amendment| ReplayError::Undecided {
        version: round.version,
        amendment,
    };
    let mut outcomes = BTreeMap::new();
    for decision in &round.decisions {
        if outcomes
            .insert(decision.amendment, decision.outcome)
            .is_some()
        {
            return Err(undecided(decision.amendment));
        }
    }
    let mut seen = BTreeSet::new();
    let mut accepted = Vec::new();
    for amendment in &round.amendments {
        let outcome = outcomes.get(&amendment.amendment);
        if !seen.insert(amendment.amendment) || outcome.is_none() {
            return Err(undecided(amendment.amendment));
        }
        if matches!(outcome, Some(Outcome::Accepted | Outcome::AcceptedModified)) {
            accepted.push(amendment.clone());
        }
    }
    match outcomes.keys().find(|decided| !seen.contains(decided)) {
        Some(unknown) => Err(undecided(*unknown)),
        None => Ok(accepted),
    }
}

/// The text of some clauses.
#[must_use]
pub fn print(prefix: &str, clauses: &[BaseClause]) -> String {
    let sources = clauses.iter().map(|clause| clause.source.as_str());
    std::iter::once(prefix).chain(sources).collect()
}

/// The SHA-256 of a text, in hexadecimal, as a round names it.
#[must_use]
pub fn sha256(text: &str) -> String {
    hex(text.as_bytes())
}

fn difference(adopted: &str, found: &str) -> Option<ReplayError> {
    if adopted == found {
        return None;
    }
    let (mut left, mut right) = (adopted.split('\n'), found.split('\n'));
    for line in 1.. {
        let (expected, found) = (left.next(), right.next());
        if expected != found {
            let said = |line: Option<&str>| {
                line.map_or("(nothing)".to_owned(), |line| format!("{line:?}"))
            };
            return Some(ReplayError::OtherText {
                line,
                expected: said(expected),
                found: said(found),
            });
        }
    }
    None
}
