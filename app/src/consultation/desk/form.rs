//! The form of a consultation: what is asked, under which rules, from when to when.

use crate::i18n::T;
use crate::parts::choice::{Choice, pick, tick};
use crate::parts::field::{Field, area, summary};
use crate::site::dates::local;
use crate::site::forms::FormState;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use palier_domain::election::consultation::ballot::Answer;
use palier_domain::election::consultation::{Colleges, MajorityOf};
use palier_store::consultation::Consultation;
use palier_store::landlord::Landlord;
use serde::Deserialize;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) charter: String,
    pub(super) question: String,
    pub(super) answers: String,
    pub(super) most: String,
    pub(super) quorum: String,
    pub(super) majority: String,
    pub(super) of: String,
    pub(super) colleges: String,
    pub(super) roll_closes: String,
    pub(super) opens: String,
    pub(super) closes: String,
}

impl Sent {
    /// The fields, to be kept when they are refused.
    #[must_use]
    pub fn fields(&self) -> [(&str, &str); 13] {
        [
            ("title", &self.title),
            ("body", &self.body),
            ("charter", &self.charter),
            ("question", &self.question),
            ("answers", &self.answers),
            ("most", &self.most),
            ("quorum", &self.quorum),
            ("majority", &self.majority),
            ("of", &self.of),
            ("colleges", &self.colleges),
            ("roll_closes", &self.roll_closes),
            ("opens", &self.opens),
            ("closes", &self.closes),
        ]
    }
}

/// What stands in the form at first.
fn initial(asked: Option<&Consultation>, zone: &str) -> Sent {
    let Some(asked) = asked else {
        return Sent {
            most: "1".to_owned(),
            quorum: String::new(),
            majority: "> 1/2".to_owned(),
            ..Sent::default()
        };
    };
    let answers = match &asked.ballot.answer {
        Answer::YesNo => String::new(),
        Answer::Choose { answers, .. } => answers.join("\n"),
    };
    let rules = &asked.rules.0;
    let of = match rules.of {
        MajorityOf::Expressed => "expressed",
        MajorityOf::Voters => "voters",
        MajorityOf::Electors => "electors",
    };
    let colleges = match rules.colleges {
        Colleges::Together => "together",
        Colleges::Each => "each",
    };
    let written = |at: DateTime<Utc>| local(at, zone).format("%Y-%m-%dT%H:%M").to_string();
    Sent {
        title: asked.title.clone(),
        body: asked.body.clone(),
        charter: asked
            .version_id
            .map_or_else(String::new, |_| "true".to_owned()),
        question: asked.ballot.question.clone(),
        answers,
        most: asked.ballot.most().to_string(),
        quorum: rules.quorum.map_or_else(String::new, super::typed::written),
        majority: super::typed::written(rules.majority),
        of: of.to_owned(),
        colleges: colleges.to_owned(),
        roll_closes: written(asked.roll_closes_at),
        opens: written(asked.opens_at),
        closes: written(asked.closes_at),
    }
}

/// The form, for a new consultation or one that is there.
#[must_use]
pub fn show(
    t: T,
    form: &FormState,
    action: String,
    asked: Option<&Consultation>,
    landlord: &Landlord,
    charter: bool,
) -> AnyView {
    let is = initial(asked, &landlord.zone);
    let title = Field::text("title", t.consultation_title()).initial(is.title);
    let question = Field::text("question", t.consultation_question()).initial(is.question);
    let body_hint = t.consultation_body_hint().to_owned();
    let answers_hint = t.consultation_answers_hint().to_owned();
    let most = Field::text("most", t.consultation_most())
        .initial(is.most)
        .numeric();
    let charter = charter.then(|| {
        let ticked = !is.charter.is_empty();
        let (label, what) = (
            t.consultation_with_charter(),
            t.consultation_with_charter_what(),
        );
        tick(t, form, "charter", label, what, ticked)
    });
    let button = match asked {
        None => t.consultation_new_button(),
        Some(_) => t.consultation_save(),
    };
    view! {
        <form method="post" action=action id=form.id.clone() class="stack" novalidate>
            {summary(t, form)}
            {title.show(t, form)}
            {area(t, form, "body", t.consultation_about(), body_hint, is.body)}
            {charter}
            {question.show(t, form)}
            {area(t, form, "answers", t.consultation_answers(), answers_hint, is.answers)}
            {most.show(t, form)}
            {rules(t, form, (is.quorum, is.majority), &is.of, &is.colleges)}
            {hours(t, form, is.roll_closes, is.opens, is.closes)}
            <p><button class="button">{button}</button></p>
        </form>
    }
    .into_any()
}

fn rules(
    t: T,
    form: &FormState,
    (quorum, majority): (String, String),
    of: &str,
    colleges: &str,
) -> AnyView {
    let quorum = Field::text("quorum", t.consultation_quorum())
        .hint(t.consultation_quorum_hint())
        .initial(quorum);
    let majority = Field::text("majority", t.consultation_majority())
        .hint(t.consultation_majority_hint())
        .initial(majority);
    let ofs = vec![
        Choice::new("expressed", t.consultation_of_expressed()),
        Choice::new("voters", t.consultation_of_voters()),
        Choice::new("electors", t.consultation_of_electors()),
    ];
    let together = vec![
        Choice::new("together", t.consultation_rule_together()),
        Choice::new("each", t.consultation_rule_each()),
    ];
    view! {
        {quorum.show(t, form)}
        {majority.show(t, form)}
        {pick(t, form, "of", t.consultation_of(), None, of, ofs)}
        {pick(t, form, "colleges", t.consultation_colleges(), None, colleges, together)}
    }
    .into_any()
}

fn hours(t: T, form: &FormState, roll: String, opens: String, closes: String) -> AnyView {
    let hour = |name: &'static str, label: &'static str, initial: String| {
        let field = Field {
            kind: "datetime-local",
            ..Field::text(name, label)
        };
        field.initial(initial).show(t, form)
    };
    view! {
        {hour("roll_closes", t.consultation_roll_closes(), roll)}
        {hour("opens", t.consultation_vote_opens(), opens)}
        {hour("closes", t.consultation_vote_closes(), closes)}
    }
    .into_any()
}
