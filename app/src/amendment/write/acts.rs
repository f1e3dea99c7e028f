//! What a reader may do with an amendment now, as forms: the amendment's pages place them.

use super::choose::{self, Choices};
use super::page::One;
use super::signed;
use crate::amendment::parts::{change, diff};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::error::AppError;
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::reworded::Answer;
use palier_domain::charter::amendment::support::Support;
use palier_domain::charter::operation::Operation;
use palier_domain::id::AmendmentId;
use palier_store::amendment;
use palier_store::contributor::Contributor;

/// The id of the form of what is done with an amendment.
#[must_use]
pub fn form_id(id: AmendmentId) -> String {
    format!("acte-{}", id.0.simple())
}

/// What the forms are made of.
pub struct Acts {
    state: FormState,
    face: Option<Contributor>,
    support: Support,
    /// A rewording that waits for an answer.
    rewording: Option<Vec<Operation>>,
    choices: Option<Choices>,
}

impl Acts {
    /// Whether one of the forms was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.state.complaint().is_some()
    }
}

/// Loads what the forms need.
///
/// # Errors
/// When the database does not answer.
pub async fn load(one: &One) -> Result<Acts, AppError> {
    let db = &one.reader.ctx.site.db;
    let amendment = &one.amendment;
    let rules = amendment::rules(db, amendment.text_id).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    let tenants = amendment::signatories(db, amendment.id).await?;
    let tenants = tenants
        .iter()
        .filter(|one| College::of(one.quality) == College::Tenants)
        .count();
    let said = amendment::recommendations(db, amendment.id).await?;
    let waits = said.into_iter().rev().find(|one| one.rewording.is_some());
    let waits = waits.filter(|one| one.answer.is_none());
    Ok(Acts {
        state: one.reader.ctx.form(&form_id(amendment.id)).await?,
        face: signed::face_of(&one.reader).await?,
        support: Support {
            college: College::of(amendment.quality),
            signatures: u64::try_from(tenants).unwrap_or_default(),
            threshold: count(rules.unwrap_or_default().signatures),
        },
        rewording: waits.and_then(|one| one.rewording).map(|words| words.0),
        choices: choose::choices(one).await?,
    })
}

/// The forms; nothing for whoever may do nothing.
#[must_use]
pub fn show(one: &One, acts: &Acts) -> AnyView {
    let t = one.reader.ctx.t;
    let all = [
        choose::show(one, acts.choices.as_ref(), &acts.state),
        answer(t, one, acts),
        write(t, one, acts),
        sign(t, one, acts),
        over(t, one, acts),
    ];
    view! {
        <section id=acts.state.id.clone() class="acts">
            {acts.is_refused().then(|| summary(t, &acts.state))}
            {all.into_iter().collect_view()}
        </section>
    }
    .into_any()
}

fn action(one: &One, what: &str) -> String {
    one.reader.api(&format!("{}/{what}", one.amendment.id))
}

fn button(one: &One, what: &str, label: &'static str, class: &'static str) -> AnyView {
    view! {
        <form method="post" action=action(one, what)>
            <p><button class=class>{label}</button></p>
        </form>
    }
    .into_any()
}

/// For those who write it: correct, ask for signatures, hand in, throw away.
fn write(t: T, one: &One, acts: &Acts) -> AnyView {
    let edit = one.may(Action::Edit).then(|| {
        let href = format!("{}/ecrire", one.address());
        view! { <p><a class="button quiet" href=href>{t.amend_correct()}</a></p> }
    });
    let enough = acts.support.check().is_ok();
    let submits = one.may(Action::Submit);
    let submit = (submits && enough).then(|| {
        view! {
            <p>{t.amend_submit_what()}</p>
            {button(one, "submit", t.amend_submit(), "button")}
        }
    });
    let needed = (submits && !enough).then(|| {
        let number = |n: u64| t.number(i64::try_from(n).unwrap_or(i64::MAX));
        let (have, needed) = (
            number(acts.support.signatures),
            number(acts.support.needed()),
        );
        view! { <p class="note">{t.amend_support_needed(have, needed)}</p> }
    });
    let support = one.may(Action::AskForSupport).then(|| {
        let class = if enough { "button quiet" } else { "button" };
        view! {
            <p>{t.amend_ask_support_what()}</p>
            {button(one, "support", t.amend_ask_support(), class)}
        }
    });
    let discard = one.may(Action::Discard).then(|| {
        view! {
            <details class="reply">
                <summary>{t.amend_discard()}</summary>
                <p>{t.amend_discard_what()}</p>
                {button(one, "discard", t.amend_discard_yes(), "button danger")}
            </details>
        }
    });
    view! { {edit} {needed} {submit} {support} {discard} }.into_any()
}

/// To sign with its author, to take that back, to amend it.
fn sign(t: T, one: &One, acts: &Acts) -> AnyView {
    let sign = one.may(Action::CoSign).then(|| {
        view! {
            <form method="post" action=action(one, "sign") class="stack">
                <h2>{t.amend_sign_title()}</h2>
                <p>{t.amend_sign_what()}</p>
                {signed::fields(&one.reader, acts.face.as_ref(), &acts.state)}
                <p><button class="button">{t.amend_sign()}</button></p>
            </form>
        }
    });
    let invites = one.reader.ctx.session.is_none().then(|| {
        let page = crate::site::access::query_value(&one.address());
        let href = format!("/connexion?suite={page}");
        view! { <p><a href=href>{t.amend_sign_in()}</a></p> }
    });
    let back = one
        .may(Action::TakeBackSignature)
        .then(|| button(one, "unsign", t.amend_unsign(), "button quiet"));
    let amend = one.may(Action::AmendThis).then(|| {
        let number = one.amendment.number?;
        let head = one.ground.touched(&one.operations).first().copied()?;
        let handle = one.ground.handle(head);
        let href = one.reader.at(&format!("{handle}/amender?de={number}"));
        Some(view! { <p><a class="button quiet" href=href>{t.amend_this()}</a></p> })
    });
    view! { {sign} {invites} {back} {amend.flatten()} }.into_any()
}

/// To take it back, or over.
fn over(t: T, one: &One, acts: &Acts) -> AnyView {
    let withdraw = one.may(Action::Withdraw).then(|| {
        view! {
            <details class="reply">
                <summary>{t.amend_withdraw()}</summary>
                <form method="post" action=action(one, "withdraw") class="stack">
                    <p>{t.amend_withdraw_what()}</p>
                    {area(t, &acts.state, "withdrawal", t.amend_withdraw_why(), String::new(), String::new())}
                    <p><button class="button danger">{t.amend_withdraw_yes()}</button></p>
                </form>
            </details>
        }
    });
    let take = one.may(Action::TakeOver).then(|| {
        view! {
            <p>{t.amend_take_over_what()}</p>
            {button(one, "take-over", t.amend_take_over(), "button")}
        }
    });
    view! { {withdraw} {take} }.into_any()
}

/// The rewording that the committee recommends, and the author's answer.
fn answer(t: T, one: &One, acts: &Acts) -> AnyView {
    let Some(rewording) = &acts.rewording else {
        return ().into_any();
    };
    if !one.may(Action::AnswerRewording(Answer::Agreed)) {
        return ().into_any();
    }
    let changes = change::changes(t, &one.ground.base, rewording);
    let choices = vec![
        Choice::new("agreed", t.amend_answer_agreed()),
        Choice::new("refused", t.amend_answer_refused()),
    ];
    view! {
        <form method="post" action=action(one, "answer") class="stack card">
            <h2>{t.amend_answer_title()}</h2>
            <p>{t.amend_answer_what()}</p>
            {change::show(t, &changes, diff::Extent::Full)}
            {radios(t, &acts.state, "answer", t.amend_answer(), "", choices)}
            {area(t, &acts.state, "words", t.amend_answer_words(), t.amend_answer_public().to_owned(), String::new())}
            <p><button class="button">{t.amend_answer_send()}</button></p>
        </form>
    }
    .into_any()
}
