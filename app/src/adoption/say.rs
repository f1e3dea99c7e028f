//! The words for colleges, where they stand, and the rules under which they decide.

use crate::i18n::T;
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::adoption::rules::{AdoptionRules, CollegeRule, Weights};
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::MajorityOf;
use palier_domain::election::consultation::ratio::Ratio;

/// A college.
#[must_use]
pub fn college(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.adoption_college_tenants(),
        College::Associations => t.adoption_college_associations(),
        College::Landlord => t.adoption_college_landlord(),
    }
}

/// Where it stands.
#[must_use]
pub fn standing(t: T, standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting => t.adoption_standing_waiting(),
        Standing::NoQuorum => t.adoption_standing_no_quorum(),
        Standing::Adopted => t.adoption_standing_adopted(),
        Standing::Rejected => t.adoption_standing_rejected(),
        Standing::Refused => t.adoption_standing_refused(),
    }
}

/// The class of its tag.
#[must_use]
pub fn tag(standing: Standing) -> &'static str {
    match standing {
        Standing::Waiting | Standing::NoQuorum => "tag soon",
        Standing::Adopted => "tag open",
        Standing::Rejected | Standing::Refused => "tag late",
    }
}

/// What is not there yet of a college that has not voted.
#[must_use]
pub fn waiting(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.adoption_waiting_tenants(),
        College::Associations => t.adoption_waiting_associations(),
        College::Landlord => t.adoption_waiting_landlord(),
    }
}

/// What holds for all colleges, a sentence each.
#[must_use]
pub fn general(t: T, rules: &AdoptionRules) -> [String; 3] {
    [
        t.adoption_rule_all().to_owned(),
        t.adoption_rule_refusal().to_owned(),
        t.adoption_rule_months(i64::from(rules.revision_months())),
    ]
}

/// How a college votes and what it needs, a sentence each.
#[must_use]
pub fn rule(t: T, rule: &CollegeRule, weights: Weights) -> [String; 3] {
    let how = match (rule.college, weights) {
        (College::Tenants, _) => t.adoption_rule_tenants(),
        (College::Associations, Weights::OneEach) => t.adoption_rule_one_each(),
        (College::Associations, Weights::LastElection) => t.adoption_rule_weighted(),
        (College::Landlord, _) => t.adoption_rule_landlord(),
    };
    let quorum = match rule.quorum {
        None => t.adoption_rule_no_quorum().to_owned(),
        Some(needed) => t.adoption_rule_quorum(part(t, needed)),
    };
    let majority = t.adoption_rule_majority(of(t, rule.of), part(t, rule.majority));
    [how.to_owned(), quorum, majority]
}

/// Of what a majority is counted.
#[must_use]
pub fn of(t: T, of: MajorityOf) -> &'static str {
    match of {
        MajorityOf::Expressed => t.adoption_of_expressed(),
        MajorityOf::Voters => t.adoption_of_voters(),
        MajorityOf::Electors => t.adoption_of_electors(),
    }
}

/// A part as people say it: "at least a quarter", "more than half".
#[must_use]
pub fn part(t: T, ratio: Ratio) -> String {
    let said = match (ratio.numerator(), ratio.denominator(), ratio.is_passed()) {
        (1, 2, false) => t.adoption_part_half(),
        (1, 2, true) => t.adoption_part_over_half(),
        (1, 3, false) => t.adoption_part_third(),
        (1, 3, true) => t.adoption_part_over_third(),
        (2, 3, false) => t.adoption_part_two_thirds(),
        (2, 3, true) => t.adoption_part_over_two_thirds(),
        (1, 4, false) => t.adoption_part_quarter(),
        (1, 4, true) => t.adoption_part_over_quarter(),
        (3, 4, false) => t.adoption_part_three_quarters(),
        (3, 4, true) => t.adoption_part_over_three_quarters(),
        (upper, lower, passed) => {
            let part = format!("{upper}/{lower}");
            return if passed {
                t.adoption_part_more_than(part)
            } else {
                t.adoption_part_at_least(part)
            };
        }
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn a_part_is_said_as_people_say_it() {
        let t = T { locale: Locale::Fr };
        assert_eq!(part(t, Ratio::MORE_THAN_HALF), "plus de la moitié");
        let quarter = Ratio::at_least(1, 4).unwrap();
        assert_eq!(part(t, quarter), "au moins un quart");
        let other = Ratio::more_than(3, 5).unwrap();
        assert_eq!(part(t, other), "plus de 3/5");
    }
}
