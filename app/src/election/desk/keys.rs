//! The key plan: who holds which part, who could decrypt alone, how many losses are tolerated.

use super::form::Sheet;
use super::typed::SHARES;
use crate::election::rules::{interest, number};
use crate::i18n::T;
use crate::parts::choice::{Choice, pick};
use crate::parts::field::Field as Line;
use leptos::prelude::*;
use palier_domain::election::key_plan::{Interest, KeyPlan, KeyShare};
use palier_domain::election::protocol::rule::Field;

/// Parts that the form shows to begin with: those of the plan that is proposed by default.
const SHOWN: usize = 6;

/// The section of the form.
pub(super) fn section(sheet: &Sheet<'_>) -> AnyView {
    let (t, protocol) = (sheet.t, sheet.protocol);
    let plan = protocol.key_plan.as_ref();
    let shares = plan.map_or(&[][..], |plan| &plan.shares);
    // One more than there are, so that one can be added.
    let rows = (shares.len() + 1).clamp(SHOWN, SHARES);
    let rows = (0..rows)
        .map(|at| share(sheet, at, shares.get(at)))
        .collect_view();
    let policy = &protocol.key_policy;
    let (part, whole) = policy.with_delegates;
    let threshold = plan.map_or(4, |plan| plan.threshold);
    view! {
        <h2>{t.protocol_field_keys_section()}</h2>
        <p>{t.protocol_field_keys_what()}</p>
        {plan.map(|plan| sentence(t, plan))}
        {sheet.wrong(Field::KeyPlan)}
        {sheet.number("threshold", t.protocol_field_threshold(), threshold)}
        {rows}
        {sheet.number("least_interests", t.protocol_field_least_interests(), policy.least_interests)}
        {sheet.number("most_per_person", t.protocol_field_most_per_person(), policy.most_per_person)}
        <fieldset class="field pairs">
            <legend>{t.protocol_field_delegates()}</legend>
            {sheet.number("delegates", t.protocol_field_delegates(), part)}
            {sheet.number("delegates_of", t.protocol_field_delegates_of(), whole)}
        </fieldset>
    }
    .into_any()
}

fn share(sheet: &Sheet<'_>, at: usize, share: Option<&KeyShare>) -> AnyView {
    let t = sheet.t;
    let place = i64::try_from(at + 1).unwrap_or_default();
    let holder = share.map_or("", |share| &share.holder.person);
    let (which, of) = interests(share.map(|share| &share.holder.interest));
    let substitute = share.and_then(|share| share.substitute.as_ref());
    let substitute = substitute.map_or("", |substitute| &substitute.person);
    let text = |part: &str, label: String, value: &str| {
        Line::text(format!("{part}_{at}"), label).initial(value)
    };
    let field = format!("interest_{at}");
    view! {
        <fieldset class="field pairs">
            <legend>{t.protocol_field_share(place)}</legend>
            {sheet.line(text("holder", t.protocol_field_holder(place), holder))}
            {pick(t, sheet.form, &field, t.protocol_field_interest(), None, which, choices(t))}
            {sheet.line(text("for", t.protocol_field_interest_name().to_owned(), &of))}
            {sheet.line(text("substitute", t.protocol_field_substitute().to_owned(), substitute))}
        </fieldset>
    }
    .into_any()
}

/// Whose interest somebody may stand for.
pub(super) fn choices(t: T) -> Vec<Choice> {
    vec![
        Choice::new("landlord", t.protocol_field_interest_landlord()),
        Choice::new("list", t.protocol_field_interest_list()),
        Choice::new("neutral", t.protocol_field_interest_neutral()),
        Choice::new("technical", t.protocol_field_interest_technical()),
    ]
}

/// An interest as the form holds it: which kind, and whose.
pub(super) fn interests(interest: Option<&Interest>) -> (&'static str, String) {
    match interest {
        None | Some(Interest::Landlord) => ("landlord", String::new()),
        Some(Interest::List(list)) => ("list", list.clone()),
        Some(Interest::Neutral(who)) => ("neutral", who.clone()),
        Some(Interest::TechnicalStaff) => ("technical", String::new()),
    }
}

/// Who could decrypt alone, and how many parts may be lost.
#[must_use]
pub fn sentence(t: T, plan: &KeyPlan) -> AnyView {
    let shares = i64::try_from(plan.shares.len()).unwrap_or_default();
    let Some(losses) = plan.losses_tolerated().filter(|_| plan.threshold > 0) else {
        return view! { <p class="note">{t.protocol_keys_impossible()}</p> }.into_any();
    };
    let persons = plan.persons_alone().into_iter().map(str::to_owned);
    let sides = plan.interests_alone().into_iter();
    let alone: Vec<String> = persons.chain(sides.map(|one| interest(t, one))).collect();
    let (class, alone) = if alone.is_empty() {
        ("note good", t.protocol_keys_nobody_alone().to_owned())
    } else {
        ("note", t.protocol_keys_alone(alone.join(", ")))
    };
    let losses = match number(losses) {
        1 => t.protocol_keys_one_loss().to_owned(),
        losses => t.protocol_keys_losses(losses),
    };
    view! {
        <p class=class>
            {t.protocol_keys_shares(shares)} " " {t.protocol_keys_needs(number(plan.threshold))} " "
            {alone} " " {losses}
        </p>
    }
    .into_any()
}
