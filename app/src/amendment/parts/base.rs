//! The clauses that an amendment changes, and where each stands for a reader.

use crate::charter::load::outlined;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::outline::{Block, Outline};
use palier_domain::id::{ClauseId, VersionId};
use palier_store::text;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a clause stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the title of the text.
    Title,
    /// Before the first chapter.
    Preamble,
    /// It is the title of a chapter.
    Chapter(Spot),
    /// In a chapter, before its first article.
    Intro(Spot),
    /// It is the title of an article.
    ArticleTitle(Spot),
    /// In an article.
    Article(Spot),
}

/// A chapter or an article, as links name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its number in that version.
    pub label: String,
    /// Its handle in addresses.
    pub handle: i64,
}

impl Place {
    /// The article, where it is one's title or in one.
    #[must_use]
    pub fn article(&self) -> Option<&Spot> {
        match self {
            Self::ArticleTitle(spot) | Self::Article(spot) => Some(spot),
            _ => None,
        }
    }
}

/// A version that amendments are written against.
#[derive(Clone, Debug, Default)]
pub struct Base {
    /// Its clauses, in order.
    pub clauses: Vec<BaseClause>,
    places: HashMap<ClauseId, Place>,
    at: HashMap<ClauseId, usize>,
}

impl Base {
    /// Clauses and what a reader calls the places where they stand.
    #[must_use]
    pub fn new(clauses: Vec<BaseClause>, outline: &Outline) -> Self {
        let at = clauses.iter().enumerate();
        Self {
            at: at.map(|(n, one)| (one.clause, n)).collect(),
            places: places(outline),
            clauses,
        }
    }

    /// A clause of it.
    #[must_use]
    pub fn clause(&self, clause: ClauseId) -> Option<&BaseClause> {
        self.at.get(&clause).and_then(|n| self.clauses.get(*n))
    }

    /// Where a clause stands, if it is in this version.
    #[must_use]
    pub fn place(&self, clause: ClauseId) -> Option<&Place> {
        self.places.get(&clause)
    }

    /// What stands at the head of an article and in it.
    #[must_use]
    pub fn of_article(&self, handle: i64) -> Vec<ClauseId> {
        let within = |clause: &&BaseClause| {
            let place = self.place(clause.clause).and_then(Place::article);
            place.is_some_and(|spot| spot.handle == handle)
        };
        self.clauses
            .iter()
            .filter(within)
            .map(|one| one.clause)
            .collect()
    }
}

fn places(outline: &Outline) -> HashMap<ClauseId, Place> {
    let mut found = HashMap::new();
    let mut all = |blocks: &mut dyn Iterator<Item = &Block>, place: &Place| {
        for block in blocks {
            found.insert(block.at.clause, place.clone());
        }
    };
    all(&mut outline.preamble.iter(), &Place::Preamble);
    for chapter in &outline.chapters {
        let spot = Spot {
            label: chapter.label.clone(),
            handle: chapter.at.handle,
        };
        all(&mut chapter.intro.iter(), &Place::Intro(spot));
        for article in &chapter.articles {
            let spot = Spot {
                label: article.label.clone(),
                handle: article.at.handle,
            };
            all(&mut article.blocks(), &Place::Article(spot));
        }
    }
    for chapter in &outline.chapters {
        if !chapter.title.is_empty() {
            let spot = Spot {
                label: chapter.label.clone(),
                handle: chapter.at.handle,
            };
            found.insert(chapter.at.clause, Place::Chapter(spot));
        }
        for article in &chapter.articles {
            let spot = Spot {
                label: article.label.clone(),
                handle: article.at.handle,
            };
            found.insert(article.at.clause, Place::ArticleTitle(spot));
        }
    }
    if let Some((at, _)) = &outline.title {
        found.insert(at.clause, Place::Title);
    }
    found
}

/// A version, with the places of its clauses.
///
/// # Errors
/// When the database does not answer.
pub async fn base(ctx: &Ctx, version: VersionId) -> Result<Base, AppError> {
    let outline: Arc<Outline> = outlined(ctx, version).await?;
    let clauses = text::base(&ctx.site.db, version).await?;
    Ok(Base::new(clauses, &outline))
}
