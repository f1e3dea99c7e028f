//! What somebody typed about the clauses of a text, as the operations of an amendment, and back.
//!
//! She sees words, never marks: a clause keeps its kind, the side that it binds and its metadata.
//! Paragraphs and items that she writes below a clause's own words come after it.

mod face;
mod read;
mod written;

pub use face::Face;
pub use read::operations;
pub use written::written;

use super::clause::ClauseKind;
use super::grammar::GrammarError;
use super::operation::BaseClause;
use crate::id::ClauseId;
use std::ops::Range;
use thiserror::Error;

/// What was typed about some clauses of a text; of the others nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Clauses of the text.
    pub clauses: Vec<TypedClause>,
    /// Clauses that come to it, in order.
    pub added: Vec<Added>,
}

impl Typed {
    /// What was typed about a clause.
    #[must_use]
    pub fn of(&self, clause: ClauseId) -> Option<&TypedClause> {
        self.clauses.iter().find(|one| one.clause == clause)
    }
}

/// What was typed about a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedClause {
    /// Which one.
    pub clause: ClauseId,
    /// Its words, as [`Face::shown`] shows them.
    pub words: String,
    /// What becomes of its place.
    pub fate: PlaceFate,
}

/// What becomes of a clause's place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceFate {
    /// It stays where it is.
    #[default]
    Stays,
    /// It is removed.
    Goes,
    /// It is removed with all that stands under it.
    GoesWhole,
    /// It comes after another one.
    Moves(ClauseId),
    /// It comes after another one with all that stands under it.
    MovesWhole(ClauseId),
}

/// A clause that comes to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// The clause of the base after which it comes; none at the start.
    pub after: Option<ClauseId>,
    /// What it is.
    pub shape: Shape,
    /// Its words.
    pub words: String,
}

/// What a clause may come as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A paragraph that binds the landlord.
    Landlord,
    /// A paragraph that binds the tenants.
    Tenants,
    /// A paragraph that binds both, or neither.
    Shared,
    /// An item of a list.
    Item,
    /// The title of an article.
    Article,
    /// The title of a chapter.
    Chapter,
}

impl Shape {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Shared,
        Self::Landlord,
        Self::Tenants,
        Self::Item,
        Self::Article,
        Self::Chapter,
    ];

    /// Its name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Landlord => "landlord",
            Self::Tenants => "tenants",
            Self::Shared => "paragraph",
            Self::Item => "item",
            Self::Article => "article",
            Self::Chapter => "chapter",
        }
    }

    /// The shape with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What it is in the text.
    #[must_use]
    pub fn kind(self) -> ClauseKind {
        match self {
            Self::Landlord | Self::Tenants | Self::Shared => ClauseKind::Paragraph,
            Self::Item => ClauseKind::Item,
            Self::Article => ClauseKind::Article,
            Self::Chapter => ClauseKind::Chapter,
        }
    }

    /// The marks before its words.
    fn lead(self) -> &'static str {
        match self {
            Self::Landlord => "**Bailleur :** ",
            Self::Tenants => "**Locataires :** ",
            Self::Shared => "",
            Self::Item => "- ",
            Self::Article => "### ",
            Self::Chapter => "## ",
        }
    }
}

/// Of what something typed is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A clause of the text.
    Clause(ClauseId),
    /// The how-maniest of those that come to it, from 0.
    Added(usize),
}

/// What is wrong with something typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("what was typed {what}")]
pub struct Wrong {
    /// Of what.
    pub at: Place,
    /// What.
    pub what: Fault,
}

/// What is wrong with something typed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// It has no words; to remove it is another thing.
    #[error("is empty")]
    Empty,
    /// Its first line makes something else of it.
    #[error("would be something else")]
    OtherKind(ClauseKind),
    /// A line breaks the grammar.
    #[error("breaks the grammar: {0}")]
    Grammar(GrammarError),
    /// It would come after something that moves or goes with it, or is not there.
    #[error("has no place there")]
    Nowhere,
}

/// A heading with all that stands under it: an article with its paragraphs, a chapter with its
/// articles; of a paragraph or an item, itself.
#[must_use]
pub fn section(base: &[BaseClause], at: usize) -> Range<usize> {
    let Some(head) = base.get(at) else {
        return at..at;
    };
    let ends = |kind: ClauseKind| match head.kind {
        ClauseKind::Title | ClauseKind::Article => {
            !matches!(kind, ClauseKind::Paragraph | ClauseKind::Item)
        }
        ClauseKind::Chapter => matches!(kind, ClauseKind::Title | ClauseKind::Chapter),
        ClauseKind::Paragraph | ClauseKind::Item => true,
    };
    let below = base[at + 1..].iter().take_while(|one| !ends(one.kind));
    at..at + 1 + below.count()
}

#[cfg(test)]
mod tests;
