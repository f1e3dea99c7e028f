//! One person on the roll: leases, code, letters; and the button for a lost code.

use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::letters::last_day;
use crate::parts::field::summary;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use leptos::prelude::*;
use palier_domain::id::PersonId;
use palier_store::people::{self, CodeState, Lease, Letter, Person};
use uuid::Uuid;

/// The form for a lost code.
pub const REISSUE: &str = "reissue";

/// The page.
///
/// # Errors
/// When the landlord has no such person, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let id: Uuid = id.parse().map_err(|_| AppError::NotFound)?;
    let (db, landlord) = (&ctx.site.db, desk.landlord.id);
    let person = people::person(db, landlord, PersonId(id), ctx.now).await?;
    let person = person.ok_or(AppError::NotFound)?;
    let letters = people::letters(db, person.id).await?;
    let form = ctx.form(REISSUE).await?;
    let form_id = palier_store::ids::new_v4();
    let today = ctx.today(&desk.landlord.zone);
    let t = ctx.t;
    let head = Head::of(&desk.landlord, person.name.clone()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let back = format!("/{}/gestion/locataires", desk.landlord.slug);
        let leases = person
            .leases
            .iter()
            .map(|lease| lease_row(t, &desk, lease, today))
            .collect_view();
        let postal = person
            .address
            .iter()
            .map(|line| view! { <br/> {line.clone()} })
            .collect_view();
        view! {
            {crumbs(t, &desk)}
            <h1>{person.name.clone()}</h1>
            <p class="eyebrow">{t.people_reference(person.reference.clone())}</p>
            <h2>{t.people_address()}</h2>
            <p>{person.name.clone()} {postal}</p>
            {person.address.is_empty().then(|| view! { <p class="note">{t.people_no_address()}</p> })}
            <h2>{t.people_leases()}</h2>
            <ul class="plain">{leases}</ul>
            <h2>{t.people_code()}</h2>
            {code(t, &desk, &person)}
            {reissue(t, &desk, &person, &form, form_id, today)}
            <h2>{t.people_letters()}</h2>
            {letter_list(t, &desk, &letters)}
            <p><a href=back>{t.people_back()}</a></p>
        }
    }))
}

fn lease_row(t: T, desk: &Desk, lease: &Lease, today: NaiveDate) -> impl IntoView + use<> {
    let place = format!("{}, {}, {}", lease.estate, lease.building, lease.dwelling);
    let from = t.date(lease.starts_on);
    let dates = match lease.ends_on {
        Some(last) => t.people_lease_between(from, t.date(last)),
        None => t.people_lease_since(from),
    };
    let over = (!lease.runs_on(today) && lease.starts_on <= today)
        .then(|| view! { " " <span class="tag done">{t.people_lease_over()}</span> });
    let with: Vec<AnyView> = lease
        .with
        .iter()
        .map(|(id, name)| {
            let address = format!("/{}/gestion/locataires/{id}", desk.landlord.slug);
            view! { " " <a href=address>{name.clone()}</a> }.into_any()
        })
        .collect();
    let with = (!with.is_empty()).then(|| view! { <p>{t.people_with()} {with}</p> });
    view! {
        <li>
            <p><strong>{place}</strong> {over}</p>
            <p>{dates} ". " {t.people_lease_reference(lease.reference.clone())}</p>
            {with}
        </li>
    }
}

/// Where the code stands, and whether there is an account: no page tells staff more of it.
fn code(t: T, desk: &Desk, person: &Person) -> AnyView {
    let code = match person.code {
        CodeState::Never => t.people_code_never().to_owned(),
        CodeState::Waits { until } => {
            t.people_code_waits(t.date(last_day(until, &desk.landlord.zone)))
        }
        CodeState::Used => t.people_code_used().to_owned(),
        CodeState::Lapsed => t.people_code_lapsed().to_owned(),
    };
    let account = if person.has_account {
        t.people_account()
    } else {
        t.people_no_account()
    };
    view! { <p>{account}</p> <p>{code}</p> }.into_any()
}

fn reissue(
    t: T,
    desk: &Desk,
    person: &Person,
    form: &FormState,
    form_id: Uuid,
    today: NaiveDate,
) -> AnyView {
    if !person.leases.iter().any(|lease| lease.runs_on(today)) {
        return view! { <p class="who">{t.people_no_running_lease()}</p> }.into_any();
    }
    let action = format!("/api/letters/{}/reissue", desk.landlord.slug);
    let what = match (person.has_account, person.code) {
        (true, _) => t.people_reissue_account(),
        (false, CodeState::Waits { .. }) => t.people_reissue_waits(),
        (false, _) => t.people_reissue_first(),
    };
    view! {
        <form method="post" action=action id=REISSUE class="stack">
            {summary(t, form)}
            <p>{what}</p>
            <input type="hidden" name="form_id" value=form_id.to_string()/>
            <input type="hidden" name="person" value=person.id.to_string()/>
            <p><button class="button">{t.people_reissue()}</button></p>
            <p class="who">{t.people_reissue_check()}</p>
        </form>
    }
    .into_any()
}

fn letter_list(t: T, desk: &Desk, letters: &[Letter]) -> AnyView {
    if letters.is_empty() {
        return view! { <p class="empty">{t.people_no_letter()}</p> }.into_any();
    }
    let rows = letters
        .iter()
        .map(|letter| {
            let address = format!(
                "/{}/gestion/courriers/{}",
                desk.landlord.slug, letter.batch_id
            );
            let day = t.date(dates::local(letter.made_at, &desk.landlord.zone).date_naive());
            let said = if letter.alone {
                t.people_letter_alone(day)
            } else {
                t.people_letter_batch(day)
            };
            let printable = letter
                .printable
                .then(|| view! { " " <span class="tag open">{t.letters_state_printable()}</span> });
            view! { <li><p><a href=address>{said}</a> {printable}</p></li> }
        })
        .collect_view();
    view! { <ul class="plain">{rows}</ul> }.into_any()
}
