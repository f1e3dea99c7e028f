//! Where an amendment stands, on its three axes, and the text beside it.

use super::lifecycle::Lifecycle;
use super::outcome::Outcome;
use super::text_status::TextStatus;
use crate::charter::status::VersionStatus;

/// Where an amendment stands, on its three axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// How far it has come.
    pub lifecycle: Lifecycle,
    /// What was decided of it.
    pub outcome: Outcome,
    /// How its words stand to the current version.
    pub text: TextStatus,
}

impl State {
    /// A new draft against the current version.
    pub const NEW: Self = Self {
        lifecycle: Lifecycle::Draft,
        outcome: Outcome::None,
        text: TextStatus::Clean,
    };

    /// Whether the axes agree: something has an outcome exactly once it was decided, and only
    /// accepted words are in the text.
    #[must_use]
    pub fn is_coherent(self) -> bool {
        match self.lifecycle {
            Lifecycle::Decided => self.outcome != Outcome::None,
            Lifecycle::Incorporated => self.outcome.is_accepted(),
            _ => self.outcome == Outcome::None,
        }
    }
}

/// Whether an amendment amends the text, or another amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rank {
    /// It amends the text.
    Amendment,
    /// It amends an amendment.
    SubAmendment,
}

/// The text beside an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Beside {
    /// Where the text's latest version stands.
    pub version: VersionStatus,
    /// What the amendment amends.
    pub rank: Rank,
}

impl Beside {
    /// Whether amendments of this rank are written now: those of the text while it is open,
    /// sub-amendments until the votes begin.
    #[must_use]
    pub fn is_written(self) -> bool {
        match self.rank {
            Rank::Amendment => self.version == VersionStatus::Open,
            Rank::SubAmendment => {
                matches!(self.version, VersionStatus::Open | VersionStatus::Frozen)
            }
        }
    }
}
