//! After a refusal by a college, amendments keep to the clauses that reopened.

use super::AmendmentError;
use crate::{Tx, adoption};
use palier_domain::charter::adoption::reopened::keeps_to;
use palier_domain::charter::amendment::refusal::Refusal;
use palier_domain::charter::operation::Operation;
use palier_domain::id::VersionId;

/// Whether operations on a version change nothing but what is open in it.
pub(super) async fn check(
    tx: &mut Tx,
    version: VersionId,
    operations: &[Operation],
) -> Result<(), AmendmentError> {
    match adoption::reopened_within(tx, version).await? {
        Some(open) if !keeps_to(operations, &open) => Err(Refusal::ClauseClosed.into()),
        _ => Ok(()),
    }
}
