//! The form of the rules: parts are chosen from lists, so that nothing is mistyped.

use super::Running;
use crate::adoption::say;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick, radios, tick};
use crate::parts::field::{Field, summary};
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::charter::adoption::rules::{AdoptionRules, CollegeRule, Weights};
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::MajorityOf;
use palier_domain::election::consultation::ratio::Ratio;

/// The form's id.
pub(super) const RULES: &str = "regles";

/// Parts of a college that a quorum may ask for.
const QUORUMS: [(u32, u32); 7] = [(1, 10), (1, 5), (1, 4), (1, 3), (1, 2), (2, 3), (3, 4)];

/// Parts that a majority may ask for: the part, and whether it must be passed.
const MAJORITIES: [(u32, u32, bool); 4] =
    [(1, 2, true), (3, 5, false), (2, 3, false), (3, 4, false)];

/// A part as the form sends it.
pub(super) fn written(ratio: Ratio) -> String {
    let sign = if ratio.is_passed() { ">" } else { "" };
    format!("{sign}{}/{}", ratio.numerator(), ratio.denominator())
}

/// The quorums that can be chosen, that of the rules too.
pub(super) fn quorums(now: Option<Ratio>) -> Vec<Ratio> {
    let known = QUORUMS.iter();
    let known = known.filter_map(|(upper, lower)| Ratio::at_least(*upper, *lower).ok());
    with(known.collect(), now)
}

/// The majorities that can be chosen, that of the rules too.
pub(super) fn majorities(now: Option<Ratio>) -> Vec<Ratio> {
    let known = MAJORITIES.iter().filter_map(|(upper, lower, passed)| {
        let made = if *passed {
            Ratio::more_than(*upper, *lower)
        } else {
            Ratio::at_least(*upper, *lower)
        };
        made.ok()
    });
    with(known.collect(), now)
}

fn with(mut all: Vec<Ratio>, now: Option<Ratio>) -> Vec<Ratio> {
    if let Some(now) = now
        && !all.contains(&now)
    {
        all.push(now);
    }
    all
}

/// The name of a field of a college.
pub(super) fn named(what: &str, college: College) -> String {
    format!("{what}-{}", college.name())
}

/// Of what a majority is counted, in the form.
pub(super) const OF: [(&str, MajorityOf); 3] = [
    ("expressed", MajorityOf::Expressed),
    ("voters", MajorityOf::Voters),
    ("electors", MajorityOf::Electors),
];

/// The form, as the rules are now.
pub(super) fn form(t: T, running: &Running, now: &AdoptionRules, form: &FormState) -> AnyView {
    let ordinary = AdoptionRules::default();
    let colleges = College::ALL.map(|college| {
        let rule = now.of(college).or_else(|| ordinary.of(college));
        rule.map(|rule| fields(t, form, &rule, now.of(college).is_some()))
    });
    let weights = vec![
        Choice::new("one_each", t.adopting_rules_one_each()).what(t.adopting_rules_one_each_what()),
        Choice::new("last_election", t.adopting_rules_last_election())
            .what(t.adopting_rules_last_election_what()),
    ];
    let initial = match now.weights() {
        Weights::OneEach => "one_each",
        Weights::LastElection => "last_election",
    };
    let months = Field::text("months", t.adopting_rules_months())
        .hint(t.adopting_rules_months_hint())
        .initial(now.revision_months().to_string())
        .numeric();
    view! {
        <form method="post" action=running.api("rules") id=RULES class="stack" novalidate>
            {summary(t, form)}
            {colleges.into_iter().collect_view()}
            {radios(t, form, "weights", t.adopting_rules_weights(), initial, weights)}
            {months.show(t, form)}
            <p><button class="button">{t.adopting_rules_button()}</button></p>
        </form>
    }
    .into_any()
}

fn fields(t: T, form: &FormState, rule: &CollegeRule, asked: bool) -> AnyView {
    let college = rule.college;
    let asks = match college {
        College::Tenants => {
            view! { <p class="hint">{t.adopting_rules_tenants_always()}</p> }.into_any()
        }
        _ => tick(
            t,
            form,
            &named("asked", college),
            t.adopting_rules_college(),
            "",
            asked,
        ),
    };
    let choice = |one: Ratio| Choice::new(written(one), say::part(t, one));
    let quorum = quorums(rule.quorum).into_iter().map(choice).collect();
    let majority = majorities(Some(rule.majority))
        .into_iter()
        .map(choice)
        .collect();
    let of = OF
        .map(|(value, of)| Choice::new(value, say::of(t, of)))
        .to_vec();
    let of_now = OF.iter().find(|(_, one)| *one == rule.of);
    let of_now = of_now.map_or("", |(value, _)| value);
    let quorum_now = rule.quorum.map_or_else(String::new, written);
    let majority_now = written(rule.majority);
    let none = Some(t.adopting_rules_quorum_none());
    let (q, m, o) = (
        named("quorum", college),
        named("majority", college),
        named("of", college),
    );
    view! {
        <fieldset class="field of-college">
            <legend>{say::college(t, college)}</legend>
            {asks}
            {pick(t, form, &q, t.adopting_rules_quorum(), none, &quorum_now, quorum)}
            {pick(t, form, &m, t.adopting_rules_majority(), None, &majority_now, majority)}
            {pick(t, form, &o, t.adopting_rules_of(), None, of_now, of)}
        </fieldset>
    }
    .into_any()
}
