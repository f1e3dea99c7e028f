//! When a text may be discussed, and in what quality one speaks.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> NotYet
//!     NotYet --> Open: opens_at
//!     Open --> Closed: closes_at
//! ```

use crate::account::role::Quality;
use chrono::{DateTime, Utc};
use thiserror::Error;

/// Where a discussion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It will open.
    NotYet,
    /// Comments are taken.
    Open,
    /// Comments are read, no longer taken.
    Closed,
}

/// The time in which a text may be discussed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discussion {
    /// From this instant on comments are taken.
    pub opens_at: DateTime<Utc>,
    /// From this instant on they no longer are.
    pub closes_at: DateTime<Utc>,
}

/// A discussion that would close before it opens, or as it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the discussion would close before it opens")]
pub struct ClosesBeforeOpening;

impl Discussion {
    /// A discussion between two instants.
    pub fn new(
        opens_at: DateTime<Utc>,
        closes_at: DateTime<Utc>,
    ) -> Result<Self, ClosesBeforeOpening> {
        if closes_at <= opens_at {
            return Err(ClosesBeforeOpening);
        }
        Ok(Self {
            opens_at,
            closes_at,
        })
    }

    /// Where it stands at an instant.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        if now < self.opens_at {
            Phase::NotYet
        } else if now < self.closes_at {
            Phase::Open
        } else {
            Phase::Closed
        }
    }
}

/// Why someone may not speak, or not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ContributeRefusal {
    /// The discussion has not opened.
    #[error("the discussion has not opened")]
    NotYet,
    /// The discussion is closed.
    #[error("the discussion is closed")]
    Closed,
    /// The person has no quality here, or not the one that she names.
    #[error("nobody speaks here without a quality, nor in another's")]
    NoQuality,
    /// The person has several and must say in which one she speaks.
    #[error("several qualities: one must be chosen")]
    ChooseQuality,
}

/// In what quality someone speaks, if she may.
pub fn may_contribute(
    phase: Phase,
    qualities: &[Quality],
    wanted: Option<Quality>,
) -> Result<Quality, ContributeRefusal> {
    match phase {
        Phase::NotYet => return Err(ContributeRefusal::NotYet),
        Phase::Closed => return Err(ContributeRefusal::Closed),
        Phase::Open => {}
    }
    let (&first, others) = qualities
        .split_first()
        .ok_or(ContributeRefusal::NoQuality)?;
    match wanted {
        Some(wanted) if qualities.contains(&wanted) => Ok(wanted),
        Some(_) => Err(ContributeRefusal::NoQuality),
        None if others.iter().all(|other| *other == first) => Ok(first),
        None => Err(ContributeRefusal::ChooseQuality),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AssociationId;
    use chrono::TimeDelta;
    use uuid::Uuid;

    const ASSOCIATION: Quality = Quality::Association(AssociationId(Uuid::nil()));

    #[test]
    fn a_discussion_opens_and_closes_on_the_instant() {
        let (opens, closes) = (
            DateTime::UNIX_EPOCH,
            DateTime::UNIX_EPOCH + TimeDelta::days(30),
        );
        let discussion = Discussion::new(opens, closes).unwrap();
        let tick = TimeDelta::microseconds(1);
        assert_eq!(discussion.phase(opens - tick), Phase::NotYet);
        assert_eq!(discussion.phase(opens), Phase::Open);
        assert_eq!(discussion.phase(closes - tick), Phase::Open);
        assert_eq!(discussion.phase(closes), Phase::Closed);
    }

    #[test]
    fn a_discussion_never_closes_before_it_opens() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(Discussion::new(now, now), Err(ClosesBeforeOpening));
    }

    #[test]
    fn a_single_quality_needs_no_choice() {
        assert_eq!(
            may_contribute(Phase::Open, &[Quality::Tenant], None),
            Ok(Quality::Tenant)
        );
        let both = [Quality::Tenant, ASSOCIATION];
        let choose = Err(ContributeRefusal::ChooseQuality);
        assert_eq!(may_contribute(Phase::Open, &both, None), choose);
        assert_eq!(
            may_contribute(Phase::Open, &both, Some(ASSOCIATION)),
            Ok(ASSOCIATION)
        );
    }

    #[test]
    fn nobody_speaks_in_a_quality_that_is_not_hers() {
        let none = Err(ContributeRefusal::NoQuality);
        assert_eq!(may_contribute(Phase::Open, &[], None), none);
        assert_eq!(
            may_contribute(Phase::Open, &[Quality::Tenant], Some(Quality::Landlord)),
            none
        );
    }

    #[test]
    fn outside_its_time_a_discussion_takes_nothing() {
        let tenant = [Quality::Tenant];
        let closed = Err(ContributeRefusal::Closed);
        assert_eq!(may_contribute(Phase::Closed, &tenant, None), closed);
        assert_eq!(
            may_contribute(Phase::NotYet, &tenant, None),
            Err(ContributeRefusal::NotYet)
        );
    }
}
