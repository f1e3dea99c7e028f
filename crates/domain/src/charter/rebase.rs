//! What becomes of a pending amendment when a new version takes the place of its base.
//!
//! Its places are mapped through the difference from the base to the new version. Where the words
//! that it replaces are still there it follows them; else its author is asked.

use super::diff::{Change, Hunk, ReplacedHash, fine_changes};
use super::operation::{AmendmentOps, BaseClause, Operation, Target};
use super::token::{offsets, tokens};
use crate::id::ClauseId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Where the text of an amendment stands against the current version; the worst comes last.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// Its clauses are as they were.
    #[default]
    Clean,
    /// Its clauses changed elsewhere, and it followed.
    Rebased,
    /// What it replaces changed: its author chooses.
    NeedsRebase,
    /// A clause that it is about is no more.
    Orphan,
}

/// An operation, against the new version where it could follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RebasedOperation {
    /// The operation; as it was when it could not follow.
    pub operation: Operation,
    /// Whether it could.
    pub status: TextStatus,
}

/// An amendment against the new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebase {
    /// The worst of its operations.
    pub status: TextStatus,
    /// Each operation, in order.
    pub operations: Vec<RebasedOperation>,
}

impl Rebase {
    /// The operations against the new version, when all could follow.
    #[must_use]
    pub fn followed(&self) -> Option<Vec<Operation>> {
        (self.status <= TextStatus::Rebased).then(|| {
            let operations = self.operations.iter();
            operations.map(|one| one.operation.clone()).collect()
        })
    }
}

/// Maps an amendment of `base` to `new`.
#[must_use]
pub fn rebase(amendment: &AmendmentOps, base: &[BaseClause], new: &[BaseClause]) -> Rebase {
    let ground = Ground {
        base,
        old: base.iter().map(|clause| (clause.clause, clause)).collect(),
        new: new.iter().map(|clause| (clause.clause, clause)).collect(),
    };
    let operations: Vec<_> = amendment
        .operations
        .iter()
        .map(|operation| ground.follow(operation))
        .map(|(operation, status)| RebasedOperation { operation, status })
        .collect();
    let status = operations.iter().map(|one| one.status).max();
    Rebase {
        status: status.unwrap_or_default(),
        operations,
    }
}

struct Ground<'a> {
    base: &'a [BaseClause],
    old: HashMap<ClauseId, &'a BaseClause>,
    new: HashMap<ClauseId, &'a BaseClause>,
}

impl Ground<'_> {
    fn follow(&self, operation: &Operation) -> (Operation, TextStatus) {
        match operation {
            Operation::ReplaceText { at, hunks } => {
                self.words(operation, *at, hunks, |at, hunks| Operation::ReplaceText {
                    at,
                    hunks,
                })
            }
            Operation::Retitle { at, hunks } => self.words(operation, *at, hunks, |at, hunks| {
                Operation::Retitle { at, hunks }
            }),
            Operation::Delete { at } => match self.clause(*at) {
                Ok((old, new)) if old.body() == new.body() => {
                    let to = target(new);
                    (Operation::Delete { at: to }, status(to, *at))
                }
                Ok(_) => (operation.clone(), TextStatus::NeedsRebase),
                Err(status) => (operation.clone(), status),
            },
            Operation::Move { at, after } => match self.clause(*at) {
                Ok((_, new)) => {
                    let (after, place) = self.place(*after);
                    let moved = target(new);
                    let status = status(moved, *at).max(place);
                    (Operation::Move { at: moved, after }, status)
                }
                Err(status) => (operation.clone(), status),
            },
            Operation::Insert {
                after,
                kind,
                source,
            } => {
                let (after, status) = self.place(*after);
                let (kind, source) = (*kind, source.clone());
                (
                    Operation::Insert {
                        after,
                        kind,
                        source,
                    },
                    status,
                )
            }
        }
    }

    fn words(
        &self,
        operation: &Operation,
        at: Target,
        hunks: &[Hunk],
        made: impl FnOnce(Target, Vec<Hunk>) -> Operation,
    ) -> (Operation, TextStatus) {
        let (old, new) = match self.clause(at) {
            Ok(found) => found,
            Err(status) => return (operation.clone(), status),
        };
        let to = target(new);
        if to == at {
            return (operation.clone(), TextStatus::Clean);
        }
        match followed(hunks, old.body(), new.body()) {
            Some(hunks) => (made(to, hunks), status(to, at)),
            None => (operation.clone(), TextStatus::NeedsRebase),
        }
    }

    /// The clause as it was and as it is.
    fn clause(&self, at: Target) -> Result<(&BaseClause, &BaseClause), TextStatus> {
        let new = self.new.get(&at.clause).ok_or(TextStatus::Orphan)?;
        let old = self
            .old
            .get(&at.clause)
            .filter(|old| old.revision == at.base);
        Ok((old.ok_or(TextStatus::NeedsRebase)?, new))
    }

    /// The same place; when its clause is no more, after the last one before it that still is.
    fn place(&self, after: Option<ClauseId>) -> (Option<ClauseId>, TextStatus) {
        match after {
            Some(clause) if !self.new.contains_key(&clause) => {
                let end = self.base.iter().position(|old| old.clause == clause);
                let before = self.base[..end.unwrap_or_default()].iter().rev();
                let mut left = before.filter(|old| self.new.contains_key(&old.clause));
                (left.next().map(|old| old.clause), TextStatus::Rebased)
            }
            after => (after, TextStatus::Clean),
        }
    }
}

/// Hunks of the old body as hunks of the new one, if all that they replace is still there.
#[must_use]
pub fn followed(hunks: &[Hunk], old: &str, new: &str) -> Option<Vec<Hunk>> {
    let (old_tokens, new_tokens) = (tokens(old), tokens(new));
    let changes = fine_changes(&old_tokens, &new_tokens);
    let at = offsets(&new_tokens);
    let mut found = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        let (start_token, end_token) = mapped(&changes, hunk.start_token, hunk.end_token)?;
        let gone = new.get(*at.get(start_token)?..*at.get(end_token)?)?;
        found.push(Hunk {
            start_token,
            end_token,
            replaced_hash: ReplacedHash::of(gone),
            inserted: hunk.inserted.clone(),
        });
    }
    Some(found)
}

/// A range of old tokens in the new ones, if nothing in it changed; of an empty one, both
/// neighbours are still neighbours.
fn mapped(changes: &[Change], start: usize, end: usize) -> Option<(usize, usize)> {
    let meets = |change: &Change| {
        if start == end {
            change.old.start <= start && start <= change.old.end
        } else {
            change.old.start < end && start < change.old.end
                || change.old.is_empty() && start < change.old.start && change.old.start < end
        }
    };
    if changes.iter().any(meets) {
        return None;
    }
    let before = changes
        .iter()
        .take_while(|change| change.old.end <= start)
        .last();
    let shift = |at: usize| before.map_or(at, |change| at - change.old.end + change.new.end);
    Some((shift(start), shift(end)))
}

fn target(clause: &BaseClause) -> Target {
    Target {
        clause: clause.clause,
        base: clause.revision,
    }
}

fn status(to: Target, from: Target) -> TextStatus {
    if to == from {
        TextStatus::Clean
    } else {
        TextStatus::Rebased
    }
}
