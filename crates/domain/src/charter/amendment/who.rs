//! What somebody is towards an amendment.

use super::college::College;

/// What somebody is towards an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// She proposed it.
    Author,
    /// Another delegate of the association for which it was proposed: writes and acts for it.
    Delegate,
    /// She signed it with its author.
    CoSignatory,
    /// She may propose, sign and speak, in her college.
    Contributor(College),
    /// Animateur: rules on admissibility, runs the process, proposes nothing.
    Facilitator,
    /// Of the drafting committee: recommends.
    Committee,
    /// Garant: decides of appeals.
    Guarantor,
    /// Of the landlord's staff, or facilitator, who typed it from paper for somebody.
    Staff,
    /// The rules themselves: a count, a deadline, a merge.
    Process,
    /// Nobody in particular.
    Nobody,
}

impl Who {
    /// All of them, contributors of each college.
    pub const ALL: [Self; 12] = [
        Self::Author,
        Self::Delegate,
        Self::CoSignatory,
        Self::Contributor(College::Tenants),
        Self::Contributor(College::Associations),
        Self::Contributor(College::Landlord),
        Self::Facilitator,
        Self::Committee,
        Self::Guarantor,
        Self::Staff,
        Self::Process,
        Self::Nobody,
    ];
}

/// What is known of somebody and of an amendment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// She proposed it.
    pub wrote: bool,
    /// She speaks for the association for which it was proposed.
    pub speaks_for_it: bool,
    /// She signed it.
    pub signed: bool,
    /// The colleges in which she may speak today.
    pub colleges: Vec<College>,
    /// She is a facilitator here.
    pub facilitator: bool,
    /// She is a guarantor here.
    pub guarantor: bool,
    /// She works for the landlord.
    pub landlord_staff: bool,
    /// She is of the text's drafting committee.
    pub committee: bool,
    /// The amendment was typed from paper.
    pub on_paper: bool,
}

/// What somebody is towards an amendment, the most telling first; never empty.
///
/// Nobody judges her own amendment, and whoever runs the process takes no side: a facilitator or
/// guarantor who rents here neither proposes nor signs. The landlord is a party: whoever works for
/// it neither rules nor decides of appeals.
#[must_use]
pub fn hats(facts: &Facts) -> Vec<Who> {
    let mut hats = Vec::new();
    let party = facts.wrote || facts.speaks_for_it;
    if facts.wrote {
        hats.push(Who::Author);
    } else if facts.speaks_for_it {
        hats.push(Who::Delegate);
    }
    if facts.signed && !party {
        hats.push(Who::CoSignatory);
    }
    let neutral = (facts.facilitator || facts.guarantor) && !facts.landlord_staff;
    if neutral && !party && !facts.signed {
        if facts.facilitator {
            hats.push(Who::Facilitator);
        } else {
            hats.push(Who::Guarantor);
        }
    }
    if facts.on_paper && (facts.landlord_staff || facts.facilitator) {
        hats.push(Who::Staff);
    }
    if facts.committee && !party && !neutral && !facts.signed {
        hats.push(Who::Committee);
    }
    if !party && !neutral && !facts.signed {
        let mut colleges = facts.colleges.clone();
        colleges.sort_unstable();
        colleges.dedup();
        hats.extend(colleges.into_iter().map(Who::Contributor));
    }
    if hats.is_empty() {
        hats.push(Who::Nobody);
    }
    hats
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> Facts {
        Facts {
            colleges: vec![College::Tenants],
            ..Facts::default()
        }
    }

    #[test]
    fn whoever_is_unknown_is_nobody() {
        assert_eq!(hats(&Facts::default()), [Who::Nobody]);
    }

    #[test]
    fn a_facilitator_who_rents_here_proposes_and_signs_nothing() {
        let facts = Facts {
            facilitator: true,
            ..tenant()
        };
        assert_eq!(hats(&facts), [Who::Facilitator]);
    }

    #[test]
    fn nobody_judges_her_own_amendment_nor_one_she_signed() {
        for (wrote, signed, own) in [(true, false, Who::Author), (false, true, Who::CoSignatory)] {
            let facts = Facts {
                wrote,
                signed,
                facilitator: true,
                guarantor: true,
                ..tenant()
            };
            assert_eq!(hats(&facts), [own]);
        }
    }

    #[test]
    fn the_committee_does_not_recommend_what_it_wrote() {
        let facts = Facts {
            wrote: true,
            committee: true,
            ..tenant()
        };
        assert_eq!(hats(&facts), [Who::Author]);
        let other = Facts {
            committee: true,
            ..tenant()
        };
        assert_eq!(
            hats(&other),
            [Who::Committee, Who::Contributor(College::Tenants)]
        );
    }

    #[test]
    fn whoever_works_for_the_landlord_rules_on_nothing() {
        let facts = Facts {
            facilitator: true,
            guarantor: true,
            landlord_staff: true,
            colleges: vec![College::Landlord],
            ..Facts::default()
        };
        assert_eq!(hats(&facts), [Who::Contributor(College::Landlord)]);
    }

    #[test]
    fn a_delegate_acts_for_her_association_and_is_no_other_contributor() {
        let facts = Facts {
            speaks_for_it: true,
            colleges: vec![College::Associations, College::Tenants],
            ..Facts::default()
        };
        assert_eq!(hats(&facts), [Who::Delegate]);
    }
}
