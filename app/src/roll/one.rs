//! The page of one import: its progress, then what came of it in words.

use super::{desk, job, reason, report};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::progress::progress;
use crate::site::access::Desk;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::JobId;
use palier_domain::job::JobState;
use palier_domain::landlord::roll::RollProblem;
use palier_store::job::Job;
use uuid::Uuid;

/// An import: the job, what it was asked, what came of it.
pub struct Import {
    /// The job.
    pub job: Job,
    /// What it was asked.
    pub payload: job::Payload,
    /// What came of it, once it is done.
    pub outcome: Option<job::Outcome>,
}

/// The landlord's import that an address names.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn find(ctx: &Ctx, desk: &Desk, id: &str) -> Result<Import, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let job = palier_store::job::get(&ctx.site.db, JobId(id)).await?;
    let job = job
        .filter(|job| job.kind == job::KIND && job.landlord_id == Some(desk.landlord.id))
        .ok_or(AppError::NotFound)?;
    let payload =
        serde_json::from_value(job.payload.clone()).map_err(|e| AppError::internal(&e))?;
    let outcome = job.result.clone().map(serde_json::from_value).transpose();
    let outcome = outcome.map_err(|e| AppError::internal(&e))?;
    Ok(Import {
        job,
        payload,
        outcome,
    })
}

/// Problems that the page shows; the report has them all.
const SHOWN: usize = 100;

/// The page.
///
/// # Errors
/// When the landlord has no such import, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let import = find(&ctx, &desk, &id).await?;
    let problems = match import.outcome {
        Some(job::Outcome::Refused { report, .. }) => report::read(&ctx, report).await?,
        _ => None,
    };
    let confirmed = match import.outcome {
        Some(job::Outcome::TooManyClosed { .. }) => confirmation(&ctx, &desk, &import).await?,
        _ => None,
    };
    let t = ctx.t;
    let over = import.job.state.is_over();
    let title = match over {
        true => t.roll_import_title(),
        false => t.roll_running_title(),
    };
    let head = Head::of(&desk.landlord, title).renewed(!over);
    Ok(shell::page(&ctx, &head, move || {
        let back = format!("/{}/gestion/fichier", desk.landlord.slug);
        let sent = dates::local(import.job.created_at, &desk.landlord.zone).date_naive();
        let sent = t.dates_at(
            t.date(sent),
            t.time(import.job.created_at, &desk.landlord.zone),
        );
        let body = match (import.job.state, import.outcome) {
            (JobState::Waiting | JobState::Running, _) => running(t, &import.job),
            (JobState::Done, Some(outcome)) => {
                done(t, &desk, &import, outcome, problems, confirmed)
            }
            _ => view! { <p class="note">{t.roll_failed()}</p> }.into_any(),
        };
        view! {
            {crumbs(t, &desk)}
            <h1>{title}</h1>
            <p class="eyebrow">{import.payload.name.clone()} ", " {sent}</p>
            {body}
            <p><a href=back>{t.roll_back()}</a></p>
        }
    }))
}

/// The import that confirmed this one, if somebody did.
async fn confirmation(ctx: &Ctx, desk: &Desk, import: &Import) -> Result<Option<JobId>, AppError> {
    let jobs = palier_store::job::of_landlord(&ctx.site.db, desk.landlord.id, job::KIND, 100);
    let confirms = import.job.id.to_string();
    let found = jobs.await?.into_iter().find(|other| {
        let said = other.payload.get("confirms").and_then(|id| id.as_str());
        said == Some(confirms.as_str())
    });
    Ok(found.map(|other| other.id))
}

fn running(t: T, job: &Job) -> AnyView {
    let said = match (job.state, job.progress) {
        (JobState::Waiting, _) => t.roll_step_waiting(),
        (_, 0 | 1) => t.roll_step_reading(),
        _ => t.roll_step_writing(),
    };
    view! {
        {progress(t, said.to_owned(), job.progress, job.total)}
        <p class="who">{t.roll_running_leave()}</p>
    }
    .into_any()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn done(
    t: T,
    desk: &Desk,
    import: &Import,
    outcome: job::Outcome,
    problems: Option<Vec<RollProblem>>,
    confirmed: Option<JobId>,
) -> AnyView {
    match outcome {
        job::Outcome::Imported {
            lines,
            unchanged: true,
            ..
        } => view! { <p class="note good">{t.roll_unchanged(count(lines))}</p> }.into_any(),
        job::Outcome::Imported {
            lines,
            added,
            changed,
            closed,
            ..
        } => view! {
            <p class="note good">{t.roll_imported(count(lines))}</p>
            <ul class="plain">
                <li>{t.roll_added(count(added))}</li>
                <li>{t.roll_changed(count(changed))}</li>
                <li>{t.roll_closed(count(closed))}</li>
            </ul>
        }
        .into_any(),
        job::Outcome::Refused { problems: n, .. } => {
            refused(t, desk, import.job.id, count(n), problems)
        }
        job::Outcome::TooManyClosed {
            would_close,
            running,
        } => too_many(t, desk, import.job.id, (would_close, running), confirmed),
        job::Outcome::Gone => view! { <p class="note">{t.roll_gone()}</p> }.into_any(),
    }
}

fn refused(
    t: T,
    desk: &Desk,
    job: JobId,
    count: i64,
    problems: Option<Vec<RollProblem>>,
) -> AnyView {
    let Some(problems) = problems else {
        return view! {
            <p class="note">{t.roll_refused(count)}</p>
            <p>{t.roll_report_gone()}</p>
        }
        .into_any();
    };
    let csv = format!("/{}/gestion/fichier/{job}/rapport.csv", desk.landlord.slug);
    let more = problems.len() > SHOWN;
    let rows = problems
        .iter()
        .take(SHOWN)
        .map(|problem| row(t, problem))
        .collect_view();
    view! {
        <p class="note">{t.roll_refused(count)}</p>
        <p>{t.roll_refused_what()}</p>
        <p><a class="button quiet" href=csv>{t.roll_report()}</a></p>
        {more.then(|| view! { <p>{t.roll_first(SHOWN)}</p> })}
        <div class="table" role="region" aria-label=t.roll_problems() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.roll_where()}</th>
                        <th scope="col">{t.roll_reason()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(t: T, problem: &RollProblem) -> impl IntoView + use<> {
    let line = t.roll_at_line(t.number(count(problem.line)));
    let column = problem.column.map(|column| reason::column(t, column));
    let column = column.map(|name| view! { <br/> <code>{name}</code> });
    let quoted = problem.quoted();
    let value = (!quoted.is_empty())
        .then(|| view! { <br/> <span class="who">{t.roll_written(quoted)}</span> });
    view! {
        <tr>
            <th scope="row">{line} {column}</th>
            <td>{reason::say(t, &problem.reason)} {value}</td>
        </tr>
    }
}

/// Too many leases would end: nothing was done, and somebody may confirm the number.
fn too_many(
    t: T,
    desk: &Desk,
    job: JobId,
    (would_close, running): (usize, usize),
    confirmed: Option<JobId>,
) -> AnyView {
    let said = t.roll_too_many(count(would_close), t.number(count(running)));
    if let Some(later) = confirmed {
        let address = format!("/{}/gestion/fichier/{later}", desk.landlord.slug);
        return view! {
            <p class="note">{said}</p>
            <p><a href=address>{t.roll_confirmed()}</a></p>
        }
        .into_any();
    }
    let action = format!("/api/roll/{}/confirm", desk.landlord.slug);
    let again = format!("/{}/gestion/fichier#{}", desk.landlord.slug, desk::SEND);
    view! {
        <p class="note">{said}</p>
        <p>{t.roll_too_many_what()}</p>
        <form method="post" action=action class="stack">
            <input type="hidden" name="job" value=job.to_string()/>
            <input type="hidden" name="closing" value=would_close.to_string()/>
            <p>
                <button class="button quiet">{t.roll_confirm(count(would_close))}</button>
            </p>
        </form>
        <p><a href=again>{t.roll_send_another()}</a></p>
    }
    .into_any()
}
