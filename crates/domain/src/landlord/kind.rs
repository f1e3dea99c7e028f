//! What kind of body a landlord is, and what may stand above it.

use serde::{Deserialize, Serialize};

/// The legal form of a landlord; it decides seats, lists and judge (CCH L.421-9, L.422-2-1,
/// L.481-6, L.422-3-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum LandlordKind {
    /// Office public de l'habitat.
    Oph,
    /// Entreprise sociale pour l'habitat (société anonyme d'HLM).
    Esh,
    /// Société d'économie mixte.
    Sem,
    /// Société coopérative d'HLM.
    Cooperative,
}

/// What a territory is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum TerritoryKind {
    /// A city.
    City,
    /// A group of municipalities, a department, a region.
    Territory,
    /// A federation of landlords.
    Federation,
}
