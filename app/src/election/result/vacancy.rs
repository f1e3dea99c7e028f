//! A seat falls vacant: who leaves, when and why; the next name of the list follows.

use super::after::{answer, endpoint, running_as};
use super::challenge::past_day;
use super::known::Known;
use super::outcome::{Fate, Outcome};
use super::problem::{ResultProblem, of_store};
use super::say::reason;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, select};
use crate::parts::field::{Field, summary};
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::election::vacancy::VacancyReason;
use palier_store::election::vacancy::{self, Vacancy};
use serde::Deserialize;

/// The form.
pub(super) const FORM: &str = "vacance";
const OFFICER: ElectionRole = ElectionRole::ElectionOfficer;

/// Those who left, and the form that enters another.
pub(super) fn show(t: T, known: &Known, outcome: &Outcome, form: &FormState) -> AnyView {
    let found = &known.found;
    if known.annulled.is_some() {
        return ().into_any();
    }
    let act = found.is(OFFICER).then(|| {
        let reasons = VacancyReason::ALL
            .map(|one| Choice::new(one.name(), reason(t, one)))
            .to_vec();
        view! {
            <form method="post" action=endpoint(found, "vacancy") id=FORM class="stack" novalidate>
                {summary(t, form)}
                {select(t, form, "who", t.vacancy_who(), Some(t.vacancy_choose()), names(outcome))}
                {Field::day("day", t.vacancy_day()).show(t, form)}
                {radios(t, form, "reason", t.vacancy_reason(), "", reasons)}
                <p><button class="button quiet">{t.vacancy_button()}</button></p>
            </form>
        }
    });
    view! {
        <section class="card">
            <h2>{t.vacancy_title()}</h2>
            <p>{t.vacancy_what()}</p>
            {act}
        </section>
    }
    .into_any()
}

/// Those who sit, then those who follow: one who is asked to follow may decline.
fn names(outcome: &Outcome) -> Vec<Choice> {
    let of = |fate: Fate| {
        outcome
            .lists
            .iter()
            .filter(|list| list.seats.seats > 0)
            .flat_map(move |list| {
                list.with(fate).map(move |one| {
                    let name = format!("{} ({})", one.name, list.title);
                    Choice::new(format!("{}/{}", list.id, one.place), name)
                })
            })
    };
    of(Fate::Elected).chain(of(Fate::Substitute)).collect()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    who: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    reason: String,
}

/// Enters that somebody left.
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
    let fields = [
        ("who", sent.who.as_str()),
        ("day", &sent.day),
        ("reason", &sent.reason),
    ];
    answer(&ctx, &known.found, FORM, &fields, done).await
}

async fn entered(ctx: &Ctx, known: &Known, sent: &Sent) -> Result<(), Refusal> {
    let outcome = known.now()?;
    let (list_id, place) = outcome
        .lists
        .iter()
        .filter(|list| list.seats.seats > 0)
        .flat_map(|list| list.candidates.iter().map(move |one| (list, one)))
        .filter(|(_, one)| one.fate != Fate::Left)
        .map(|(list, one)| (list.id, one.place))
        .find(|(list, place)| format!("{list}/{place}") == sent.who)
        .ok_or_else(|| Complaint::about("who", ResultProblem::NotOnTheList))?;
    let left_on = past_day(ctx, known, &sent.day)?;
    let reason = VacancyReason::ALL
        .into_iter()
        .find(|reason| reason.name() == sent.reason);
    let reason = reason.ok_or_else(|| Complaint::about("reason", Problem::ChooseOne))?;
    let vacancy = Vacancy {
        list_id,
        place,
        left_on,
        reason,
    };
    let mut tx = ctx.site.db.begin().await?;
    vacancy::enter(&mut tx, known.found.election.id, &vacancy, ctx.now)
        .await
        .map_err(of_store)?;
    tx.commit().await?;
    Ok(())
}
