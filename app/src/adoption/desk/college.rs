//! One college at the desk: what it said, its ballot to keep, the clauses that it refuses.

use super::home::{keep_name, whose};
use super::keep_forms::{self, KEEP};
use super::parts::{Asked, crumbs, told};
use super::refuse::{DROP, REFUSE, refusal_forms};
use super::{Running, at};
use crate::adoption::college::{Of, said};
use crate::adoption::say;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::status::VersionStatus;

/// The page.
///
/// # Errors
/// When the reader does nothing here, the version is not before the colleges, or the database does
/// not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, place)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let running = Running::of(&ctx, &slug).await?;
    let college = at(&place)?;
    let consultations = running.seen.consultations(&ctx).await?;
    let keep = ctx.form(KEEP).await?;
    let (refuse, drop_one) = (ctx.form(REFUSE).await?, ctx.form(DROP).await?);
    let t = ctx.t;
    let refused = [&keep, &refuse, &drop_one];
    let refused = refused.iter().any(|form| form.complaint().is_some());
    let title = say::college(t, college);
    let head = Head::of(&running.seen.reader.landlord, title).refused(refused);
    // A college that is not asked has no page; nor has any before the version is there.
    let adoption = running.current().ok_or(AppError::NotFound)?;
    let state = adoption.college(college).ok_or(AppError::NotFound)?;
    Ok(shell::page(&ctx, &head, || {
        let of = Of {
            slug: &running.seen.reader.landlord.slug,
            adoption,
            clauses: &running.seen.clauses,
        };
        let open = running.seen.reader.found.text.status == VersionStatus::Submitted;
        let keeps = open && state.standing.takes_a_ballot();
        let kept = if keeps && running.may(Task::Keep(college)) {
            let title = keep_name(t, college);
            let form = keep_forms::show(t, &running, adoption, state, &keep, &consultations);
            view! { <h2>{title}</h2> {form} }.into_any()
        } else {
            let whose = keeps.then(|| view! { <p class="note">{whose(t, college)}</p> });
            view! { {told(t, &keep)} {whose} }.into_any()
        };
        let refuses = open && state.standing.may_refuse() && running.may(Task::Refuse(college));
        let refusal = if refuses {
            refusal_forms(t, &running, &of, state, (&refuse, &drop_one))
        } else {
            view! { {told(t, &refuse)} {told(t, &drop_one)} }.into_any()
        };
        view! {
            {crumbs(t, &running, true)}
            <p class="tags"><span class=say::tag(state.standing)>{say::standing(t, state.standing)}</span></p>
            <h1>{title}</h1>
            {asked.done(t, &[&keep, &refuse, &drop_one])}
            <section class="card college">{said(t, &of, state)}</section>
            {refusal}
            {kept}
        }
    }))
}

/// Where a form of a college leads back to.
pub(super) fn back(running: &Running, place: &str) -> String {
    match running.current() {
        Some(_) => running.at(&format!("/{place}")),
        None => running.at(""),
    }
}
