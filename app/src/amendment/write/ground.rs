//! The version on which an amendment is written: its articles, and the names of its places.

use crate::amendment::parts::base::{Base, Place, base};
use crate::i18n::T;
use crate::parts::excerpt;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::operation::{BaseClause, Operation};
use palier_domain::id::{ClauseId, VersionId};
use palier_domain::markdown;
use palier_store::text;
use std::collections::HashMap;
use std::ops::Range;

/// Letters by which a paragraph is named in a list.
const NAMED: usize = 50;

/// A version with the handles of its clauses.
pub struct Ground {
    /// Which one.
    pub version: VersionId,
    /// Its clauses, and where they stand.
    pub base: Base,
    handles: Vec<i64>,
    at: HashMap<i64, usize>,
}

impl Ground {
    /// A version.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(ctx: &Ctx, version: VersionId) -> Result<Self, AppError> {
        let base = base(ctx, version).await?;
        let entries = text::entries(&ctx.site.db, version).await?;
        let handles: Vec<i64> = entries.iter().map(|row| row.handle).collect();
        let at = handles.iter().enumerate().map(|(at, one)| (*one, at));
        Ok(Self {
            version,
            base,
            at: at.collect(),
            handles,
        })
    }

    /// Its clauses.
    #[must_use]
    pub fn clauses(&self) -> &[BaseClause] {
        &self.base.clauses
    }

    /// The place of the clause with that handle.
    #[must_use]
    pub fn at(&self, handle: i64) -> Option<usize> {
        self.at.get(&handle).copied()
    }

    /// The handle of the clause at a place.
    #[must_use]
    pub fn handle(&self, at: usize) -> i64 {
        self.handles.get(at).copied().unwrap_or_default()
    }

    /// The place of a clause.
    #[must_use]
    pub fn place(&self, clause: ClauseId) -> Option<usize> {
        self.clauses().iter().position(|one| one.clause == clause)
    }

    /// The heading under which a clause stands; the first clause before any.
    #[must_use]
    pub fn head(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.is_head(*at)).unwrap_or(0)
    }

    fn is_head(&self, at: usize) -> bool {
        let clause = self.clauses().get(at);
        clause.is_some_and(|one| !matches!(one.kind, ClauseKind::Paragraph | ClauseKind::Item))
    }

    /// A heading with the paragraphs and items right below it.
    #[must_use]
    pub fn rows(&self, head: usize) -> Range<usize> {
        let below = self.clauses()[head + 1..]
            .iter()
            .take_while(|one| matches!(one.kind, ClauseKind::Paragraph | ClauseKind::Item));
        head..head + 1 + below.count()
    }

    /// All headings, and the start of the text if it has none there.
    #[must_use]
    pub fn heads(&self) -> Vec<usize> {
        let all = 0..self.clauses().len();
        all.filter(|at| *at == 0 || self.is_head(*at)).collect()
    }

    /// The headings under which operations change something, in order.
    #[must_use]
    pub fn touched(&self, operations: &[Operation]) -> Vec<usize> {
        let clause = |one: &Operation| match one {
            Operation::Insert { after, .. } => *after,
            other => other.target().map(|at| at.clause),
        };
        let places = operations.iter().map(|one| match clause(one) {
            Some(clause) => self.place(clause),
            None => Some(0),
        });
        let mut heads: Vec<usize> = places.flatten().map(|at| self.head(at)).collect();
        heads.sort_unstable();
        heads.dedup();
        heads
    }

    /// What a heading is called in lists: its number and its words.
    #[must_use]
    pub fn name(&self, t: T, head: usize) -> String {
        let Some(clause) = self.clauses().get(head) else {
            return String::new();
        };
        let words = self.words(head);
        match self.base.place(clause.clause) {
            Some(Place::ArticleTitle(spot)) => {
                format!("{} {words}", t.article_number(spot.label.clone()))
            }
            Some(Place::Chapter(spot)) => format!("{}. {words}", spot.label),
            _ => words,
        }
    }

    /// The first words of a clause, without marks.
    #[must_use]
    pub fn words(&self, at: usize) -> String {
        let Some(clause) = self.clauses().get(at) else {
            return String::new();
        };
        let said = content(clause.kind, clause.body()).markdown;
        excerpt(&markdown::plain(&said), NAMED)
    }
}
