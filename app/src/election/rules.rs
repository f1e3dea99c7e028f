//! Each rule that a protocol may break, as a sentence.

use super::words;
use crate::i18n::T;
use palier_domain::election::key_plan::{Interest, KeyRule};
use palier_domain::election::protocol::rule::{Broken, Rule};

/// The rule and where it comes from.
#[must_use]
pub fn say(t: T, broken: &Broken) -> String {
    let article = words::article(t, broken.article);
    format!("{} ({article})", rule(t, &broken.rule))
}

fn rule(t: T, rule: &Rule) -> String {
    match rule {
        Rule::SeatsTooFew { least } => t.protocol_rule_seats_too_few(number(*least)),
        Rule::SeatsExactly { seats } => t.protocol_rule_seats_exactly(number(*seats)),
        Rule::NamesExactly { names } => t.protocol_rule_names_exactly(number(*names)),
        Rule::NamesTooFew { least } => t.protocol_rule_names_too_few(number(*least)),
        Rule::OutsideWindow { next } => t.protocol_rule_outside_window(t.date(*next)),
        Rule::ExtensionTooLong { most } => t.protocol_rule_extension_too_long(i64::from(*most)),
        Rule::NoChannel => t.protocol_rule_no_channel().into(),
        Rule::OnlineAlone => t.protocol_rule_online_alone().into(),
        Rule::HoursMissing => t.protocol_rule_hours_missing().into(),
        Rule::HoursWithoutChannel => t.protocol_rule_hours_without_channel().into(),
        Rule::ClosesBeforeOpening => t.protocol_rule_closes_before_opening().into(),
        Rule::ClosesOnAnotherDay => t.protocol_rule_closes_on_another_day().into(),
        Rule::OnlineMustCount => t.protocol_rule_online_must_count().into(),
        Rule::GraceTooLong { most } => t.protocol_rule_grace_too_long(i64::from(*most)),
        Rule::NotAHost { host } => t.protocol_rule_not_a_host(host),
        Rule::NeverPublished => t.protocol_rule_never_published().into(),
        Rule::RollPublished { first, last } => {
            t.protocol_rule_roll_published(t.date(*first), t.date(*last))
        }
        Rule::NoTimeForCorrections => t.protocol_rule_no_time_for_corrections().into(),
        Rule::RollFrozen { last } => t.protocol_rule_roll_frozen(t.date(*last)),
        Rule::TooFewMembers { least } => t.protocol_rule_too_few_members(number(*least)),
        Rule::MemberTwice { member } => t.protocol_rule_member_twice(member),
        Rule::KeyPlanMissing => t.protocol_rule_key_plan_missing().into(),
        Rule::Key(rule) => key_rule(t, rule),
        Rule::AuthoritiesMissing => t.protocol_rule_authorities_missing().into(),
        Rule::AuthoritiesNotRivals => t.protocol_rule_authorities_not_rivals().into(),
        Rule::SameSender => t.protocol_rule_same_sender().into(),
        Rule::StatementsTooLate => t.protocol_rule_statements_too_late().into(),
        Rule::StatementsEmpty => t.protocol_rule_statements_empty().into(),
        Rule::DestroyedTooEarly { days } => t.protocol_rule_destroyed_too_early(i64::from(*days)),
        Rule::ResultsTooShort { years } => t.protocol_rule_results_too_short(i64::from(*years)),
        Rule::RecommendationNotInForce => t.protocol_rule_recommendation_not_in_force().into(),
        Rule::RecommendationUnclear => t.protocol_rule_recommendation_unclear().into(),
    }
}

fn key_rule(t: T, rule: &KeyRule) -> String {
    match rule {
        KeyRule::ImpossibleThreshold { threshold, shares } => {
            t.key_rule_impossible_threshold(shares, threshold)
        }
        KeyRule::TooFewInterests { found, least } => t.key_rule_too_few_interests(found, least),
        KeyRule::TooManyForOne {
            person,
            shares,
            most,
        } => t.key_rule_too_many_for_one(most, person, shares),
        KeyRule::TooFewWithDelegates {
            found,
            shares,
            least,
        } => t.key_rule_too_few_with_delegates(found, least, shares),
        KeyRule::TechnicalStaff { person } => t.key_rule_technical_staff(person),
        KeyRule::DecryptsAlone { who } => t.key_rule_decrypts_alone(label(t, who)),
        KeyRule::SubstituteTwice { person } => t.key_rule_substitute_twice(person),
        KeyRule::SubstituteOfAnother { person } => t.key_rule_substitute_of_another(person),
    }
}

/// An interest as errors name it, in the reader's words.
fn label(t: T, who: &str) -> String {
    if who == Interest::Landlord.label() {
        t.protocol_field_interest_landlord().to_owned()
    } else if who == Interest::TechnicalStaff.label() {
        t.protocol_field_interest_technical().to_owned()
    } else {
        who.to_owned()
    }
}

/// Whose interest somebody stands for.
#[must_use]
pub fn interest(t: T, interest: &Interest) -> String {
    match interest {
        Interest::Landlord => t.protocol_field_interest_landlord().to_owned(),
        Interest::List(list) => format!("{} ({list})", t.protocol_field_interest_list()),
        Interest::Neutral(who) => format!("{} ({who})", t.protocol_field_interest_neutral()),
        Interest::TechnicalStaff => t.protocol_field_interest_technical().to_owned(),
    }
}

/// A count as the sentences take it.
#[must_use]
pub fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
