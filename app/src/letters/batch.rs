//! The page of a batch: its progress while it is made, then what to print, and the codes' end.

use super::{SLICE, job, last_day, list};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::summary;
use crate::parts::progress::progress;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::{JobId, LetterBatchId};
use palier_domain::job::JobState;
use palier_store::job::Job;
use palier_store::letter::{self, Batch, KEPT_DAYS};
use uuid::Uuid;

/// The form that says that a batch is printed.
pub const PRINTED: &str = "printed";

/// The landlord's batch that an address names.
///
/// # Errors
/// When the database does not answer.
pub async fn find(ctx: &Ctx, desk: &Desk, id: &str) -> Result<Option<Batch>, AppError> {
    let Ok(id) = id.parse::<Uuid>() else {
        return Ok(None);
    };
    let found = letter::batch(&ctx.site.db, desk.landlord.id, LetterBatchId(id)).await?;
    Ok(found)
}

/// The job that makes a batch, when the batch is not there yet.
async fn making(ctx: &Ctx, desk: &Desk, id: &str) -> Result<Job, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let found = palier_store::job::get(&ctx.site.db, JobId(id)).await?;
    found
        .filter(|found| found.kind == job::KIND && found.landlord_id == Some(desk.landlord.id))
        .ok_or(AppError::NotFound)
}

/// The page.
///
/// # Errors
/// When the landlord has no such batch, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    if let Some(batch) = find(&ctx, &desk, &id).await? {
        let form = ctx.form(PRINTED).await?;
        return Ok(made(&ctx, &desk, &batch, &form));
    }
    let job = making(&ctx, &desk, &id).await?;
    // The batch lands with the end of its job, perhaps between the two questions: ask again.
    if job.state.is_over()
        && let Some(batch) = find(&ctx, &desk, &id).await?
    {
        let form = ctx.form(PRINTED).await?;
        return Ok(made(&ctx, &desk, &batch, &form));
    }
    Ok(under_way(&ctx, &desk, &job))
}

fn under_way(ctx: &Ctx, desk: &Desk, job: &Job) -> Response {
    let t = ctx.t;
    let over = job.state.is_over();
    let head = Head::of(&desk.landlord, t.letters_making_title()).renewed(!over);
    let list = format!("/{}/gestion/courriers", desk.landlord.slug);
    let (state, done, total) = (job.state, job.progress, job.total);
    let crumbs = crumbs(t, desk);
    shell::page(ctx, &head, move || {
        let body = match state {
            // Done without a batch: there was nobody to write to.
            JobState::Done => view! { <p class="note">{t.letters_made_none()}</p> }.into_any(),
            JobState::Failed => view! { <p class="note">{t.letters_failed()}</p> }.into_any(),
            JobState::Waiting | JobState::Running => {
                let said = if total > 0 {
                    t.letters_making(t.number(done), total)
                } else {
                    t.letters_making_soon().to_owned()
                };
                view! {
                    {progress(t, said, done, total)}
                    <p class="who">{t.letters_making_leave()}</p>
                }
                .into_any()
            }
        };
        view! {
            {crumbs}
            <h1>{t.letters_making_title()}</h1>
            {body}
            <p><a href=list>{t.letters_back()}</a></p>
        }
    })
}

fn made(ctx: &Ctx, desk: &Desk, batch: &Batch, form: &FormState) -> Response {
    let t = ctx.t;
    let zone = &desk.landlord.zone;
    let made = t.date(dates::local(batch.made_at, zone).date_naive());
    let title = if batch.person_id.is_some() {
        t.letters_batch_one(made)
    } else {
        t.letters_batch_title(made)
    };
    let until = t.date(last_day(batch.valid_until, zone));
    let head = Head::of(&desk.landlord, title.clone());
    let list = format!("/{}/gestion/courriers", desk.landlord.slug);
    let person = batch
        .person_id
        .map(|id| format!("/{}/gestion/locataires/{id}", desk.landlord.slug));
    let facts = [
        t.letters_batch_count(batch.letters),
        t.letters_batch_until(until),
        t.letters_batch_activated(batch.activated),
    ];
    let rest = match batch.erased_at {
        Some(at) => {
            let day = t.date(dates::local(at, zone).date_naive());
            view! { <p class="note good">{t.letters_erased(day)}</p> }.into_any()
        }
        None => printing(ctx, desk, batch, form),
    };
    let crumbs = crumbs(t, desk);
    shell::page(ctx, &head, move || {
        view! {
            {crumbs}
            <h1>{title}</h1>
            <ul class="plain">{facts.map(|fact| view! { <li>{fact}</li> })}</ul>
            {rest}
            <p><a href=list>{t.letters_back()}</a></p>
            {person.map(|address| view! { <p><a href=address>{t.letters_to_person()}</a></p> })}
        }
    })
}

/// What to do with a batch whose codes are still there: print, merge, erase.
fn printing(ctx: &Ctx, desk: &Desk, batch: &Batch, form: &FormState) -> AnyView {
    let t = ctx.t;
    let address = format!("/{}/gestion/courriers/{}", desk.landlord.slug, batch.id);
    let kept = batch.made_at + chrono::TimeDelta::days(KEPT_DAYS);
    let kept = t.date(dates::local(kept, &desk.landlord.zone).date_naive());
    let gone = batch.letters - batch.printable;
    let missing = (gone > 0).then(|| view! { <p class="note">{t.letters_gone(gone)}</p> });
    let columns = list::COLUMNS.join(", ");
    let csv = format!("{address}/liste.csv");
    let action = format!("/api/letters/{}/printed", desk.landlord.slug);
    let id = batch.id.to_string();
    view! {
        {missing}
        <h2>{t.letters_print_title()}</h2>
        <p>{t.letters_print_lead()}</p>
        <ul class="slices">{slices(t, &address, batch.letters)}</ul>
        <p class="who">{t.letters_address(ctx.site.origin.to_string())}</p>
        <h2>{t.letters_merge_title()}</h2>
        <p>{t.letters_merge_lead()}</p>
        <p><a class="button quiet" href=csv>{t.letters_merge_button()}</a></p>
        <details>
            <summary>{t.letters_merge_columns()}</summary>
            <p>{t.letters_merge_columns_what()}</p>
            <p><code>{columns}</code></p>
        </details>
        <h2>{t.letters_erase_title()}</h2>
        <p>{t.letters_erase_lead(kept)}</p>
        <form method="post" action=action id=PRINTED class="stack">
            {summary(t, form)}
            <input type="hidden" name="batch" value=id/>
            <p><button class="button quiet">{t.letters_erase_button()}</button></p>
        </form>
    }
    .into_any()
}

/// A link for each slice of letters.
fn slices(t: T, address: &str, letters: i64) -> Vec<AnyView> {
    let mut links = Vec::new();
    let mut from = 1;
    while from <= letters {
        let to = (from + SLICE - 1).min(letters);
        let href = format!("{address}/impression?de={from}&a={to}");
        let (class, said) = if letters <= SLICE {
            ("button", t.letters_print_all(letters))
        } else {
            let said = t.letters_print_slice(t.number(from), t.number(to));
            ("button quiet", said)
        };
        links.push(view! { <li><a class=class href=href>{said}</a></li> }.into_any());
        from = to + 1;
    }
    links
}
