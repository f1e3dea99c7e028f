//! What a consultation is decided under, as one file whose hash is sealed with the setup: nobody
//! changes the rules, the lists of the colleges or how many could vote once votes are taken.

use super::load::with_box;
use crate::election::sealing::save;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use palier_ballots::conduct::CollegesText;
use palier_ballots::wire::print;
use palier_domain::election::consultation::RuleSet;
use palier_domain::election::consultation::ballot::Ballot;
use palier_store::consultation::Consultation;
use palier_store::consultation::college::{College, Source};
use palier_store::{Db, text};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The version of the file.
const FORMAT: u8 = 1;

/// The file.
#[derive(Debug, Serialize)]
pub struct RuleSheet {
    format: u8,
    uuid: String,
    ballot: Ballot,
    rules: RuleSet,
    /// The SHA-256 of the version of the charter that is put to the vote.
    charter: Option<String>,
    colleges: Vec<Line>,
    /// The SHA-256 of `colleges.json`.
    colleges_file: String,
}

/// A college in it.
#[derive(Debug, Serialize)]
struct Line {
    name: String,
    source: Source,
    electors: i64,
}

impl RuleSheet {
    /// The file of a consultation whose roll closes or is closed; the colleges carry how many could
    /// vote.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(
        db: &Db,
        asked: &Consultation,
        colleges: &[College],
        listed: &CollegesText,
    ) -> Result<Self, AppError> {
        let charter = match asked.version_id {
            Some(version) => Some(hash(text::export(db, version).await?.as_bytes())),
            None => None,
        };
        let line = |college: &College| Line {
            name: college.name.clone(),
            source: college.source,
            electors: college.electors.unwrap_or(college.members),
        };
        Ok(Self {
            format: FORMAT,
            uuid: asked.handle.clone(),
            ballot: asked.ballot.0.clone(),
            rules: asked.rules.0,
            charter,
            colleges: colleges.iter().map(line).collect(),
            colleges_file: listed.name(),
        })
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        print(self)
    }

    /// The hash of its bytes.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(&self.bytes())
    }

    /// The sentence of the sealed record, in French as all of it: both hashes.
    #[must_use]
    pub fn sealed(&self, landlord: &str) -> String {
        format!(
            "{landlord}. SHA-256 de regles.json : {}. SHA-256 de colleges.json : {}.",
            self.hash(),
            self.colleges_file,
        )
    }
}

/// A SHA-256, in hexadecimal.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// `regles.json`.
///
/// # Errors
/// When there is no such consultation with a closed roll, or the database does not answer.
pub async fn file(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let listed = super::files::of(&ctx, &found).await?;
    let sheet = RuleSheet::of(&ctx.site.db, &found.asked, &found.colleges, &listed).await?;
    Ok(save("regles.json", "application/json", sheet.bytes()))
}
