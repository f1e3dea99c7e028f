//! The steps of a version: shown as a line, taken by the facilitator.

use super::problem;
use super::sent::Sent;
use super::{Treating, desk};
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::Refusal;
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::status::VersionStatus;
use palier_domain::charter::version_steps::{Unsettled, VersionStep};
use palier_store::amendment::By;
use palier_store::decision;

/// The stages of a version, in order.
const STAGES: [VersionStatus; 6] = [
    VersionStatus::Draft,
    VersionStatus::Open,
    VersionStatus::Frozen,
    VersionStatus::Voting,
    VersionStatus::Consolidating,
    VersionStatus::Submitted,
];

/// The step that the facilitator takes next.
#[must_use]
pub fn next(status: VersionStatus) -> Option<VersionStep> {
    match status {
        VersionStatus::Draft => Some(VersionStep::Open),
        VersionStatus::Open => Some(VersionStep::Freeze),
        VersionStatus::Frozen => Some(VersionStep::OpenVotes),
        VersionStatus::Voting => Some(VersionStep::Consolidate),
        // The merge draft makes the next version; the colleges have a desk of their own.
        _ => None,
    }
}

/// What its button says.
#[must_use]
pub fn name(t: T, step: VersionStep) -> &'static str {
    match step {
        VersionStep::Open => t.treat_step_open(),
        VersionStep::Freeze => t.treat_step_freeze(),
        VersionStep::OpenVotes => t.treat_step_votes(),
        _ => t.treat_step_consolidate(),
    }
}

/// What it does.
#[must_use]
pub fn what(t: T, step: VersionStep) -> &'static str {
    match step {
        VersionStep::Open => t.treat_step_open_what(),
        VersionStep::Freeze => t.treat_step_freeze_what(),
        VersionStep::OpenVotes => t.treat_step_votes_what(),
        _ => t.treat_step_consolidate_what(),
    }
}

/// What a stage is called.
#[must_use]
pub fn stage(t: T, status: VersionStatus) -> &'static str {
    match status {
        VersionStatus::Draft => t.treat_stage_draft(),
        VersionStatus::Open => t.treat_stage_open(),
        VersionStatus::Frozen => t.treat_stage_frozen(),
        VersionStatus::Voting => t.treat_stage_voting(),
        VersionStatus::Consolidating => t.treat_stage_consolidating(),
        VersionStatus::Submitted => t.treat_stage_submitted(),
        VersionStatus::Adopted => t.treat_stage_adopted(),
        VersionStatus::Returned => t.treat_stage_returned(),
        VersionStatus::Superseded => t.treat_stage_superseded(),
    }
}

/// The stages, the current one marked.
#[must_use]
pub fn steps(t: T, status: VersionStatus) -> AnyView {
    if !STAGES.contains(&status) {
        return view! { <p>{stage(t, status)}</p> }.into_any();
    }
    let items = STAGES.iter().map(|one| {
        let current = (*one == status).then_some("step");
        view! { <li aria-current=current>{stage(t, *one)}</li> }
    });
    view! { <ol class="treat-steps">{items.collect_view()}</ol> }.into_any()
}

/// The way to the desk of the adoption, once the version is ready for the colleges.
#[must_use]
pub fn colleges(t: T, reader: &Reader) -> AnyView {
    use VersionStatus::{Adopted, Consolidating, Returned, Submitted};
    let (what, quiet) = match reader.found.text.status {
        Consolidating => (t.treat_colleges_ready(), true),
        Submitted => (t.treat_colleges_decide(), false),
        Adopted | Returned => (t.treat_colleges_decided(), false),
        _ => return ().into_any(),
    };
    if !reader.facilitates() {
        return ().into_any();
    }
    let class = if quiet { "button quiet" } else { "button" };
    let desk = format!("/{}/gestion/adoption", reader.landlord.slug);
    view! { <p>{what}</p> <p><a class=class href=desk>{t.adopting_title()}</a></p> }.into_any()
}

/// Takes a step.
///
/// # Errors
/// When the reader treats nothing here, or the database does not answer.
pub async fn take(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let treating = Treating::of(&ctx, &slug).await?;
    let page = treating.at("");
    match taken(&ctx, &treating, &Sent(fields)).await {
        Ok(()) => {
            ctx.forget_form(desk::STEP).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(desk::STEP, &[], &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn taken(ctx: &Ctx, treating: &Treating, sent: &Sent) -> Result<(), Refusal> {
    // The adoption of the version opens before the colleges; nothing else leads there.
    let step = VersionStep::from_name(sent.get("step")).filter(|one| *one != VersionStep::Submit);
    let step = step.ok_or(AppError::BadRequest)?;
    let by = By::Person(treating.reader.me()?);
    let (text, none) = (treating.reader.found.text.id, Unsettled::default());
    let mut tx = ctx.site.db.begin().await?;
    decision::step(&mut tx, text, step, &none, by, ctx.now)
        .await
        .map_err(problem::step)?;
    tx.commit().await?;
    Ok(())
}
