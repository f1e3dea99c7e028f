//! Finds a landlord's charter, as far as the reader may see it.

use super::kept::{Facts, facts};
use crate::account::standing;
use crate::site::{context::Ctx, error::AppError};
use chrono::{DateTime, Utc};
use palier_domain::charter::discussion::{Discussion, Phase};
use palier_domain::charter::outline::{Article, Chapter, Entry, Outline, outline};
use palier_domain::charter::status::Audience;
use palier_domain::id::{ClauseId, VersionId};
use palier_domain::markdown;
use palier_store::landlord::Landlord;
use palier_store::standing::Standing;
use palier_store::text::{self, DiscussionRow, Text};
use std::sync::Arc;

/// The slug of every landlord's charter.
pub const SLUG: &str = "charte";

/// A charter with its discussion.
pub struct Found {
    /// The text and its latest version.
    pub text: Text,
    /// Chapters and articles in order.
    pub outline: Arc<Outline>,
    /// When it may be discussed; absent when no discussion was opened.
    pub discussion: Option<DiscussionRow>,
    /// What everybody may know of it.
    pub facts: Arc<Facts>,
    /// In what qualities the reader may speak.
    pub standing: Standing,
}

impl Found {
    /// Where the discussion stands; a text without one takes no comments.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        self.discussion
            .as_ref()
            .and_then(|row| Discussion::new(row.opens_at, row.closes_at).ok())
            .map_or(Phase::Closed, |discussion| discussion.phase(now))
    }

    /// The title, as text.
    #[must_use]
    pub fn title(&self) -> String {
        self.outline
            .title
            .as_ref()
            .map_or_else(String::new, |(_, title)| markdown::plain(title))
    }

    /// Comments on a clause.
    #[must_use]
    pub fn count(&self, clause: ClauseId) -> i64 {
        self.facts.counts.get(&clause).copied().unwrap_or(0)
    }

    /// Whether this version has the clause with that handle.
    #[must_use]
    pub fn holds(&self, handle: i64) -> bool {
        self.article(handle).is_some() || self.anchor(handle).is_some()
    }

    /// Where a clause outside the articles stands in the reading page: title, preamble, chapter.
    #[must_use]
    pub fn anchor(&self, handle: i64) -> Option<String> {
        let chapters = &self.outline.chapters;
        let mut blocks = self
            .outline
            .preamble
            .iter()
            .chain(chapters.iter().flat_map(|chapter| &chapter.intro));
        if self
            .outline
            .title
            .as_ref()
            .is_some_and(|(at, _)| at.handle == handle)
        {
            Some("contenu".to_owned())
        } else if chapters.iter().any(|chapter| chapter.at.handle == handle) {
            Some(format!("a-{handle}"))
        } else {
            blocks
                .any(|block| block.at.handle == handle)
                .then(|| format!("p-{handle}"))
        }
    }

    /// Shows an earlier version of the same text instead.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn show_version(&mut self, ctx: &Ctx, version: VersionId) -> Result<(), AppError> {
        self.outline = outlined(ctx, version).await?;
        Ok(())
    }

    /// The article with that handle, or with a block that has it.
    #[must_use]
    pub fn article(&self, handle: i64) -> Option<(&Chapter, &Article)> {
        self.outline.article_of(handle)
    }
}

/// The landlord's charter. What is private to its members is not there for others.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub async fn charter(ctx: &Ctx, landlord: &Landlord) -> Result<Found, AppError> {
    let facts = facts(ctx, landlord.id).await?.ok_or(AppError::NotFound)?;
    let standing = standing::of(ctx, landlord).await?;
    if facts.text.audience == Audience::Members && !standing.is_member() {
        return Err(AppError::NotFound);
    }
    Ok(Found {
        outline: outlined(ctx, facts.text.version_id).await?,
        text: facts.text.clone(),
        discussion: facts.discussion.clone(),
        facts,
        standing,
    })
}

/// The chapters and articles of a version.
///
/// # Errors
/// When the database does not answer.
pub async fn outlined(ctx: &Ctx, version: VersionId) -> Result<Arc<Outline>, AppError> {
    if let Some(kept) = ctx.site.outlines.get(version) {
        return Ok(kept);
    }
    let entries = text::entries(&ctx.site.db, version).await?;
    let parsed = Arc::new(outline(entries.iter().map(|entry| Entry {
        clause: entry.clause_id,
        handle: entry.handle,
        kind: entry.kind,
        source: &entry.source,
    })));
    ctx.site.outlines.keep(version, &parsed);
    Ok(parsed)
}
