//! Who begins an amendment, and when.

use super::refusal::Refusal;
use super::who::{Facts, Who, hats};
use crate::charter::status::VersionStatus;

/// Whether somebody begins an amendment of the text; one of another amendment is asked of the
/// [table](super::table) instead.
///
/// # Errors
/// [`Refusal`] for whoever has no college or takes no side, and outside of an open version.
pub fn may_propose(facts: &Facts, version: VersionStatus) -> Result<(), Refusal> {
    let hats = hats(facts);
    if !hats.iter().any(|hat| matches!(hat, Who::Contributor(_))) {
        return Err(if hats.contains(&Who::Facilitator) {
            Refusal::FacilitatorProposesNothing
        } else {
            Refusal::NotYourTask
        });
    }
    if version != VersionStatus::Open {
        return Err(Refusal::NotWritten);
    }
    Ok(())
}

/// Whether somebody types an amendment that another wrote on paper.
///
/// # Errors
/// [`Refusal`] for whoever is neither of the staff nor facilitator, and outside of an open version.
pub fn may_enter(facts: &Facts, version: VersionStatus) -> Result<(), Refusal> {
    if !facts.landlord_staff && !facts.facilitator {
        return Err(Refusal::NotYourTask);
    }
    if version != VersionStatus::Open {
        return Err(Refusal::NotWritten);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::amendment::college::College;

    fn tenant() -> Facts {
        Facts {
            colleges: vec![College::Tenants],
            ..Facts::default()
        }
    }

    #[test]
    fn a_tenant_proposes_while_the_version_is_open() {
        assert_eq!(may_propose(&tenant(), VersionStatus::Open), Ok(()));
        assert_eq!(
            may_propose(&tenant(), VersionStatus::Frozen),
            Err(Refusal::NotWritten)
        );
        let nobody = Facts::default();
        assert_eq!(
            may_propose(&nobody, VersionStatus::Open),
            Err(Refusal::NotYourTask)
        );
    }

    #[test]
    fn a_facilitator_proposes_nothing_and_types_for_others() {
        let facts = Facts {
            facilitator: true,
            ..tenant()
        };
        assert_eq!(
            may_propose(&facts, VersionStatus::Open),
            Err(Refusal::FacilitatorProposesNothing)
        );
        assert_eq!(may_enter(&facts, VersionStatus::Open), Ok(()));
        assert_eq!(
            may_enter(&facts, VersionStatus::Frozen),
            Err(Refusal::NotWritten)
        );
        assert_eq!(
            may_enter(&tenant(), VersionStatus::Open),
            Err(Refusal::NotYourTask)
        );
    }
}
