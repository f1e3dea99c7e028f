//! The decisions that make a version, and what was public besides.

use super::record::record;
use crate::amendment::who::Reader;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::replay::Process;
use palier_domain::charter::status::VersionStatus;
use palier_store::text::{self, Version};
use palier_store::{StoreError, adoption, decision};

/// Loads them, up to a version: without its number the one in force, or the latest.
pub(super) async fn load(
    ctx: &Ctx,
    reader: &Reader,
    asked: Option<i64>,
) -> Result<Process, AppError> {
    let (db, text) = (&ctx.site.db, reader.found.text.id);
    let mut versions = text::versions(db, text).await?;
    // A draft is shown to nobody.
    versions.retain(|one| one.status != VersionStatus::Draft);
    let in_force = adoption::in_force(db, text).await?;
    let sequence = until(&versions, asked, in_force.map(|(_, sequence)| sequence))?;
    let process = decision::process_until(db, (text, sequence), &reader.found.title()).await;
    let mut process = match process {
        Err(StoreError::Missing(_)) => return Err(AppError::NotFound),
        other => other?,
    };
    process.record = Some(record(ctx, reader, &versions).await?);
    Ok(process)
}

fn until(versions: &[Version], asked: Option<i64>, in_force: Option<i64>) -> Result<i64, AppError> {
    let there = |sequence: i64| versions.iter().any(|one| one.sequence == sequence);
    match asked.or(in_force) {
        Some(sequence) if there(sequence) => Ok(sequence),
        Some(_) => Err(AppError::NotFound),
        None => {
            let last = versions.last().ok_or(AppError::NotFound)?;
            Ok(last.sequence)
        }
    }
}
