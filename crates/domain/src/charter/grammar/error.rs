//! What breaks the grammar, and where.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A line that breaks the grammar.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct GrammarError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: GrammarProblem,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrammarProblem {
    /// Nothing but blank lines.
    #[error("the text has no clause")]
    NoClause,
    /// A text has one title at most.
    #[error("a text has one title only (use ## for a chapter)")]
    SecondTitle,
    /// `####` or deeper.
    #[error("headings go no deeper than ### (an article)")]
    HeadingTooDeep,
    /// A heading without words.
    #[error("the heading is empty")]
    EmptyHeading,
    /// An item without words.
    #[error("the item is empty")]
    EmptyItem,
    /// `{: .. }` after a blank line, or at the start.
    #[error("metadata must stand right after its clause, without a blank line between")]
    MetadataWithoutClause,
    /// Two `{: .. }` lines after one clause.
    #[error("the clause has metadata already (write it on one line)")]
    SecondMetadata,
    /// `{:` without `}` at the end of the line.
    #[error("the metadata is not closed (end the line with a brace)")]
    UnclosedMetadata,
    /// Not `key="value"` or `key=word`.
    #[error("\"{0}\" is not key=\"value\"")]
    NotAPair(String),
    /// A key that is not kind, source, indicator, plain, owner or due.
    #[error("\"{0}\" is not known (use kind, source, indicator, plain, owner or due)")]
    UnknownKey(String),
    /// The same key twice.
    #[error("\"{0}\" is given twice")]
    RepeatedKey(String),
    /// A kind that is not law, commitment or recommendation.
    #[error("\"{0}\" is not a kind (use law, commitment or recommendation)")]
    UnknownKind(String),
}
