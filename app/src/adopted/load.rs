//! The version in force, with its adoption.

use crate::amendment::who::Reader;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use chrono::NaiveDate;
use palier_domain::charter::adoption::task::Hats;
use palier_domain::charter::outline::Outline;
use palier_store::adoption::{self, Adoption};
use palier_store::amendment::By;
use palier_store::commitment;
use std::sync::Arc;

/// The charter of whoever reads, and the version of it that is in force.
pub(super) struct Charter {
    /// The reader, with the version in force where there is one.
    pub reader: Reader,
    /// Its adoption.
    pub adoption: Option<Adoption>,
    /// By when it is looked at again.
    pub revision: Option<NaiveDate>,
    /// The latest version, which may be a newer one in the making.
    pub latest: Arc<Outline>,
}

/// A charter in force.
pub(super) struct InForce<'a> {
    /// The reader; the charter that she finds is this version.
    pub reader: &'a Reader,
    /// Its adoption.
    pub adoption: &'a Adoption,
    /// By when it is looked at again.
    pub revision: Option<NaiveDate>,
    /// The latest version, which may be a newer one in the making.
    pub latest: &'a Outline,
}

impl Charter {
    /// That of a landlord.
    ///
    /// # Errors
    /// When there is no charter for this reader, or the database does not answer.
    pub async fn of(ctx: &Ctx, slug: &str) -> Result<Self, AppError> {
        let mut reader = Reader::of(ctx, slug).await?;
        let (db, text) = (&ctx.site.db, reader.found.text.id);
        let adoption = match adoption::in_force(db, text).await? {
            Some((version, _)) => adoption::of_version(db, version).await?,
            None => None,
        };
        let latest = Arc::clone(&reader.found.outline);
        if let Some(adoption) = &adoption {
            reader.found.show_version(ctx, adoption.version_id).await?;
        }
        Ok(Self {
            revision: commitment::revision_due(db, text).await?,
            adoption,
            latest,
            reader,
        })
    }

    /// The version in force.
    pub fn in_force(&self) -> Option<InForce<'_>> {
        Some(InForce {
            reader: &self.reader,
            adoption: self.adoption.as_ref()?,
            revision: self.revision,
            latest: &self.latest,
        })
    }
}

impl InForce<'_> {
    /// The hash of what was voted, in hexadecimal.
    pub fn hash(&self) -> String {
        hex::encode(self.adoption.manifest)
    }

    /// On which day it was adopted.
    pub fn day(&self) -> Option<NaiveDate> {
        self.adoption.concluded.map(|(_, day)| day)
    }

    /// What the reader is towards the adoption.
    pub fn hats(&self) -> Hats {
        let person = self.reader.person();
        person.map_or_else(Hats::default, |person| adoption::hats(By::Person(person)))
    }

    /// Whether a newer version is in the making.
    pub fn is_latest(&self) -> bool {
        self.reader.found.text.version_id == self.adoption.version_id
    }
}
