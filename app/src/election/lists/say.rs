//! Each rule that a list may break, as a sentence.

use crate::election::rules::number;
use crate::election::words;
use crate::i18n::T;
use palier_domain::election::candidate_list::rule::{BrokenListRule, ListRule};
use palier_domain::election::candidate_list::state::ListState;

/// The rule, whose place breaks it, and where it comes from.
#[must_use]
pub fn broken(t: T, broken: &BrokenListRule) -> String {
    let article = words::article(t, broken.article);
    let said = format!("{} ({article})", rule(t, &broken.rule));
    match broken.position {
        None => said,
        Some(place) => t.list_form_at_place(i64::try_from(place).unwrap_or_default(), said),
    }
}

/// The rule alone.
#[must_use]
pub fn rule(t: T, rule: &ListRule) -> String {
    match rule {
        ListRule::TitleMissing => t.list_rule_title_missing().into(),
        ListRule::TitleTaken => t.list_rule_title_taken().into(),
        ListRule::ReceivedLate { days } => t.list_rule_received_late(number(*days)),
        ListRule::NamesExactly { found, names } => t.list_rule_names_exactly(number(*found), names),
        ListRule::AffiliationMissing => t.list_rule_affiliation_missing().into(),
        ListRule::BodyUnknown { body } => t.list_rule_body_unknown(body),
        ListRule::BodyWithoutSeat { body } => t.list_rule_body_without_seat(body),
        ListRule::AffiliationUnproved => t.list_rule_affiliation_unproved().into(),
        ListRule::NotIndependent => t.list_rule_not_independent().into(),
        ListRule::NameMissing => t.list_rule_name_missing().into(),
        ListRule::SexMissing => t.list_rule_sex_missing().into(),
        ListRule::SameSexAsBefore => t.list_rule_same_sex().into(),
        ListRule::BirthMissing => t.list_rule_birth_missing().into(),
        ListRule::TooYoung => t.list_rule_too_young().into(),
        ListRule::LeaseMissing => t.list_rule_lease_missing().into(),
        ListRule::LeaseNotOfThisLandlord => t.list_rule_lease_elsewhere().into(),
        ListRule::LeaseNotHers => t.list_rule_lease_not_hers().into(),
        ListRule::LeaseNotResidential => t.list_rule_lease_not_residential().into(),
        ListRule::LeaseEnded => t.list_rule_lease_ended().into(),
        ListRule::LeaseUsedAbove { position } => t.list_rule_lease_above(position),
        ListRule::PersonAbove { position } => t.list_rule_person_above(position),
        ListRule::LeaseOnOtherList { list } => t.list_rule_lease_on_other(list),
        ListRule::PersonOnOtherList { list } => t.list_rule_person_on_other(list),
        ListRule::Staff => t.list_rule_staff().into(),
        ListRule::Barred => t.list_rule_barred().into(),
        ListRule::PaymentMissing => t.list_rule_payment_missing().into(),
        ListRule::DelaysNotKept => t.list_rule_delays_not_kept().into(),
        ListRule::FormMissing => t.list_rule_form_missing().into(),
    }
}

/// Where a list stands, with the class of its tag.
#[must_use]
pub fn state(t: T, state: ListState) -> (&'static str, &'static str) {
    match state {
        ListState::Draft => ("tag soon", t.list_state_draft()),
        ListState::Filed => ("tag soon", t.list_state_filed()),
        ListState::Admitted => ("tag open", t.list_state_admitted()),
        ListState::Refused => ("tag late", t.list_state_refused()),
    }
}
