//! The desk of an adoption: where it stands, and what can be done now.

use super::conclude::{CONCLUDE, REOPEN, conclusion_form, reopening_form};
use super::opening::{OPEN, opening_form};
use super::parts::{Asked, crumbs, told};
use super::{Running, place};
use crate::adoption::page::rules as sentences;
use crate::adoption::say;
use crate::amendment::treat::step::steps;
use crate::i18n::T;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::status::VersionStatus as Status;
use palier_store::adoption::{Adoption, CollegeState};
use palier_store::association::{self, Association};

/// The forms of the page.
struct Forms {
    open: FormState,
    conclude: FormState,
    reopen: FormState,
}

/// The page.
///
/// # Errors
/// When the reader does nothing here, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let forms = Forms {
        open: ctx.form(OPEN).await?,
        conclude: ctx.form(CONCLUDE).await?,
        reopen: ctx.form(REOPEN).await?,
    };
    let text = &running.seen.reader.found.text;
    let free = palier_store::adoption::rules_are_free(&ctx.site.db, text.id, text.status).await?;
    let associations =
        association::of_landlord(&ctx.site.db, running.seen.reader.landlord.id).await?;
    let t = ctx.t;
    let all = [&forms.open, &forms.conclude, &forms.reopen];
    let refused = all.iter().any(|form| form.complaint().is_some());
    let head = Head::of(&running.seen.reader.landlord, t.adopting_title()).refused(refused);
    Ok(shell::page(&ctx, &head, || {
        let text = &running.seen.reader.found.text;
        let public = running.seen.reader.at("adoption");
        let amendments = format!("/{}/gestion/amendements", running.seen.reader.landlord.slug);
        let treats = running
            .seen
            .reader
            .facilitates()
            .then(|| view! { " · " <a href=amendments>{t.adopting_amendments()}</a> });
        view! {
            {crumbs(t, &running, false)}
            <h1>{t.adopting_title()}</h1>
            <p class="lead">{t.adopting_lead()}</p>
            {asked.done(t, &[&forms.open, &forms.conclude, &forms.reopen])}
            <section class="card">
                <h2>{t.adopting_stands(text.sequence)}</h2>
                {steps(t, text.status)}
                <p><a href=public>{t.adopting_public()}</a> {treats}</p>
            </section>
            {act(t, &running, &forms, &associations)}
            {rules(t, &running, free)}
        }
    }))
}

/// What can be done where the version stands; first what was refused of a form that is gone.
fn act(t: T, running: &Running, forms: &Forms, associations: &[Association]) -> AnyView {
    let status = running.seen.reader.found.text.status;
    let opens = status == Status::Consolidating && running.may(Task::Open);
    let open = if opens {
        opening_form(t, running, &forms.open, associations)
    } else {
        let early = matches!(
            status,
            Status::Draft | Status::Open | Status::Frozen | Status::Voting
        );
        let early = early.then(|| view! { <p class="empty">{t.adopting_open_early()}</p> });
        view! { {told(t, &forms.open)} {early} }.into_any()
    };
    let submitted = running.current().filter(|_| status == Status::Submitted);
    let colleges = submitted.map(|adoption| colleges(t, running, adoption));
    let conclude = match submitted {
        Some(adoption) if running.may(Task::Conclude) => {
            conclusion_form(t, running, adoption, &forms.conclude)
        }
        _ => told(t, &forms.conclude),
    };
    let reopens = matches!(status, Status::Adopted | Status::Returned) && running.may(Task::Reopen);
    let reopen = if reopens {
        reopening_form(t, running, status, &forms.reopen)
    } else {
        told(t, &forms.reopen)
    };
    view! { {open} {colleges} {conclude} {reopen} }.into_any()
}

fn rules(t: T, running: &Running, free: bool) -> AnyView {
    let said = match (free, running.seen.rules.is_some()) {
        (true, _) => t.adopting_rules_free(),
        (false, true) => t.adopting_rules_stand(),
        (false, false) => t.adoption_rules_default(),
    };
    let set = (free && running.may(Task::SetRules)).then(|| {
        let page = running.at("/regles");
        view! { <p><a class="button quiet" href=page>{t.adopting_rules_set()}</a></p> }
    });
    // Before the colleges those stand that were fixed with the version.
    let standing = match running.current() {
        Some(adoption) => adoption.rules.clone(),
        None => running.seen.rules(),
    };
    view! {
        <section id="regles">
            <h2>{t.adoption_rules()}</h2>
            <p>{said}</p>
            {set}
            {sentences(t, &standing)}
        </section>
    }
    .into_any()
}

/// Where each college stands, and the way to what is done for it.
fn colleges(t: T, running: &Running, adoption: &Adoption) -> AnyView {
    let items = adoption
        .colleges
        .iter()
        .map(|state| college(t, running, state));
    let items = items.collect_view();
    view! { <h2>{t.adopting_colleges()}</h2> <ul class="cards">{items}</ul> }.into_any()
}

fn college(t: T, running: &Running, state: &CollegeState) -> AnyView {
    let college = state.rule.college;
    let page = running.at(&format!("/{}", place(college)));
    let keeps = state.standing.takes_a_ballot() && running.may(Task::Keep(college));
    let refuses = state.standing.may_refuse() && running.may(Task::Refuse(college));
    let name = match (keeps, refuses) {
        (true, _) => Some(keep_name(t, college)),
        (false, true) => Some(t.adopting_refuse_link()),
        (false, false) => None,
    };
    let title = say::college(t, college);
    let title = match (name, state.standing) {
        (Some(_), _) | (None, Standing::Waiting) => view! { <h3>{title}</h3> }.into_any(),
        // What it said is read again there.
        (None, _) => view! { <h3><a href=page.clone()>{title}</a></h3> }.into_any(),
    };
    let link = match name {
        Some(name) => view! { <p><a href=page>{name}</a></p> }.into_any(),
        None if state.standing == Standing::Waiting => {
            view! { <p class="who">{whose(t, college)}</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <li class="card">
            <p class="tags"><span class=say::tag(state.standing)>{say::standing(t, state.standing)}</span></p>
            {title}
            {link}
        </li>
    }
    .into_any()
}

/// What keeping the ballot of a college is called.
pub(super) fn keep_name(t: T, college: College) -> &'static str {
    match college {
        College::Tenants => t.adopting_keep_tenants(),
        College::Associations => t.adopting_keep_associations(),
        College::Landlord => t.adopting_keep_landlord(),
    }
}

/// Whose task it is to keep the ballot of a college.
pub(super) fn whose(t: T, college: College) -> &'static str {
    match college {
        College::Landlord => t.adopting_waits_for_staff(),
        College::Tenants | College::Associations => t.adopting_waits_for_facilitator(),
    }
}
