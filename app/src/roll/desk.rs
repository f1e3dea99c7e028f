//! The page of the roll: what it holds, sending a file, the columns, the imports before.

use super::{MOST, columns, job};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::job::JobState;
use palier_store::job::Job;
use palier_store::landlord::{self, Stock};
use uuid::Uuid;

/// The form that sends a file.
pub const SEND: &str = "roll";

/// Imports that the page lists.
const SHOWN: i64 = 20;

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let (db, id) = (&ctx.site.db, desk.landlord.id);
    let stock = landlord::stock(db, id, ctx.today(&desk.landlord.zone)).await?;
    let jobs = palier_store::job::of_landlord(db, id, job::KIND, SHOWN).await?;
    let form = ctx.form(SEND).await?;
    let form_id = palier_store::ids::new_v4();
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.roll_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let example = format!("/{}/gestion/fichier/exemple.csv", desk.landlord.slug);
        view! {
            {crumbs(t, &desk)}
            <h1>{t.roll_title()}</h1>
            <p class="lead">{t.roll_lead()}</p>
            <p>{holds(t, &stock)}</p>
            {upload(t, &desk, &form, form_id)}
            <h2>{t.roll_columns_title()}</h2>
            <p>{t.roll_columns_lead()}</p>
            <p><a href=example download="exemple.csv">{t.roll_example()}</a></p>
            <details>
                <summary>{t.roll_columns_show()}</summary>
                {columns::table(t)}
            </details>
            <h2>{t.roll_history()}</h2>
            {history(t, &desk, &jobs)}
        }
    }))
}

fn holds(t: T, stock: &Stock) -> String {
    if stock.dwellings == 0 {
        return t.roll_holds_nothing().to_owned();
    }
    t.roll_holds_now(
        t.number(stock.dwellings),
        t.number(stock.persons),
        t.number(stock.tenancies),
    )
}

fn upload(t: T, desk: &Desk, form: &FormState, form_id: Uuid) -> AnyView {
    let action = format!("/api/roll/{}/send", desk.landlord.slug);
    let error = form.problem_of("file").map(|problem| problem.say(t));
    let wrong = error.is_some();
    let described = if wrong {
        "roll-file-hint roll-file-error"
    } else {
        "roll-file-hint"
    };
    let most = i64::try_from(MOST / 1024 / 1024).unwrap_or_default();
    view! {
        <form method="post" action=action enctype="multipart/form-data" id=SEND class="stack">
            {wrong_file(t, form)}
            <input type="hidden" name="form_id" value=form_id.to_string()/>
            <div class="field" class:wrong=wrong>
                <label for="roll-file">{t.roll_file()}</label>
                <p class="hint" id="roll-file-hint">{t.roll_file_hint(most)}</p>
                {error.map(|said| view! { <p class="error" id="roll-file-error">{said}</p> })}
                <input
                    id="roll-file"
                    name="file"
                    type="file"
                    accept=".csv,.txt,.tsv,text/csv,text/plain"
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                />
            </div>
            <p><button class="button">{t.roll_send()}</button></p>
            <p class="who">{t.roll_erased()}</p>
        </form>
    }
    .into_any()
}

/// What is wrong, above the form. Browsers keep no file: it must be chosen again.
fn wrong_file(t: T, form: &FormState) -> Option<AnyView> {
    let said = form.complaint()?.problem.say(t);
    let summary = view! {
        <div class="summary" role="alert" tabindex="-1">
            <p class="summary-title">{t.form_wrong()}</p>
            <p><a href="#roll-file">{said}</a></p>
            <p class="who">{t.roll_choose_again()}</p>
        </div>
    };
    Some(summary.into_any())
}

fn history(t: T, desk: &Desk, jobs: &[Job]) -> AnyView {
    if jobs.is_empty() {
        return view! { <p class="empty">{t.roll_no_history()}</p> }.into_any();
    }
    let rows = jobs
        .iter()
        .map(|job| {
            let address = format!("/{}/gestion/fichier/{}", desk.landlord.slug, job.id);
            let zone = &desk.landlord.zone;
            let day = t.date(dates::local(job.created_at, zone).date_naive());
            let day = t.dates_at(day, t.time(job.created_at, zone));
            let name = job
                .payload
                .get("name")
                .and_then(|name| name.as_str())
                .unwrap_or_default()
                .to_owned();
            view! {
                <li>
                    <p><a href=address>{t.roll_import_of(day)}</a> " " {state(t, job)}</p>
                    <p class="who">{name}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{rows}</ul> }.into_any()
}

/// What became of an import, in a word.
fn state(t: T, job: &Job) -> AnyView {
    let outcome = job.result.clone().map(serde_json::from_value);
    match (job.state, outcome) {
        (JobState::Waiting | JobState::Running, _) => {
            view! { <span class="tag soon">{t.roll_state_running()}</span> }.into_any()
        }
        (JobState::Done, Some(Ok(job::Outcome::Imported { .. }))) => {
            view! { <span class="tag open">{t.roll_state_done()}</span> }.into_any()
        }
        (JobState::Done, Some(Ok(job::Outcome::TooManyClosed { .. }))) => {
            view! { <span class="tag soon">{t.roll_state_confirm()}</span> }.into_any()
        }
        _ => view! { <span class="tag late">{t.roll_state_refused()}</span> }.into_any(),
    }
}
