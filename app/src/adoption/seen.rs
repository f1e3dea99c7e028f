//! What is known of the adoption of a landlord's charter.

use super::clauses::Clauses;
use crate::amendment::who::Reader;
use crate::site::{context::Ctx, error::AppError};
use chrono::NaiveDate;
use palier_domain::charter::adoption::rules::AdoptionRules;
use palier_domain::id::ClauseId;
use palier_store::adoption::{self, Adoption};
use palier_store::commitment;
use palier_store::consultation::college::{Source, colleges};
use palier_store::consultation::{self, Consultation};
use std::collections::BTreeSet;

/// The adoptions of a charter, and what a page says besides.
pub(super) struct Seen {
    pub reader: Reader,
    /// The rules that stand with the text, if it has its own.
    pub rules: Option<AdoptionRules>,
    /// The versions that were before the colleges, the latest first.
    pub adoptions: Vec<Adoption>,
    /// The clauses of the version of the adoption that is shown.
    pub clauses: Clauses,
    /// Which of them it is.
    pub shown: usize,
    /// The day of the next revision.
    pub revision: Option<NaiveDate>,
}

impl Seen {
    /// Those of a landlord's charter; `version` is the number of the one that is shown, else it is
    /// the latest.
    pub async fn of(ctx: &Ctx, slug: &str, version: Option<i64>) -> Result<Self, AppError> {
        let reader = Reader::of(ctx, slug).await?;
        let (db, text) = (&ctx.site.db, reader.found.text.id);
        let mut adoptions = Vec::new();
        for id in adoption::of_text(db, text).await? {
            adoptions.extend(adoption::of_version(db, id).await?);
        }
        let shown = match version {
            None => 0,
            Some(wanted) => adoptions
                .iter()
                .position(|one| one.sequence == wanted)
                .ok_or(AppError::NotFound)?,
        };
        let clauses = match adoptions.get(shown) {
            Some(one) => Clauses::of(ctx, one.version_id).await?,
            None => Clauses::default(),
        };
        Ok(Self {
            rules: adoption::rules(db, text).await?,
            revision: commitment::revision_due(db, text).await?,
            reader,
            adoptions,
            clauses,
            shown,
        })
    }

    /// The adoption that is shown.
    pub fn adoption(&self) -> Option<&Adoption> {
        self.adoptions.get(self.shown)
    }

    /// That of the latest version of the text, if it is or was before the colleges.
    pub fn current(&self) -> Option<&Adoption> {
        let latest = self.reader.found.text.version_id;
        self.adoptions.iter().find(|one| one.version_id == latest)
    }

    /// The rules under which the next version is adopted, those of every text if it has no others.
    pub fn rules(&self) -> AdoptionRules {
        self.rules.clone().unwrap_or_default()
    }

    /// The clauses that are open again in the latest version; nothing where all are.
    pub async fn reopened(&self, ctx: &Ctx) -> Result<Option<BTreeSet<ClauseId>>, AppError> {
        let version = self.reader.found.text.version_id;
        Ok(adoption::reopened(&ctx.site.db, version).await?)
    }

    /// The consultations on the version that is shown, each with the people whom it asks.
    pub async fn consultations(
        &self,
        ctx: &Ctx,
    ) -> Result<Vec<(Consultation, Vec<Source>)>, AppError> {
        let db = &ctx.site.db;
        let Some(adoption) = self.adoption() else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for one in consultation::of_landlord(db, self.reader.landlord.id).await? {
            if one.version_id == Some(adoption.version_id) {
                let asked = colleges(db, one.id).await?;
                found.push((one, asked.iter().map(|college| college.source).collect()));
            }
        }
        Ok(found)
    }
}
