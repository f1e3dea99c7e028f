//! Challenges before a court: entered by the officer, public, and decided.

use super::after::{answer, button, endpoint, running_as};
use super::known::Known;
use super::problem::{ResultProblem, of_store};
use super::say::{contest_until, ended};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{Field, area, summary};
use crate::site::dates::local;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::election::challenge::ChallengeOutcome;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::ChallengeId;
use palier_store::election::challenge::{self, Challenge, Decision};
use serde::Deserialize;
use uuid::Uuid;

const ENTER: &str = "recours";
const DECIDE: &str = "jugement";
const OFFICER: ElectionRole = ElectionRole::ElectionOfficer;
/// The most that a subject or a decision takes, in characters.
const MOST: usize = 1000;

/// The forms of this part of the page.
pub(super) struct Forms {
    enter: FormState,
    decide: FormState,
}

impl Forms {
    /// Both of them.
    pub fn all(&self) -> [&FormState; 2] {
        [&self.enter, &self.decide]
    }
}

/// Reads them.
pub(super) async fn forms(ctx: &Ctx) -> Result<Forms, AppError> {
    Ok(Forms {
        enter: ctx.form(ENTER).await?,
        decide: ctx.form(DECIDE).await?,
    })
}

/// Challenges, the form that enters one, the form that decides one, and the two steps.
pub(super) fn show(t: T, known: &Known, all: &[Challenge], forms: &Forms) -> AnyView {
    let (found, stage) = (&known.found, known.found.election.stage);
    let officer = found.is(OFFICER) && stage != Stage::Annulled;
    let items = all
        .iter()
        .map(|one| one_of(t, known, one, officer, &forms.decide))
        .collect_view();
    let enter = officer.then(|| {
        let form = &forms.enter;
        let hint = t.challenge_subject_hint().to_owned();
        view! {
            <h3>{t.challenge_enter()}</h3>
            <form method="post" action=endpoint(found, "challenge") id=ENTER class="stack" novalidate>
                {summary(t, form)}
                {Field::day("day", t.challenge_day()).show(t, form)}
                {area(t, form, "subject", t.challenge_subject(), hint, String::new())}
                <p><button class="button quiet">{t.challenge_button()}</button></p>
            </form>
        }
    });
    let step = match known.annulled {
        Some(_) => Some(Move::Annul),
        None => (stage == Stage::Proclaimed).then_some(Move::EndChallenge),
    };
    let step = step.filter(|_| officer).map(|step| button(t, found, step));
    let late = (officer && stage > Stage::Proclaimed)
        .then(|| view! { <p class="who">{t.challenge_late()}</p> });
    view! {
        <section class="card">
            <h2>{t.challenge_title()}</h2>
            <p>{contest_until(t, known)}</p>
            {late}
            {all.is_empty().then(|| view! { <p class="empty">{t.challenge_none()}</p> })}
            <ul class="plain">{items}</ul>
            {enter}
            {step}
        </section>
    }
    .into_any()
}

fn one_of(t: T, known: &Known, one: &Challenge, officer: bool, form: &FormState) -> AnyView {
    let form = (officer && one.outcome.is_none()).then(|| decide_form(t, known, one, form));
    view! {
        <li>
            <p>{one.subject.clone()}</p>
            <p class="who">{t.challenge_filed(t.date(one.filed_on))} " " {ended(t, one.outcome)}</p>
            <p>{one.decision.clone()}</p>
            {form}
        </li>
    }
    .into_any()
}

/// The form that decides a challenge; what was refused refills the one it was typed in.
fn decide_form(t: T, known: &Known, one: &Challenge, form: &FormState) -> AnyView {
    let id = one.id.to_string();
    let mut shown = if form.value("challenge").as_deref() == Some(&id) {
        form.clone()
    } else {
        FormState::empty(DECIDE)
    };
    // Several stand on a page, each with fields of its own.
    shown.id = format!("{DECIDE}-{id}");
    let outcomes = ChallengeOutcome::ALL
        .map(|outcome| Choice::new(outcome.name(), ended(t, Some(outcome))))
        .to_vec();
    view! {
        <form method="post" action=endpoint(&known.found, "challenge-decide") id=shown.id.clone() class="stack" novalidate>
            {summary(t, &shown)}
            <input type="hidden" name="challenge" value=id/>
            {radios(t, &shown, "outcome", t.challenge_outcome(), "", outcomes)}
            {Field::day("day", t.challenge_decided_day()).show(t, &shown)}
            {area(t, &shown, "words", t.challenge_decision(), String::new(), String::new())}
            <p><button class="button quiet">{t.challenge_decide()}</button></p>
        </form>
    }
    .into_any()
}

/// What the forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    day: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    challenge: String,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    words: String,
}

/// Enters a challenge.
///
/// # Errors
/// When the reader is not the officer, or the database does not answer.
pub async fn enter(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let known = running_as(&ctx, &slug, &handle, OFFICER).await?;
    let done = entered(&ctx, &known, &sent).await;
    let fields = [("day", sent.day.as_str()), ("subject", &sent.subject)];
    answer(&ctx, &known.found, ENTER, &fields, done).await
}

async fn entered(ctx: &Ctx, known: &Known, sent: &Sent) -> Result<(), Refusal> {
    let day = past_day(ctx, known, &sent.day)?;
    let subject = words("subject", &sent.subject)?;
    let mut tx = ctx.site.db.begin().await?;
    challenge::enter(&mut tx, known.found.election.id, day, &subject, ctx.now)
        .await
        .map_err(of_store)?;
    tx.commit().await?;
    Ok(())
}

/// Enters what the court said.
///
/// # Errors
/// When the reader is not the officer, or the database does not answer.
pub async fn decide(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let known = running_as(&ctx, &slug, &handle, OFFICER).await?;
    let done = decided(&ctx, &known, &sent).await;
    let fields = [
        ("challenge", sent.challenge.as_str()),
        ("outcome", &sent.outcome),
        ("day", &sent.day),
        ("words", &sent.words),
    ];
    answer(&ctx, &known.found, DECIDE, &fields, done).await
}

async fn decided(ctx: &Ctx, known: &Known, sent: &Sent) -> Result<(), Refusal> {
    let outcome = ChallengeOutcome::ALL
        .into_iter()
        .find(|outcome| outcome.name() == sent.outcome);
    let outcome = outcome.ok_or_else(|| Complaint::about("outcome", Problem::ChooseOne))?;
    let id = sent.challenge.parse::<Uuid>();
    let id = id.map_err(|_| AppError::BadRequest)?;
    let decision = Decision {
        outcome,
        on: past_day(ctx, known, &sent.day)?,
        words: words("words", &sent.words)?,
    };
    let election = known.found.election.id;
    let mut tx = ctx.site.db.begin().await?;
    challenge::decide(&mut tx, election, ChallengeId(id), &decision, ctx.now)
        .await
        .map_err(of_store)?;
    tx.commit().await?;
    Ok(())
}

/// A day between the count and today.
pub(super) fn past_day(ctx: &Ctx, known: &Known, typed: &str) -> Result<NaiveDate, Complaint> {
    let day = typed_day("day", typed)?;
    let zone = &known.found.landlord.zone;
    if day > ctx.today(zone) {
        return Err(Complaint::about("day", Problem::DayToCome));
    }
    if day < local(known.count.counted_at, zone).date_naive() {
        return Err(Complaint::about("day", ResultProblem::BeforeTheCount));
    }
    Ok(day)
}

fn words(field: &str, typed: &str) -> Result<String, Complaint> {
    let words = typed.trim();
    if words.is_empty() {
        return Err(Complaint::about(field, Problem::Empty));
    }
    if words.chars().count() > MOST {
        return Err(Complaint::about(field, Problem::AtMost { max: 1000 }));
    }
    Ok(words.to_owned())
}
