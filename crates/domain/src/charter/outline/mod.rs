//! A text as people read it: chapters, articles, and in each article the two sides.

mod build;

use super::clause::{ClauseContent, ClauseKind, ClauseMeta};
use crate::id::ClauseId;

pub use build::outline;

/// A clause of a version, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its id.
    pub clause: ClauseId,
    /// Its number for links, for ever.
    pub handle: i64,
    /// What it is.
    pub kind: ClauseKind,
    /// Its exact bytes.
    pub source: &'a str,
}

/// Which clause something comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClauseRef {
    /// Its id.
    pub clause: ClauseId,
    /// Its number for links, for ever.
    pub handle: i64,
}

/// A paragraph or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it comes from.
    pub at: ClauseRef,
    /// Paragraph or item.
    pub kind: ClauseKind,
    /// What it says.
    pub content: ClauseContent,
}

/// An article: what people comment on and vote on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Where it comes from.
    pub at: ClauseRef,
    /// Its number in this version: "4.1", or "1" outside any chapter.
    pub label: String,
    /// Its title, as Markdown.
    pub title: String,
    /// What its metadata line says.
    pub meta: ClauseMeta,
    /// What the landlord undertakes.
    pub landlord: Vec<Block>,
    /// What the tenants undertake.
    pub tenants: Vec<Block>,
    /// What binds both, or neither.
    pub shared: Vec<Block>,
}

impl Article {
    /// All its blocks: the landlord's, the tenants', then the shared ones.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.landlord
            .iter()
            .chain(&self.tenants)
            .chain(&self.shared)
    }
}

/// A chapter: a title, perhaps an introduction, articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Where it comes from; for articles outside any chapter, the first of them.
    pub at: ClauseRef,
    /// Its number in this version: "4"; empty for articles outside any chapter.
    pub label: String,
    /// Its title, as Markdown; empty for articles outside any chapter.
    pub title: String,
    /// What stands before its first article.
    pub intro: Vec<Block>,
    /// Its articles.
    pub articles: Vec<Article>,
}

/// A text as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title, as Markdown.
    pub title: Option<(ClauseRef, String)>,
    /// What stands before the first chapter.
    pub preamble: Vec<Block>,
    /// The chapters.
    pub chapters: Vec<Chapter>,
}

impl Outline {
    /// All articles in order, each with its chapter.
    pub fn articles(&self) -> impl Iterator<Item = (&Chapter, &Article)> {
        self.chapters
            .iter()
            .flat_map(|chapter| chapter.articles.iter().map(move |a| (chapter, a)))
    }

    /// The article that a handle names, its own or that of a block in it.
    #[must_use]
    pub fn article_of(&self, handle: i64) -> Option<(&Chapter, &Article)> {
        self.articles().find(|(_, article)| {
            article.at.handle == handle || article.blocks().any(|block| block.at.handle == handle)
        })
    }
}
