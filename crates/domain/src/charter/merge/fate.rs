//! What becomes of an amendment in a merge, with the reason.

use super::Place;
use crate::charter::diff::ApplyError;
use crate::id::{AmendmentId, ClauseId};
use serde::{Deserialize, Serialize};

/// What became of an amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// All that it does is in the merged text.
    Merged {
        /// Those that say the same somewhere, credited with it.
        with: Vec<AmendmentId>,
    },
    /// It cannot stand together with others: a vote decides.
    Conflicting {
        /// The others.
        with: Vec<AmendmentId>,
    },
    /// It is not in the merged text, and no vote is needed.
    Lapsed {
        /// Why.
        reason: Lapse,
    },
}

/// Why an amendment lapses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Lapse {
    /// It cannot stand together with one that was chosen.
    Incompatible {
        /// The one that was chosen.
        with: AmendmentId,
        /// Where.
        at: Place,
    },
    /// It is about a clause that the base does not have.
    NoSuchClause {
        /// Which one.
        clause: ClauseId,
    },
    /// It was written for other words of a clause.
    OtherRevision {
        /// Which one.
        clause: ClauseId,
    },
    /// It contradicts itself, or breaks the text.
    Broken {
        /// How.
        fault: Fault,
    },
    /// It does nothing.
    ChangesNothing,
    /// All it changes is typography, at places where others change words.
    TypographyOnly,
    /// Two different amendments came under its id.
    TwoTexts,
}

/// What is wrong with an amendment on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// Two of its operations are about one clause.
    Twice {
        /// Which one.
        clause: ClauseId,
    },
    /// A change of words stands outside its clause.
    Outside {
        /// Which one.
        clause: ClauseId,
    },
    /// Two changes of words overlap.
    Overlap {
        /// In which clause.
        clause: ClauseId,
    },
    /// The clause does not say what a change replaces.
    OtherText {
        /// Which one.
        clause: ClauseId,
    },
    /// With it a clause would be no clause of its kind any more.
    Grammar {
        /// Which one; none when it is one that it inserts.
        clause: Option<ClauseId>,
    },
    /// With it the text would have two titles.
    TwoTitles,
}

impl Fault {
    pub(super) fn of(error: ApplyError, clause: ClauseId) -> Self {
        match error {
            ApplyError::Outside => Self::Outside { clause },
            ApplyError::Overlap => Self::Overlap { clause },
            ApplyError::OtherText => Self::OtherText { clause },
        }
    }
}
