//! Who signed an accord, and whether those who did may bind the others.

use super::{Accord, Signatories, accord};

/// Everything that is known of those who signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// Associations that signed.
    pub associations: u64,
    /// Those of them that are affiliated to a body of the national commission.
    pub affiliated: u64,
    /// The votes of those associations in the last election.
    pub votes: u64,
    /// Valid votes in that election; 0 when it is not said.
    pub valid: u64,
    /// Tenants concerned whom those associations bring together.
    pub tenants: u64,
    /// Tenants concerned in all: one per dwelling.
    pub concerned: u64,
}

/// By what title an accord binds: the first of the three that holds; none when it may not.
#[must_use]
pub fn title(signed: Signed) -> Option<Signatories> {
    // Without an association nobody signed at all.
    if signed.associations == 0 {
        return None;
    }
    let affiliated = (signed.affiliated > 0).then_some(Signatories::Affiliated);
    let by_votes = Signatories::ByVotes {
        votes: signed.votes,
        valid: signed.valid,
    };
    let by_tenants = Signatories::Tenants {
        signed: signed.tenants,
        concerned: signed.concerned,
    };
    let titles = [affiliated, Some(by_votes), Some(by_tenants)];
    let binds = |by: &Signatories| accord(*by, signed.concerned, 0) == Accord::Binding;
    titles.into_iter().flatten().find(binds)
}

/// Whether where a national body sits, as the reference data says it, names the national commission
/// of concertation ("CNC").
#[must_use]
pub fn sits_at_national_commission(sits_at: &str) -> bool {
    let mut words = sits_at.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word == "CNC")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Signed = Signed {
        associations: 1,
        affiliated: 0,
        votes: 0,
        valid: 1_750,
        tenants: 0,
        concerned: 200,
    };

    #[test]
    fn an_affiliated_association_is_enough() {
        let signed = Signed {
            affiliated: 1,
            ..ONE
        };
        assert_eq!(title(signed), Some(Signatories::Affiliated));
    }

    #[test]
    fn others_need_half_of_the_votes_or_a_fifth_of_the_tenants() {
        let votes = |votes| title(Signed { votes, ..ONE });
        assert_eq!(votes(874), None);
        let by = Signatories::ByVotes {
            votes: 875,
            valid: 1_750,
        };
        assert_eq!(votes(875), Some(by));
        let tenants = |tenants| title(Signed { tenants, ..ONE });
        assert_eq!(tenants(39), None);
        let by = Signatories::Tenants {
            signed: 40,
            concerned: 200,
        };
        assert_eq!(tenants(40), Some(by));
    }

    #[test]
    fn nothing_binds_that_no_association_signed() {
        let signed = Signed {
            associations: 0,
            votes: 1_750,
            tenants: 200,
            ..ONE
        };
        assert_eq!(title(signed), None);
        let nobody = Signed {
            concerned: 0,
            ..ONE
        };
        assert_eq!(title(nobody), None);
    }

    #[test]
    fn the_commission_is_found_as_a_word() {
        assert!(sits_at_national_commission("CNC, CNH"));
        assert!(sits_at_national_commission("CNL (CNC)"));
        assert!(!sits_at_national_commission("CNCC"));
        assert!(!sits_at_national_commission(""));
    }
}
