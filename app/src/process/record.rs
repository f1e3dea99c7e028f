//! What is public of a process: read from the store as its pages show it.

use super::adoption::adoptions;
use crate::amendment::read::clause::Several;
use crate::amendment::who::Reader;
use crate::i18n::{Locale, T};
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::record::{
    AmendmentRecord, CommentRecord, Record, VersionRecord, VoteFigures, VoteRecord,
};
use palier_domain::charter::replay::sha256;
use palier_domain::id::{AmendmentId, TextId, VersionId};
use palier_store::amendment::{self, Amendment, Filter};
use palier_store::text::{self, Version};
use palier_store::{commitment, decision};
use std::collections::HashMap;

/// The most amendments, or comments, that an export holds.
const MOST: i64 = 100_000;

/// The words of the record are those of the charter's language.
const FRENCH: T = T { locale: Locale::Fr };

/// Reads it.
pub(super) async fn record(
    ctx: &Ctx,
    reader: &Reader,
    versions: &[Version],
) -> Result<Record, AppError> {
    let (db, text) = (&ctx.site.db, reader.found.text.id);
    let all = amendment::list(db, text, Filter::default(), 1, MOST).await?;
    let several = Several::of(ctx, all.amendments).await?;
    let numbers: HashMap<AmendmentId, i64> = several
        .amendments
        .iter()
        .filter_map(|one| Some((one.id, one.number?)))
        .collect();
    let base = |id: VersionId| {
        let found = versions.iter().find(|one| one.id == id);
        found.map_or(0, |one| number(one.sequence))
    };
    let amendments = several.amendments.iter().filter_map(|one| {
        let changes = several.changes(FRENCH, one, None);
        let mut said: Vec<String> = Vec::new();
        for sentence in changes.into_iter().flat_map(|change| change.sentences) {
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
        let amends = one.parent_id.and_then(|id| numbers.get(&id).copied());
        handed_in(one, base(one.base_version_id), amends, said)
    });
    Ok(Record {
        landlord: reader.landlord.name.clone(),
        address: format!("{}/{}/charte", ctx.site.origin, reader.landlord.slug),
        exported_at: ctx.now,
        versions: hashed(ctx, versions).await?,
        amendments: amendments.collect(),
        votes: votes(ctx, versions, &numbers).await?,
        comments: comments(ctx, text).await?,
        adoptions: adoptions(ctx, text).await?,
        next_revision: commitment::revision_due(db, text).await?,
    })
}

/// The number of a version.
pub(super) fn number(sequence: i64) -> u32 {
    u32::try_from(sequence).unwrap_or_default()
}

async fn hashed(ctx: &Ctx, versions: &[Version]) -> Result<Vec<VersionRecord>, AppError> {
    let mut all = Vec::with_capacity(versions.len());
    for one in versions {
        all.push(VersionRecord {
            version: number(one.sequence),
            status: one.status,
            published_at: one.published_at,
            sha256: sha256(&text::export(&ctx.site.db, one.id).await?),
        });
    }
    Ok(all)
}

/// An amendment that has its number: drafts and those that gather support have none.
fn handed_in(
    one: &Amendment,
    base: u32,
    amends: Option<i64>,
    changes: Vec<String>,
) -> Option<AmendmentRecord> {
    Some(AmendmentRecord {
        number: one.number?,
        amendment: one.id,
        base,
        amends,
        college: College::of(one.quality),
        author: one.author_name.clone(),
        association: one.association_name.clone(),
        on_paper: one.on_paper.is_some(),
        title: one.title.clone(),
        changes,
        reasons: one.reasons.clone(),
        signatures: one.signatures,
        lifecycle: one.state.lifecycle,
        outcome: one.state.outcome,
        reason: one.reason.clone(),
        submitted_at: one.submitted_at,
        decided_at: one.decided_at,
    })
}

async fn votes(
    ctx: &Ctx,
    versions: &[Version],
    numbers: &HashMap<AmendmentId, i64>,
) -> Result<Vec<VoteRecord>, AppError> {
    let mut all = Vec::new();
    for version in versions {
        let (votes, figures) = decision::votes(&ctx.site.db, version.id).await?;
        for vote in votes {
            let own = figures.iter().filter(|row| row.vote == vote.id);
            let figures = own.map(|row| VoteFigures {
                number: numbers.get(&row.amendment).copied().unwrap_or_default(),
                college: row.show.college,
                ayes: row.show.ayes,
                noes: row.show.noes,
                abstentions: row.show.abstentions,
            });
            all.push(VoteRecord {
                version: number(version.sequence),
                held_on: vote.held_on,
                place: vote.place,
                secret: vote.consultation_id.is_some(),
                reason: vote.reason,
                figures: figures.collect(),
            });
        }
    }
    Ok(all)
}

async fn comments(ctx: &Ctx, text: TextId) -> Result<Vec<CommentRecord>, AppError> {
    let rows = decision::fates(&ctx.site.db, text, None, MOST).await?;
    let said = rows.into_iter().filter_map(|row| {
        Some(CommentRecord {
            clause: row.handle,
            fate: row.fate?,
            argument: row.argument,
            number: row.number,
            reason: row.reason,
        })
    });
    Ok(said.collect())
}
