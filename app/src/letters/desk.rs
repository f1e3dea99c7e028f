//! The page of letters: who waits for one, making a batch, the batches made.

use super::{job, last_day};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::summary;
use crate::parts::progress::progress;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_store::activation::{self, Awaited};
use palier_store::job::Job;
use palier_store::landlord_contact::{self, Contact};
use palier_store::letter::{self, Batch};
use uuid::Uuid;

/// The form that makes a batch.
pub const MAKE: &str = "letters";

/// Batches that the page lists.
const SHOWN: i64 = 50;

/// The landlord's jobs that make letters and are not over.
///
/// # Errors
/// When the database does not answer.
async fn under_way(ctx: &Ctx, desk: &Desk) -> Result<Option<Job>, AppError> {
    let jobs = palier_store::job::of_landlord(&ctx.site.db, desk.landlord.id, job::KIND, 10);
    Ok(jobs.await?.into_iter().find(|job| !job.state.is_over()))
}

/// What the page shows.
struct Shown {
    awaited: Vec<Awaited>,
    batches: Vec<Batch>,
    making: Option<Job>,
    contact: Option<Contact>,
    form: FormState,
    /// A form of its own: pressed twice, done once.
    form_id: Uuid,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let (db, id) = (&ctx.site.db, desk.landlord.id);
    let day = ctx.today(&desk.landlord.zone);
    let shown = Shown {
        awaited: activation::awaited(db, id, day, ctx.now).await?,
        batches: letter::batches(db, id, SHOWN).await?,
        making: under_way(&ctx, &desk).await?,
        contact: landlord_contact::get(db, id).await?,
        form: ctx.form(MAKE).await?,
        form_id: palier_store::ids::new_v4(),
    };
    let t = ctx.t;
    let refused = shown.form.complaint().is_some();
    let head = Head::of(&desk.landlord, t.letters_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let persons: i64 = shown.awaited.iter().map(|one| one.persons).sum();
        view! {
            {crumbs(t, &desk)}
            <h1>{t.letters_title()}</h1>
            <p class="lead">{t.letters_lead()}</p>
            {contact_note(t, &desk, shown.contact.as_ref())}
            <h2>{t.letters_make_title()}</h2>
            {match &shown.making {
                Some(job) => {
                    view! { {complaint(t, &shown.form)} {making(t, &desk, job)} }.into_any()
                }
                None if persons == 0 => {
                    let nobody = view! { <p class="empty">{t.letters_nobody()}</p> };
                    view! { {complaint(t, &shown.form)} {nobody} }.into_any()
                }
                None => form(t, &desk, &shown),
            }}
            <h2>{t.letters_batches_title()}</h2>
            {batches(t, &desk, &shown.batches)}
        }
    }))
}

/// What was wrong with the form, where it is no longer shown.
fn complaint(t: T, form: &FormState) -> Option<AnyView> {
    form.complaint()
        .map(|_| view! { <div id=MAKE>{summary(t, form)}</div> }.into_any())
}

fn contact_note(t: T, desk: &Desk, contact: Option<&Contact>) -> Option<AnyView> {
    let complete = contact.is_some_and(|said| !said.postal.is_empty() && !said.phone.is_empty());
    (!complete).then(|| {
        let address = format!("/{}/gestion/coordonnees", desk.landlord.slug);
        view! {
            <p class="note">{t.letters_no_contact()} " " <a href=address>{t.contact_title()}</a></p>
        }
        .into_any()
    })
}

fn making(t: T, desk: &Desk, job: &Job) -> AnyView {
    let address = format!("/{}/gestion/courriers/{}", desk.landlord.slug, job.id);
    let said = if job.total > 0 {
        t.letters_making(t.number(job.progress), job.total)
    } else {
        t.letters_making_soon().to_owned()
    };
    view! {
        {progress(t, said, job.progress, job.total)}
        <p><a href=address>{t.letters_making_follow()}</a></p>
    }
    .into_any()
}

fn form(t: T, desk: &Desk, shown: &Shown) -> AnyView {
    let persons: i64 = shown.awaited.iter().map(|one| one.persons).sum();
    let without: i64 = shown.awaited.iter().map(|one| one.without_code).sum();
    let action = format!("/api/letters/{}/make", desk.landlord.slug);
    let all = shown.form.value("who").as_deref() == Some("all") || without == 0;
    let chosen = shown.form.value("estate").unwrap_or_default();
    let options = shown
        .awaited
        .iter()
        .map(|one| {
            let value = one.estate_id.to_string();
            let selected = value == chosen;
            let said = t.letters_estate(one.estate.clone(), one.persons);
            view! { <option value=value selected=selected>{said}</option> }
        })
        .collect_view();
    view! {
        <p>{t.letters_awaited(persons)} " " {t.letters_without(without)}</p>
        <form method="post" action=action id=MAKE class="stack">
            {summary(t, &shown.form)}
            <input type="hidden" name="form_id" value=shown.form_id.to_string()/>
            <fieldset>
                <legend>{t.letters_who()}</legend>
                <label class="check">
                    <input type="radio" name="who" value="without" checked=!all/>
                    <span>{t.letters_who_without()}</span>
                </label>
                <label class="check">
                    <input type="radio" name="who" value="all" checked=all/>
                    <span>{t.letters_who_all()}</span>
                </label>
            </fieldset>
            <div class="field">
                <label for="letters-estate">{t.letters_where()}</label>
                <select id="letters-estate" name="estate">
                    <option value="">{t.letters_everywhere()}</option>
                    {options}
                </select>
            </div>
            <p><button class="button">{t.letters_make_button()}</button></p>
        </form>
    }
    .into_any()
}

fn batches(t: T, desk: &Desk, batches: &[Batch]) -> AnyView {
    if batches.is_empty() {
        return view! { <p class="empty">{t.letters_no_batch()}</p> }.into_any();
    }
    let zone = &desk.landlord.zone;
    let rows = batches
        .iter()
        .map(|batch| {
            let address = format!("/{}/gestion/courriers/{}", desk.landlord.slug, batch.id);
            let made = t.date(dates::local(batch.made_at, zone).date_naive());
            let name = match batch.person_id {
                Some(_) => t.letters_batch_one(made),
                None => t.letters_batch_title(made),
            };
            let until = t.date(last_day(batch.valid_until, zone));
            let state = if batch.erased_at.is_some() {
                view! { <span class="tag done">{t.letters_state_erased()}</span> }
            } else {
                view! { <span class="tag open">{t.letters_state_printable()}</span> }
            };
            view! {
                <li>
                    <p><a href=address>{name}</a> " " {state}</p>
                    <p class="who">
                        {t.letters_batch_count(batch.letters)} ". "
                        {t.letters_batch_activated(batch.activated)} ". "
                        {t.letters_batch_until(until)}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{rows}</ul> }.into_any()
}
