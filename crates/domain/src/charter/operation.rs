//! What an amendment does to the clauses of its base.

use super::clause::ClauseKind;
use super::diff::{Hunk, hex};
use super::gap;
use super::token::{Token, words};
use crate::id::{AmendmentId, ClauseId, RevisionId};
use serde::{Deserialize, Serialize};

/// A clause of the version that amendments are made against, in order with the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseClause {
    /// Its id, for as long as the text lives.
    pub clause: ClauseId,
    /// Its words in this version.
    pub revision: RevisionId,
    /// What it is.
    pub kind: ClauseKind,
    /// Its exact bytes, with the blank lines after it.
    pub source: String,
}

impl BaseClause {
    /// What it says, without the white space after it: what the tokens of hunks count.
    #[must_use]
    pub fn body(&self) -> &str {
        gap::body(&self.source)
    }
}

/// A clause at a revision: an operation says which words it was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Target {
    /// The clause.
    pub clause: ClauseId,
    /// Its words when the amendment was written.
    pub base: RevisionId,
}

/// One thing that an amendment does.
///
/// Hunks count the tokens of the clause's body ([`BaseClause::body`]), with its marks (`### `,
/// `- `) and its metadata line. `after: None` is the start of the text. What one amendment puts
/// after one clause stands there in the order of its operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Operation {
    /// Changes the words of a paragraph or of an item.
    ReplaceText {
        /// Which one.
        #[serde(flatten)]
        at: Target,
        /// The changes, in order.
        hunks: Vec<Hunk>,
    },
    /// Changes the words of a title, of a chapter or of an article.
    Retitle {
        /// Which one.
        #[serde(flatten)]
        at: Target,
        /// The changes, in order.
        hunks: Vec<Hunk>,
    },
    /// Adds a clause.
    Insert {
        /// The clause of the base after which it comes.
        after: Option<ClauseId>,
        /// What it is.
        kind: ClauseKind,
        /// Its Markdown.
        source: String,
    },
    /// Removes a clause; what stood under a heading stays.
    Delete {
        /// Which one.
        #[serde(flatten)]
        at: Target,
    },
    /// Puts a clause elsewhere; what stood under a heading stays.
    Move {
        /// Which one.
        #[serde(flatten)]
        at: Target,
        /// The clause of the base after which it comes.
        after: Option<ClauseId>,
    },
}

impl Operation {
    /// The change of a clause's words that makes `amended` of it, if it changes at all.
    #[must_use]
    pub fn edit(clause: &BaseClause, amended: &str) -> Option<Self> {
        let hunks = super::diff::diff(clause.body(), gap::body(amended));
        if hunks.is_empty() {
            return None;
        }
        let at = Target {
            clause: clause.clause,
            base: clause.revision,
        };
        Some(match clause.kind {
            ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => {
                Self::Retitle { at, hunks }
            }
            ClauseKind::Paragraph | ClauseKind::Item => Self::ReplaceText { at, hunks },
        })
    }

    /// The clause that it changes, removes or moves.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::ReplaceText { at, .. }
            | Self::Retitle { at, .. }
            | Self::Delete { at }
            | Self::Move { at, .. } => Some(*at),
            Self::Insert { .. } => None,
        }
    }
}

/// All that an amendment does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendmentOps {
    /// Which one.
    pub amendment: AmendmentId,
    /// What it does.
    pub operations: Vec<Operation>,
}

impl AmendmentOps {
    /// The id of its `nth` inserted clause (from 0), the same wherever the merge is made.
    ///
    /// Where several amendments insert the same, the least of their ids names the clause.
    #[must_use]
    pub fn inserted_clause(amendment: AmendmentId, nth: usize) -> ClauseId {
        let name = hex(format!("palier inserted clause {amendment} {nth}").as_bytes());
        let number = u128::from_str_radix(&name[..32], 16).unwrap_or_default();
        ClauseId(uuid::Builder::from_custom_bytes(number.to_be_bytes()).into_uuid())
    }
}

/// How far an amendment is from its base: what it removes whole, then the words it takes and adds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Distance {
    /// Clauses that go.
    pub removed: usize,
    /// Words that go and that come.
    pub words: usize,
}

impl Distance {
    /// Of these operations; `tokens` gives those of a clause's body.
    pub(super) fn of<'a>(
        operations: &[Operation],
        tokens: impl Fn(ClauseId) -> &'a [Token<'a>],
    ) -> Self {
        let count = |tokens: &[Token<'_>]| tokens.iter().filter(|token| token.is_word()).count();
        let mut distance = Self::default();
        for operation in operations {
            distance.words += match operation {
                Operation::ReplaceText { at, hunks } | Operation::Retitle { at, hunks } => {
                    let tokens = tokens(at.clause);
                    let changed = hunks.iter().map(|hunk| {
                        let gone = tokens.get(hunk.start_token..hunk.end_token);
                        words(&hunk.inserted) + count(gone.unwrap_or_default())
                    });
                    changed.sum()
                }
                Operation::Insert { source, .. } => words(source),
                Operation::Delete { at } => {
                    distance.removed += 1;
                    count(tokens(at.clause))
                }
                Operation::Move { .. } => 1,
            };
        }
        distance
    }
}
