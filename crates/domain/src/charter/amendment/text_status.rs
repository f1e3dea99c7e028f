//! How the words of an amendment stand to the current version of the text.

use serde::{Deserialize, Serialize};

/// How the words of an amendment stand to the current version of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum TextStatus {
    /// Written against the version that is read.
    Clean,
    /// Carried over to a new version: what it replaces did not change.
    Rebased,
    /// What it replaces changed in a new version: its author chooses.
    NeedsRebase,
    /// Its clause was deleted.
    Orphan,
}

impl TextStatus {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Clean, Self::Rebased, Self::NeedsRebase, Self::Orphan];

    /// Its name in addresses and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Rebased => "rebased",
            Self::NeedsRebase => "needs_rebase",
            Self::Orphan => "orphan",
        }
    }

    /// Whether the amendment can be applied to the text as it stands.
    #[must_use]
    pub fn applies(self) -> bool {
        matches!(self, Self::Clean | Self::Rebased)
    }
}
