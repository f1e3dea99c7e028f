//! The forms of an amendment at the desk: only those that the table permits.

use super::one::{One, advice, ground};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::{Advice, AppealOutcome};
use palier_domain::charter::diff::apply;
use palier_domain::charter::operation::Operation;

/// Their ids.
pub(super) const RULE: &str = "recevabilite";
pub(super) const APPEAL: &str = "recours";
pub(super) const RECOMMEND: &str = "avis";
pub(super) const LIST: &str = "liste";

/// The states of the forms.
pub(super) struct Forms {
    rule: FormState,
    appeal: FormState,
    recommend: FormState,
    list: FormState,
}

impl Forms {
    /// Reads them.
    pub async fn load(ctx: &Ctx) -> Result<Self, AppError> {
        Ok(Self {
            rule: ctx.form(RULE).await?,
            appeal: ctx.form(APPEAL).await?,
            recommend: ctx.form(RECOMMEND).await?,
            list: ctx.form(LIST).await?,
        })
    }

    /// Whether one was refused.
    pub fn refused(&self) -> bool {
        let all = [&self.rule, &self.appeal, &self.recommend, &self.list];
        all.iter().any(|form| form.complaint().is_some())
    }

    /// Those that the reader may send.
    pub fn show(&self, t: T, one: &One) -> AnyView {
        let rule = one.may(Action::RuleAdmissible).then(|| self.rule(t, one));
        let waits = one
            .rulings
            .last()
            .is_some_and(|row| row.appeal.is_some() && row.appeal_outcome.is_none());
        let appeal = (waits && one.may(Action::RuleOnAppeal(AppealOutcome::Upheld)))
            .then(|| self.appeal(t, one));
        let recommend = one
            .may(Action::Recommend(Advice::Accept))
            .then(|| self.recommend(t, one));
        let list = one.may(Action::PutToVote).then(|| self.list(t, one));
        view! { {rule} {appeal} {recommend} {list} }.into_any()
    }

    fn rule(&self, t: T, one: &One) -> AnyView {
        let mut choices = vec![Choice::new("admissible", t.treat_admissible())];
        let grounds = InadmissibleGround::ALL.into_iter();
        choices.extend(grounds.map(|one| Choice::new(one.name(), ground(t, one))));
        let form = &self.rule;
        view! {
            <section class="card">
                <h2>{t.treat_rule()}</h2>
                <form method="post" action=one.api("rule") id=RULE class="stack" novalidate>
                    {summary(t, form)}
                    {radios(t, form, "ground", t.treat_ruling(), "", choices)}
                    {area(t, form, "reason", t.treat_public_reason(), t.treat_rule_hint().to_owned(), String::new())}
                    <p><button class="button">{t.treat_rule_button()}</button></p>
                </form>
            </section>
        }
        .into_any()
    }

    fn appeal(&self, t: T, one: &One) -> AnyView {
        let choices = vec![
            Choice::new("upheld", t.treat_appeal_upheld()),
            Choice::new("reversed", t.treat_appeal_reversed()),
        ];
        let form = &self.appeal;
        view! {
            <section class="card">
                <h2>{t.treat_appeal()}</h2>
                <form method="post" action=one.api("appeal") id=APPEAL class="stack" novalidate>
                    {summary(t, form)}
                    {radios(t, form, "outcome", t.treat_appeal(), "", choices)}
                    {area(t, form, "reason", t.treat_public_reason(), String::new(), String::new())}
                    <p><button class="button">{t.treat_appeal_button()}</button></p>
                </form>
            </section>
        }
        .into_any()
    }

    fn recommend(&self, t: T, one: &One) -> AnyView {
        let choices = Advice::ALL.into_iter();
        let choices = choices
            .map(|of| Choice::new(of.name(), advice(t, of)))
            .collect();
        let form = &self.recommend;
        let words = one
            .operations
            .iter()
            .enumerate()
            .filter_map(|(nth, operation)| {
                let said = said(one, operation)?;
                let name = format!("w-{nth}");
                let label = t.treat_rewording(i64::try_from(nth + 1).unwrap_or_default());
                Some(area(
                    t,
                    form,
                    &name,
                    &label,
                    t.treat_rewording_hint().to_owned(),
                    said,
                ))
            });
        let words = words.collect_view();
        view! {
            <section class="card">
                <h2>{t.treat_recommend()}</h2>
                <form method="post" action=one.api("recommend") id=RECOMMEND class="stack" novalidate>
                    {summary(t, form)}
                    {radios(t, form, "advice", t.treat_advice(), "", choices)}
                    {area(t, form, "words", t.treat_public_reason(), String::new(), String::new())}
                    {words}
                    <p><button class="button">{t.treat_recommend_button()}</button></p>
                </form>
            </section>
        }
        .into_any()
    }

    fn list(&self, t: T, one: &One) -> AnyView {
        view! {
            <section class="card">
                <h2>{t.treat_list()}</h2>
                <form method="post" action=one.api("list") id=LIST class="stack" novalidate>
                    {summary(t, &self.list)}
                    <p>{t.treat_list_what()}</p>
                    <p><button class="button">{t.treat_list_button()}</button></p>
                </form>
            </section>
        }
        .into_any()
    }
}

/// What a clause says with an operation, where it has words of its own.
pub(super) fn said(one: &One, operation: &Operation) -> Option<String> {
    match operation {
        Operation::ReplaceText { at, hunks } | Operation::Retitle { at, hunks } => {
            let clause = one.base.clause(at.clause)?;
            apply(hunks, clause.body()).ok()
        }
        Operation::Insert { source, .. } => Some(source.trim_end().to_owned()),
        Operation::Delete { .. } | Operation::Move { .. } => None,
    }
}
