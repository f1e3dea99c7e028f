//! A quality as two columns: what it is, and for which association.

use crate::StoreError;
use palier_domain::account::role::Quality;
use palier_domain::id::AssociationId;

/// The `quality` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(crate) enum QualityColumn {
    Tenant,
    Association,
    Landlord,
}

pub(crate) fn split(quality: Quality) -> (QualityColumn, Option<AssociationId>) {
    match quality {
        Quality::Tenant => (QualityColumn::Tenant, None),
        Quality::Association(id) => (QualityColumn::Association, Some(id)),
        Quality::Landlord => (QualityColumn::Landlord, None),
    }
}

pub(crate) fn join(
    column: QualityColumn,
    association: Option<AssociationId>,
) -> Result<Quality, StoreError> {
    match (column, association) {
        (QualityColumn::Tenant, None) => Ok(Quality::Tenant),
        (QualityColumn::Landlord, None) => Ok(Quality::Landlord),
        (QualityColumn::Association, Some(id)) => Ok(Quality::Association(id)),
        _ => Err(StoreError::Corrupt(
            "a quality without its association".to_owned(),
        )),
    }
}
