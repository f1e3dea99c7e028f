//! Challenges of an election before a court, and how each ended.
//!
//! The result can be challenged for 15 days after the count (CCH R.421-7, R.422-2-1, R.481-6); a
//! challenge that waits keeps it from being final.

use crate::landlord::kind::LandlordKind;
use serde::{Deserialize, Serialize};

/// How a challenge ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeOutcome {
    /// The court rejected it.
    Rejected,
    /// Whoever filed it withdrew it.
    Withdrawn,
    /// The court annulled the election.
    Annulled,
}

impl ChallengeOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rejected, Self::Withdrawn, Self::Annulled];

    /// Its name in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Annulled => "annulled",
        }
    }
}

/// Which court judges a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Court {
    /// Tribunal administratif.
    Administrative,
    /// Tribunal judiciaire.
    Judicial,
    /// The one that the by-laws name.
    ByLaws,
}

/// The court of a kind of landlord (CCH R.421-7; R.422-2-1; R.481-6; L.422-3-1).
#[must_use]
pub fn court(kind: LandlordKind) -> Court {
    match kind {
        LandlordKind::Oph => Court::Administrative,
        LandlordKind::Esh | LandlordKind::Sem => Court::Judicial,
        LandlordKind::Cooperative => Court::ByLaws,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_office_answers_to_the_administrative_court() {
        assert_eq!(court(LandlordKind::Oph), Court::Administrative);
        assert_eq!(court(LandlordKind::Esh), Court::Judicial);
    }
}
