//! The clauses that a college refuses, said one by one, each with its reason.

use super::college::back;
use super::{Running, at, place};
use crate::adoption::college::Of;
use crate::adoption::problem::{AdoptionProblem, refused};
use crate::amendment::treat::sent::Sent;
use crate::i18n::T;
use crate::parts::choice::pick;
use crate::parts::field::{area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal};
use crate::site::problem::Problem;
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::college::College;
use palier_domain::id::ClauseId;
use palier_store::adoption::{self, CollegeState};
use palier_store::amendment;

/// The forms' ids.
pub(super) const REFUSE: &str = "refuser";
pub(super) const DROP: &str = "retirer";

/// The clauses said so far, and the form that adds one.
pub(super) fn refusal_forms(
    t: T,
    running: &Running,
    of: &Of<'_>,
    state: &CollegeState,
    (form, dropping): (&FormState, &FormState),
) -> AnyView {
    let place = place(state.rule.college);
    let version = of.adoption.version_id.to_string();
    let several = state.refused.len() > 1;
    let items = state.refused.iter().filter(|_| several).map(|one| {
        let name = of.clauses.name(t, one.clause_id);
        let action = running.api(&format!("{place}/drop"));
        view! {
            <li>
                <span>{name.clone()}</span>
                <form method="post" action=action>
                    <input type="hidden" name="version" value=version.clone()/>
                    <input type="hidden" name="clause" value=one.clause_id.to_string()/>
                    <button class="button quiet" aria-label=t.adopting_refuse_drop_of(name)>
                        {t.adopting_refuse_drop()}
                    </button>
                </form>
            </li>
        }
    });
    let items = items.collect_view();
    let said = several.then(|| view! { <ul class="rows">{items}</ul> });
    let none = state
        .refused
        .is_empty()
        .then(|| view! { <p class="empty">{t.adopting_refuse_none()}</p> });
    let dropped = dropping.complaint().is_some().then(|| summary(t, dropping));
    let choose = Some(t.adopting_refuse_choose());
    let (clause, choices) = (t.adopting_refuse_clause(), of.clauses.choices(t));
    let hint = t.adopting_refuse_reason_hint().to_owned();
    let action = running.api(&format!("{place}/refuse"));
    view! {
        <section class="card main">
            <h2>{t.adopting_refuse()}</h2>
            <p>{t.adopting_refuse_what()}</p>
            {none}
            {dropped}
            {said}
            <form method="post" action=action id=REFUSE class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="version" value=version.clone()/>
                {pick(t, form, "clause", clause, choose, "", choices)}
                {area(t, form, "reason", t.adopting_refuse_reason(), hint, String::new())}
                <p><button class="button">{t.adopting_refuse_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Says one more clause, or another reason for one that was said.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn refuse(
    ctx: Ctx,
    Path((slug, place)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let (college, sent) = (at(&place)?, Sent(fields));
    let done = added(&running, college, &sent).await;
    let page = back(&running, &place);
    running.ended((REFUSE, &sent.fields()), done, &page).await
}

async fn added(running: &Running, college: College, sent: &Sent) -> Result<(), Refusal> {
    running.shown_in(sent)?;
    let clause = match sent.get("clause") {
        "" => return Err(Complaint::about("clause", Problem::ChooseOne).into()),
        _ => clause(sent)?,
    };
    let reason = sent.needed("reason")?;
    change(running, college, |said| {
        said.retain(|(other, _)| *other != clause);
        said.push((clause, reason));
    })
    .await
}

/// Takes back one clause of several.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn drop_one(
    ctx: Ctx,
    Path((slug, place)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let (college, sent) = (at(&place)?, Sent(fields));
    let done = dropped(&running, college, &sent).await;
    let page = back(&running, &place);
    running.ended((DROP, &[]), done, &page).await
}

async fn dropped(running: &Running, college: College, sent: &Sent) -> Result<(), Refusal> {
    running.shown_in(sent)?;
    let clause = clause(sent)?;
    change(running, college, |said| {
        said.retain(|(other, _)| *other != clause)
    })
    .await
}

fn clause(sent: &Sent) -> Result<ClauseId, Refusal> {
    let clause = sent.get("clause").parse().map(ClauseId);
    Ok(clause.map_err(|_| AppError::BadRequest)?)
}

/// Changes what a college refuses, from what is said of it now: nobody else's words are lost.
async fn change(
    running: &Running,
    college: College,
    with: impl FnOnce(&mut Vec<(ClauseId, String)>),
) -> Result<(), Refusal> {
    let (db, text) = (&running.ctx.site.db, running.seen.reader.found.text.id);
    let version = running.seen.reader.found.text.version_id;
    let mut tx = db.begin().await?;
    // From here on nobody else changes it.
    amendment::hold_text(&mut tx, text).await?;
    let now = adoption::of_version(db, version).await?;
    let state = now.as_ref().and_then(|one| one.college(college));
    let state = state.ok_or_else(|| Complaint::whole(AdoptionProblem::NotAsked))?;
    let said = state.refused.iter();
    let mut said: Vec<(ClauseId, String)> = said
        .map(|one| (one.clause_id, one.reason.clone()))
        .collect();
    with(&mut said);
    let said: Vec<(ClauseId, &str)> = said.iter().map(|(id, why)| (*id, why.as_str())).collect();
    let (what, by) = ((text, college), running.by()?);
    adoption::refuse(&mut tx, what, &said, by, running.ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    Ok(())
}
