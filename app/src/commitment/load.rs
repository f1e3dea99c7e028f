//! A text that commits, and what it commits to.

use crate::charter::load::{charter, outlined};
use crate::landlord;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use chrono::NaiveDate;
use palier_domain::charter::adoption::task::{Hats, Task, may};
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::outline::{Article, Outline};
use palier_domain::id::{CommitmentId, TextId, VersionId};
use palier_domain::markdown;
use palier_store::adoption::hats;
use palier_store::amendment::{By, Person};
use palier_store::commitment::{self, Commitment};
use palier_store::landlord::Landlord;
use palier_store::standing::Standing;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use uuid::Uuid;

/// The register of a text, for whoever reads it.
pub struct Register {
    /// The landlord.
    pub landlord: Landlord,
    /// The text.
    pub text: TextId,
    /// What the text is called.
    pub title: String,
    /// Its address.
    pub address: String,
    /// What the reader is here.
    pub standing: Standing,
    /// Today, where the landlord is.
    pub today: NaiveDate,
    /// Whether a version of it is in force.
    pub adopted: bool,
    outlines: HashMap<VersionId, Arc<Outline>>,
}

impl Register {
    /// That of a landlord's charter, as far as the reader may see it.
    ///
    /// # Errors
    /// When there is none for this reader, or the database does not answer.
    pub async fn of_charter(ctx: &Ctx, slug: &str) -> Result<Self, AppError> {
        let landlord = landlord::load::by_slug(ctx, slug).await?;
        let found = charter(ctx, &landlord).await?;
        let in_force = palier_store::adoption::in_force(&ctx.site.db, found.text.id).await?;
        Ok(Self {
            text: found.text.id,
            title: found.title(),
            address: format!("/{}/charte", landlord.slug),
            today: ctx.today(&landlord.zone),
            standing: found.standing,
            adopted: in_force.is_some(),
            landlord,
            outlines: HashMap::new(),
        })
    }

    /// All of its commitments, late ones first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn all(&mut self, ctx: &Ctx) -> Result<Vec<Commitment>, AppError> {
        let all = commitment::register(&ctx.site.db, self.text, None, self.today).await?;
        for one in &all {
            self.read(ctx, one.version_id).await?;
        }
        Ok(all)
    }

    /// One of them.
    ///
    /// # Errors
    /// When there is none in this register, or the database does not answer.
    pub async fn one(&mut self, ctx: &Ctx, id: &str) -> Result<Commitment, AppError> {
        let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
        let found = commitment::by_id(&ctx.site.db, CommitmentId(id)).await?;
        let found = found
            .filter(|one| one.text_id == self.text)
            .ok_or(AppError::NotFound)?;
        self.read(ctx, found.version_id).await?;
        Ok(found)
    }

    async fn read(&mut self, ctx: &Ctx, version: VersionId) -> Result<(), AppError> {
        if let Entry::Vacant(empty) = self.outlines.entry(version) {
            empty.insert(outlined(ctx, version).await?);
        }
        Ok(())
    }

    /// The article in which a commitment stands.
    #[must_use]
    pub fn article(&self, one: &Commitment) -> Option<&Article> {
        let outline = self.outlines.get(&one.version_id)?;
        outline.article_of(one.handle).map(|(_, article)| article)
    }

    /// What a commitment is called: the title of its article, or its own words.
    #[must_use]
    pub fn subject(&self, one: &Commitment) -> String {
        markdown::plain(&content(one.kind, &one.source).markdown)
    }

    /// Whether all of its article commits, and not one paragraph of it.
    #[must_use]
    pub fn is_whole(&self, one: &Commitment) -> bool {
        one.kind == ClauseKind::Article
    }

    /// The address of the register, or of something in it.
    #[must_use]
    pub fn at(&self, below: &str) -> String {
        format!("{}/engagements{below}", self.address)
    }

    /// The address of a commitment.
    #[must_use]
    pub fn of(&self, one: &Commitment) -> String {
        self.at(&format!("/{}", one.id))
    }

    /// What the reader may do here.
    #[must_use]
    pub fn may(&self, ctx: &Ctx, task: Task) -> bool {
        may(task, self.hats(ctx)).is_ok()
    }

    fn hats(&self, ctx: &Ctx) -> Hats {
        self.person(ctx)
            .map_or_else(Hats::default, |person| hats(By::Person(person)))
    }

    /// The reader, where she is signed in.
    #[must_use]
    pub fn person(&self, ctx: &Ctx) -> Option<Person<'_>> {
        ctx.session.as_ref().map(|me| Person {
            account: me.account_id,
            standing: &self.standing,
        })
    }
}
