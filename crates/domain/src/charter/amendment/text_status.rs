//! How the words of an amendment stand to the current version of the text.

pub use crate::charter::rebase::TextStatus;

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
