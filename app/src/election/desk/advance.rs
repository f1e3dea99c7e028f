//! From the draft to the announcement: the board's word, the notice in the halls, one button.

use super::{address, held};
use crate::election::next::Following;
use crate::election::problem::SetupProblem;
use crate::election::words::{self, STEP};
use crate::i18n::T;
use crate::parts::choice::{Choice, select};
use crate::parts::field::{Field, summary};
use crate::site::access::Desk;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::{self, Declared, Election, StepError};
use serde::Deserialize;

const VALIDATED: &str = "validation";
const POSTED: &str = "affichage";
const CALENDAR: &str = "calendrier";

/// The forms of this part of the page.
pub struct Forms {
    validated: FormState,
    posted: FormState,
    calendar: FormState,
}

/// Reads them.
///
/// # Errors
/// When the database does not answer.
pub async fn forms(ctx: &Ctx) -> Result<Forms, AppError> {
    Ok(Forms {
        validated: ctx.form(VALIDATED).await?,
        posted: ctx.form(POSTED).await?,
        calendar: ctx.form(CALENDAR).await?,
    })
}

/// The three steps.
#[must_use]
pub fn show(
    t: T,
    desk: &Desk,
    election: &Election,
    declared: &[Declared],
    forms: &Forms,
) -> AnyView {
    let action = |act: &str| {
        format!(
            "/api/protocol/{}/{}/{act}",
            desk.landlord.slug, election.handle
        )
    };
    let said = |condition| declared.iter().find(|one| one.condition == condition);
    let validated =
        said(Condition::ProtocolValidated).map(|one| t.protocol_step_validated_done(noted(t, one)));
    let posted =
        said(Condition::NoticePosted).map(|one| t.protocol_step_posted_done(noted(t, one)));
    let day = |form: &FormState, label: &'static str| Field::day("day", label).show(t, form);
    view! {
        <section class="card">
            <h2>{t.protocol_step_title()}</h2>
            <h3>{t.protocol_step_validated()}</h3>
            {validated.map(|said| view! { <p class="note good">{said}</p> })}
            <form method="post" action=action("validated") id=VALIDATED class="stack" novalidate>
                {summary(t, &forms.validated)}
                {day(&forms.validated, t.protocol_step_validated_day())}
                <p><button class="button quiet">{t.protocol_step_validated_button()}</button></p>
            </form>
            <h3>{t.protocol_step_posted()}</h3>
            {posted.map(|said| view! { <p class="note good">{said}</p> })}
            <form method="post" action=action("posted") id=POSTED class="stack" novalidate>
                {summary(t, &forms.posted)}
                {day(&forms.posted, t.protocol_step_posted_day())}
                <p><button class="button quiet">{t.protocol_step_posted_button()}</button></p>
            </form>
            <h3>{t.protocol_step_announce()}</h3>
            <p>{t.protocol_step_announce_what()}</p>
            <form method="post" action=action("announce") class="stack">
                <p><button class="button">{t.protocol_step_announce()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The day that was said with a condition.
fn noted(t: T, declared: &Declared) -> String {
    let day = declared.note.parse().ok();
    day.map_or_else(|| declared.note.clone(), |day| t.date(day))
}

/// Why the announcement was refused, as it stands now.
#[must_use]
pub fn refusal(t: T, following: &Following, at: Stage) -> AnyView {
    let refused = following.refusal(Move::Announce, ElectionRole::ElectionOfficer);
    let refused = refused.map(|refused| words::refusal(t, refused.as_ref(), at));
    refused.into_any()
}

/// The form that says when a step was done that the platform does not see.
#[must_use]
pub fn calendar(t: T, desk: &Desk, election: &Election, forms: &Forms) -> AnyView {
    let slug = &desk.landlord.slug;
    let action = format!("/api/protocol/{slug}/{}/done", election.handle);
    let steps = Step::ALL
        .into_iter()
        .filter(|step| unseen(*step))
        .map(|step| Choice::new(step.name(), words::calendar_step(t, step)))
        .collect();
    let form = &forms.calendar;
    view! {
        <h2>{t.calendar_say_done()}</h2>
        <p>{t.calendar_say_done_what()}</p>
        <form method="post" action=action id=CALENDAR class="stack" novalidate>
            {summary(t, form)}
            {select(t, form, "step", t.calendar_say_step(), None, steps)}
            {Field::day("day", t.calendar_say_day()).show(t, form)}
            <p><button class="button quiet">{t.calendar_say_button()}</button></p>
        </form>
    }
    .into_any()
}

/// Whether somebody must say that a step was done, since the platform does not see it.
fn unseen(step: Step) -> bool {
    matches!(
        step,
        Step::NationalProtocol | Step::BallotsSent | Step::ResultsPosted
    )
}

/// What these forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    day: String,
    #[serde(default)]
    step: String,
}

/// Says that the board validated the protocol.
///
/// # Errors
/// When there is no such draft, or the database does not answer.
pub async fn validated(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let done = declare(&ctx, &desk, &election, Condition::ProtocolValidated, &sent).await;
    answer(&ctx, &desk, &election, VALIDATED, &sent, done).await
}

/// Says that the notice is posted.
///
/// # Errors
/// When there is no such draft, or the database does not answer.
pub async fn posted(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let done = declare(&ctx, &desk, &election, Condition::NoticePosted, &sent).await;
    answer(&ctx, &desk, &election, POSTED, &sent, done).await
}

async fn declare(
    ctx: &Ctx,
    desk: &Desk,
    election: &Election,
    condition: Condition,
    sent: &Sent,
) -> Result<(), Refusal> {
    let day = typed_day("day", &sent.day)?;
    if day > ctx.today(&desk.landlord.zone) {
        return Err(Complaint::about("day", SetupProblem::DayToCome).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    let now = election::held(&mut tx, election.id).await?;
    if now.stage != Stage::Draft {
        return Err(AppError::Conflict.into());
    }
    // What is validated, or told in the halls, is a protocol that keeps the rules.
    if !now.protocol.broken_rules().is_empty() {
        return Err(Complaint::whole(SetupProblem::ProtocolNotSound).into());
    }
    election::declare(&mut tx, election.id, condition, &day.to_string(), ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

/// Says when a step of the calendar was done.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn done(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let done = say_done(&ctx, &desk, &election, &sent).await;
    answer(&ctx, &desk, &election, CALENDAR, &sent, done).await
}

async fn say_done(ctx: &Ctx, desk: &Desk, election: &Election, sent: &Sent) -> Result<(), Refusal> {
    let mut steps = Step::ALL.into_iter().filter(|step| unseen(*step));
    let step = steps.find(|step| step.name() == sent.step);
    let step = step.ok_or_else(|| Complaint::about("step", Problem::ChooseOne))?;
    let day = typed_day("day", &sent.day)?;
    if day > ctx.today(&desk.landlord.zone) {
        return Err(Complaint::about("day", SetupProblem::DayToCome).into());
    }
    let mut tx = ctx.site.db.begin().await?;
    election::say_done(&mut tx, election.id, step, day, ctx.now).await?;
    tx.commit().await?;
    Ok(())
}

async fn answer(
    ctx: &Ctx,
    desk: &Desk,
    election: &Election,
    form: &str,
    sent: &Sent,
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = address(desk, election);
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=note")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [("day", sent.day.as_str()), ("step", &sent.step)];
            ctx.refuse(form, &fields, &complaint, &page).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

/// Announces the election.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn announce(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let page = address(&desk, &election);
    let today = ctx.today(&desk.landlord.zone);
    let (step, role) = (Move::Announce, ElectionRole::ElectionOfficer);
    let mut tx = ctx.site.db.begin().await?;
    match election::advance(&mut tx, election.id, step, role, today, ctx.now).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(ctx.go(&format!("{page}?fait=annonce")))
        }
        Err(StepError::Store(error)) => Err(error.into()),
        Err(StepError::NoDay | StepError::Refused(_)) => {
            Ok(ctx.go(&format!("{page}?refus={STEP}#{STEP}")))
        }
    }
}
