//! Where a college stands, and what comes of all of them.

use crate::charter::version_steps::{Unsettled, VersionStep};
use crate::election::consultation::Verdict;
use serde::{Deserialize, Serialize};

/// Where a college stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has not voted.
    Waiting,
    /// Too few voted: it votes again, or says which clauses stand in the way.
    NoQuorum,
    /// It adopted the text.
    Adopted,
    /// It did not, and has not yet said which clauses stand in the way.
    Rejected,
    /// It refused clauses, with reasons.
    Refused,
}

impl Standing {
    /// From its last ballot, and how many clauses it refused.
    #[must_use]
    pub fn of(last: Option<Verdict>, refused: usize) -> Self {
        match (last, refused) {
            (None, _) => Self::Waiting,
            (Some(Verdict::Adopted), _) => Self::Adopted,
            (Some(Verdict::NoQuorum), 0) => Self::NoQuorum,
            (Some(Verdict::Rejected), 0) => Self::Rejected,
            (Some(Verdict::NoQuorum | Verdict::Rejected), _) => Self::Refused,
        }
    }

    /// Whether a ballot of it is still taken.
    #[must_use]
    pub fn takes_a_ballot(self) -> bool {
        matches!(self, Self::Waiting | Self::NoQuorum)
    }

    /// Whether it may say which clauses stand in the way.
    #[must_use]
    pub fn may_refuse(self) -> bool {
        matches!(self, Self::NoQuorum | Self::Rejected | Self::Refused)
    }
}

/// The colleges as the steps of a version count them.
#[must_use]
pub fn unsettled(colleges: &[Standing]) -> Unsettled {
    let count = |wanted: fn(Standing) -> bool| {
        let found = colleges.iter().filter(|one| wanted(**one)).count();
        u64::try_from(found).unwrap_or(u64::MAX)
    };
    Unsettled {
        colleges_waiting: count(|one| !matches!(one, Standing::Adopted | Standing::Refused)),
        colleges_refusing: count(|one| one == Standing::Refused),
        ..Unsettled::default()
    }
}

/// The step that concludes, once every college has decided; nothing before. A version returns when
/// all are known, so that every refused clause reopens at once.
#[must_use]
pub fn conclusion(colleges: &[Standing]) -> Option<VersionStep> {
    let of = unsettled(colleges);
    if colleges.is_empty() || of.colleges_waiting > 0 {
        None
    } else if of.colleges_refusing > 0 {
        Some(VersionStep::Return)
    } else {
        Some(VersionStep::Adopt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Standing::{Adopted, NoQuorum, Refused, Rejected, Waiting};

    #[test]
    fn a_text_is_adopted_only_if_every_college_adopts_it() {
        assert_eq!(conclusion(&[Adopted; 3]), Some(VersionStep::Adopt));
        for other in [Waiting, NoQuorum, Rejected] {
            assert_eq!(conclusion(&[Adopted, other, Adopted]), None, "{other:?}");
            assert_eq!(conclusion(&[Refused, other, Adopted]), None, "{other:?}");
        }
        let one = conclusion(&[Adopted, Refused, Adopted]);
        assert_eq!(one, Some(VersionStep::Return));
        assert_eq!(conclusion(&[]), None);
    }

    #[test]
    fn a_ballot_without_quorum_decides_nothing_and_is_held_again() {
        let standing = Standing::of(Some(Verdict::NoQuorum), 0);
        assert!(standing.takes_a_ballot() && standing.may_refuse());
        assert!(!Standing::of(Some(Verdict::Rejected), 0).takes_a_ballot());
        assert!(!Standing::of(Some(Verdict::Adopted), 0).may_refuse());
        assert_eq!(Standing::of(Some(Verdict::Rejected), 2), Refused);
        assert_eq!(Standing::of(None, 0), Waiting);
    }
}
