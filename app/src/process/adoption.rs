//! What is public of the adoptions of a text.

use super::record::number;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::charter::record::{
    AdoptionRecord, BallotRecord, CollegeRecord, RefusedClause, SignatureRecord,
};
use palier_domain::id::TextId;
use palier_store::adoption::{self, Adoption, CollegeState, Concluded};

/// Those of a text, the earliest first.
pub(super) async fn adoptions(ctx: &Ctx, text: TextId) -> Result<Vec<AdoptionRecord>, AppError> {
    let db = &ctx.site.db;
    let mut all = Vec::new();
    for version in adoption::of_text(db, text).await? {
        let found = adoption::of_version(db, version).await?;
        all.extend(found.map(|found| public(&found)));
    }
    all.reverse();
    Ok(all)
}

fn public(found: &Adoption) -> AdoptionRecord {
    let signatures = found.signatures.iter().map(|one| SignatureRecord {
        college: one.college,
        association: one.association.clone(),
        name: one.name.clone(),
        capacity: one.capacity.clone(),
        signed_on: one.signed_on,
    });
    AdoptionRecord {
        version: number(found.sequence),
        sha256: hex::encode(found.manifest),
        rules: found.rules.clone(),
        weights_from: found.weights_from.clone(),
        colleges: found.colleges.iter().map(college).collect(),
        adopted: found
            .concluded
            .map(|(concluded, _)| concluded == Concluded::Adopted),
        concluded_on: found.concluded.map(|(_, day)| day),
        signatures: signatures.collect(),
    }
}

fn college(state: &CollegeState) -> CollegeRecord {
    let ballots = state.ballots.iter();
    let refused = state.refused.iter().map(|one| RefusedClause {
        clause: one.handle,
        reason: one.reason.clone(),
    });
    CollegeRecord {
        college: state.rule.college,
        standing: state.standing,
        ballots: ballots
            .map(|kept| BallotRecord::of(&kept.ballot.0, &kept.statement, kept.verdict))
            .collect(),
        refused: refused.collect(),
    }
}
