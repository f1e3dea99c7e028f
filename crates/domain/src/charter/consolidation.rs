//! The merge draft: what was decided, merged by the engine, then the touches of whoever makes it
//! read well. Each word typed there has a label, and is undone as long as nothing is made of it.

use super::clause::ClauseKind;
use super::diff::{ApplyError, Hunk, diff};
use super::gap;
use super::grammar::parse;
use super::merge::{Fate, Lapse, Merge, MergedClause, merge};
use super::operation::{AmendmentOps, BaseClause};
use super::provenance::{Author, Span, carried, carried_with};
use super::replay::{sha256, touched};
use crate::id::{AmendmentId, ClauseId, RevisionId};
use std::collections::BTreeSet;
use thiserror::Error;

/// Words changed in the draft outside any amendment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// In which clause.
    pub clause: ClauseId,
    /// What changed, in the words of the draft then.
    pub hunks: Vec<Hunk>,
}

/// A clause of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftClause {
    /// What the engine made of it.
    pub merged: MergedClause,
    /// What it says after the touches.
    pub source: String,
    /// Who wrote which of its words, since the base and in it.
    pub provenance: Vec<Span>,
    /// Whether somebody touched it.
    pub touched: bool,
}

/// The draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the engine says.
    pub merge: Merge,
    /// The clauses, in order.
    pub clauses: Vec<DraftClause>,
}

/// Why there is no such draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DraftRefusal {
    /// A touch is of a clause that is not in the draft.
    #[error("there is no clause {0} in the draft")]
    NoSuchClause(ClauseId),
    /// A touch was made for other words: a later one stands on it.
    #[error("a touch of clause {0} does not fit: {1}")]
    DoesNotFit(ClauseId, ApplyError),
    /// With it the clause would not be one clause of its kind any more.
    #[error("clause {0} would be no clause of its kind any more")]
    Grammar(ClauseId),
    /// It changes nothing.
    #[error("nothing changes")]
    ChangesNothing,
}

/// The draft of what was accepted, with these touches in order. `former` says who wrote what in the
/// base, for each of its clauses that changed since the first version.
///
/// # Errors
/// [`DraftRefusal`].
pub fn draft(
    base: &[BaseClause],
    accepted: &[AmendmentOps],
    touches: &[Touch],
    former: impl Fn(RevisionId) -> Vec<Span>,
) -> Result<Draft, DraftRefusal> {
    let merge = merge(base, accepted);
    let mut clauses: Vec<DraftClause> = merge
        .clauses
        .iter()
        .map(|merged| DraftClause {
            source: merged.source.clone(),
            provenance: provenance(merged, base, &former),
            touched: false,
            merged: merged.clone(),
        })
        .collect();
    for touch in touches {
        let found = clauses
            .iter_mut()
            .find(|one| one.merged.clause == touch.clause);
        let found = found.ok_or(DraftRefusal::NoSuchClause(touch.clause))?;
        let said = touched(&found.source, &touch.hunks)
            .map_err(|error| DraftRefusal::DoesNotFit(touch.clause, error))?;
        found.provenance = carried(
            &found.provenance,
            gap::body(&found.source),
            gap::body(&said),
            &Author::Editorial,
        );
        found.source = said;
        found.touched = true;
    }
    Ok(Draft { merge, clauses })
}

/// Who wrote what in a merged clause: what stood in the base, then the amendments of this round.
fn provenance(
    merged: &MergedClause,
    base: &[BaseClause],
    former: &impl Fn(RevisionId) -> Vec<Span>,
) -> Vec<Span> {
    let Some(revision) = merged.base else {
        return merged.provenance.clone();
    };
    let old = base.iter().find(|one| one.clause == merged.clause);
    let before = former(revision);
    let by: BTreeSet<AmendmentId> = merged
        .provenance
        .iter()
        .flat_map(|span| match &span.author {
            Author::Amendments(by) => by.clone(),
            Author::Editorial => Vec::new(),
        })
        .collect();
    let author = if by.is_empty() {
        Author::Editorial
    } else {
        Author::Amendments(by.into_iter().collect())
    };
    carried_with(
        &before,
        old.map_or("", BaseClause::body),
        gap::body(&merged.source),
        &merged.provenance,
        &author,
    )
}

impl Draft {
    /// Its bytes, after what stands before the first clause.
    #[must_use]
    pub fn print(&self, prefix: &str) -> String {
        let sources = self.clauses.iter().map(|clause| clause.source.as_str());
        std::iter::once(prefix).chain(sources).collect()
    }

    /// What a page shows of it, in a few bytes: a draft that changed meanwhile has another one.
    #[must_use]
    pub fn mark(&self, prefix: &str) -> String {
        let mut of = self.print(prefix);
        for amendment in self.merge.fates.keys() {
            of.push_str(&amendment.to_string());
        }
        sha256(&of)
    }

    /// Accepted amendments that are not in it: they cannot stand together.
    #[must_use]
    pub fn left_out(&self) -> Vec<AmendmentId> {
        let harmless = Fate::Lapsed {
            reason: Lapse::TypographyOnly,
        };
        let fates = self.merge.fates.iter();
        fates
            .filter(|(_, fate)| !matches!(fate, Fate::Merged { .. }) && **fate != harmless)
            .map(|(id, _)| *id)
            .collect()
    }

    /// The touch that makes a clause of the draft say this.
    ///
    /// # Errors
    /// [`DraftRefusal`]: a touch neither makes, removes nor splits a clause.
    pub fn touch(
        &self,
        prefix: &str,
        clause: ClauseId,
        typed: &str,
    ) -> Result<Touch, DraftRefusal> {
        let nth = self
            .clauses
            .iter()
            .position(|one| one.merged.clause == clause);
        let nth = nth.ok_or(DraftRefusal::NoSuchClause(clause))?;
        let now = &self.clauses[nth];
        let hunks = diff(gap::body(&now.source), gap::body(typed.trim_start()));
        if hunks.is_empty() {
            return Err(DraftRefusal::ChangesNothing);
        }
        let said = touched(&now.source, &hunks)
            .map_err(|error| DraftRefusal::DoesNotFit(clause, error))?;
        let mut sources: Vec<&str> = self.clauses.iter().map(|one| one.source.as_str()).collect();
        sources[nth] = &said;
        let text: String = std::iter::once(prefix)
            .chain(sources.iter().copied())
            .collect();
        let kinds: Vec<ClauseKind> = self.clauses.iter().map(|one| one.merged.kind).collect();
        let whole =
            parse(&text).is_ok_and(|parsed| {
                parsed.clauses.len() == kinds.len()
                    && parsed.clauses.iter().zip(kinds.iter().zip(&sources)).all(
                        |(found, (kind, source))| found.kind == *kind && found.source == **source,
                    )
            });
        if !whole {
            return Err(DraftRefusal::Grammar(clause));
        }
        Ok(Touch { clause, hunks })
    }
}
