//! What a new version needs: new clauses, new words, and everyone's place.

use crate::ids;
use chrono::{DateTime, Utc};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::grammar::ParsedClause;
use palier_domain::charter::matching::{Old, match_clauses};
use palier_domain::id::{ClauseId, RevisionId};
use std::collections::HashMap;

/// Where the words of a clause come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(super) enum Origin {
    /// The first version of the text.
    Initial,
    /// A later version, imported.
    Editorial,
}

/// A clause of the former version.
pub(super) struct Previous {
    pub clause: ClauseId,
    pub revision: RevisionId,
    pub kind: ClauseKind,
    pub source: String,
}

/// New words of a clause.
pub(super) struct NewRevision<'a> {
    pub id: RevisionId,
    pub clause: ClauseId,
    pub parent: Option<RevisionId>,
    pub kind: ClauseKind,
    pub source: &'a str,
}

/// Rows to write for a version.
pub(super) struct Plan<'a> {
    /// There was no version before.
    pub first: bool,
    /// Clauses that did not exist, with their handles.
    pub clauses: Vec<(ClauseId, i64)>,
    /// Words that did not exist.
    pub revisions: Vec<NewRevision<'a>>,
    /// Each clause of the version at its position, from 1.
    pub entries: Vec<(i64, ClauseId, RevisionId)>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        previous: &[Previous],
        clauses: &'a [ParsedClause],
        next_handle: i64,
        now: DateTime<Utc>,
    ) -> Self {
        let old: Vec<_> = previous
            .iter()
            .map(|old| Old {
                clause: old.clause,
                kind: old.kind,
                source: &old.source,
            })
            .collect();
        let revisions: HashMap<_, _> = previous
            .iter()
            .map(|old| (old.clause, old.revision))
            .collect();
        let mut plan = Self {
            first: previous.is_empty(),
            clauses: Vec::new(),
            revisions: Vec::new(),
            entries: Vec::new(),
        };
        let mut handles = next_handle..;
        let matches = match_clauses(&old, clauses);
        for ((clause, found), position) in clauses.iter().zip(matches).zip(1..) {
            let parent = found
                .clause
                .and_then(|clause| revisions.get(&clause).copied());
            let id = found.clause.unwrap_or_else(|| {
                let id = ClauseId(ids::new_v7(now));
                plan.clauses
                    .extend(handles.next().map(|handle| (id, handle)));
                id
            });
            let revision = match parent.filter(|_| found.unchanged) {
                Some(revision) => revision,
                None => plan.revise(id, parent, clause, now),
            };
            plan.entries.push((position, id, revision));
        }
        plan
    }

    fn revise(
        &mut self,
        clause: ClauseId,
        parent: Option<RevisionId>,
        words: &'a ParsedClause,
        now: DateTime<Utc>,
    ) -> RevisionId {
        let id = RevisionId(ids::new_v7(now));
        self.revisions.push(NewRevision {
            id,
            clause,
            parent,
            kind: words.kind,
            source: &words.source,
        });
        id
    }
}
