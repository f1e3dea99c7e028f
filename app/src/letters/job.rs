//! `letters.make`: what is asked for, and the making of it, for the page and whoever does jobs.

use super::codes;
use crate::site::{error::AppError, state::Site};
use chrono::{DateTime, Utc};
use palier_domain::id::{EstateId, JobId, LetterBatchId, PersonId};
use palier_store::activation::{self, Addressee, Selection};
use palier_store::landlord::Landlord;
use palier_store::letter::{NewBatch, NewLetter};
use serde::{Deserialize, Serialize};

/// The job's kind.
pub const KIND: &str = "letters.make";

/// What the job needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// One estate only.
    pub estate: Option<EstateId>,
    /// Leaves out who holds a code that can still be used.
    pub without_code: bool,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Letters made; with none there is no batch.
    pub letters: usize,
}

/// The batch that a job makes: it has the job's own identifier, so that it is made once.
#[must_use]
pub fn batch_of(job: JobId) -> LetterBatchId {
    LetterBatchId(job.0)
}

/// A batch of letters, ready to be stored.
pub struct Written {
    /// The batch.
    pub batch: NewBatch,
    /// Its letters, in the order of estate, building and dwelling.
    pub letters: Vec<NewLetter>,
}

/// Writes a letter with a fresh code to each of those who are meant; `advance` is told how many
/// are written, of how many.
///
/// # Errors
/// When the database does not answer.
pub async fn write(
    site: &Site,
    landlord: &Landlord,
    id: LetterBatchId,
    payload: &Payload,
    now: DateTime<Utc>,
    advance: impl Fn(usize, usize),
) -> Result<Written, AppError> {
    let selection = Selection {
        day: crate::site::dates::local(now, &landlord.zone).date_naive(),
        now,
        estate: payload.estate,
        without_code: payload.without_code,
    };
    let to = activation::addressees(&site.db, landlord.id, &selection, i64::MAX).await?;
    let to: Vec<PersonId> = to.iter().map(|one: &Addressee| one.person_id).collect();
    advance(0, to.len());
    let letters = letters(&site.code_salt, &to, |done| advance(done, to.len())).await?;
    let batch = NewBatch {
        id,
        landlord_id: landlord.id,
        person_id: None,
        valid_until: super::valid_until(now, &landlord.zone, super::VALID_DAYS),
        asked_by: None,
    };
    Ok(Written { batch, letters })
}

/// A letter with a fresh code for each person, in their order.
///
/// # Errors
/// When the salt is not one.
pub async fn letters(
    salt: &[u8],
    to: &[PersonId],
    advance: impl FnMut(usize),
) -> Result<Vec<NewLetter>, AppError> {
    let drawn = codes::draw(salt, to.len(), advance).await?;
    Ok(to
        .iter()
        .zip(drawn)
        .map(|(person, drawn)| NewLetter {
            person_id: *person,
            code_hash: drawn.hash,
            digits: drawn.code.canonical(),
        })
        .collect())
}
