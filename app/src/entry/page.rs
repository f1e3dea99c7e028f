//! The form to enter what somebody said or wrote.

use super::{list, say};
use crate::charter::load::{Found, charter};
use crate::charter::reading::status;
use crate::landlord::desk;
use crate::parts::choice::{Choice, radios, select};
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::Role;
use palier_domain::charter::discussion::Phase;
use palier_domain::entry::source::Source;
use palier_domain::markdown;
use palier_store::{entry, ids};

/// Who enters words for others.
pub const ROLES: &[Role] = &[Role::LandlordStaff, Role::Facilitator];

/// The id of the form.
pub const FORM: &str = "saisie";

/// Entries that are listed below the form.
const LATEST: i64 = 5;

/// The page.
///
/// # Errors
/// When there is no charter, or the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk) -> Result<Response, AppError> {
    let found = charter(&ctx, &desk.landlord).await?;
    let form = ctx.form(FORM).await?;
    let latest = entry::of_landlord(&ctx.site.db, desk.landlord.id, LATEST).await?;
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.entry_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, || {
        let body = if found.phase(ctx.now) == Phase::Open {
            the_form(&ctx, &desk, &found, &form)
        } else {
            status(t, &desk.landlord, &found, ctx.now)
        };
        let all = format!("/{}/gestion/talons", desk.landlord.slug);
        let latest = (!latest.is_empty()).then(|| {
            view! {
                <h2>{t.entry_latest()}</h2>
                {list::show(&ctx, &desk, &latest)}
                <p><a href=all>{t.entry_all()}</a></p>
            }
        });
        view! {
            {desk::crumbs(t, &desk)}
            <h1>{t.entry_title()}</h1>
            <p class="lead">{t.entry_lead()}</p>
            {body}
            {latest}
        }
    }))
}

fn the_form(ctx: &Ctx, desk: &Desk, found: &Found, form: &FormState) -> AnyView {
    let t = ctx.t;
    let action = format!("/api/entry/{}/add", desk.landlord.slug);
    let form_id = form
        .value("form_id")
        .unwrap_or_else(|| ids::new_v4().to_string());
    let articles = found
        .outline
        .articles()
        .map(|(_, one)| {
            let name = format!("{} {}", one.label, markdown::plain(&one.title));
            Choice::new(one.at.handle.to_string(), name)
        })
        .collect();
    let sources = Source::ALL
        .into_iter()
        .map(|one| Choice::new(one.name(), say::source(t, one)))
        .collect();
    let today = ctx.today(&desk.landlord.zone).to_string();
    let place = Field::text("place", t.entry_place()).hint(t.entry_place_hint());
    let day = Field {
        kind: "date",
        ..Field::text("heard_on", t.entry_day()).initial(today)
    };
    let name = Field::text("public_name", t.entry_name())
        .hint(t.entry_name_hint())
        .initial(t.entry_name_plain());
    let agreed = form.value("agreed").is_some_and(|value| !value.is_empty());
    let error = form.problem_of("agreed").map(|problem| problem.say(t));
    let wrong = error.is_some();
    let described = error.is_some().then_some("saisie-agreed-error");
    let error = error.map(|said| view! { <p class="error" id="saisie-agreed-error">{said}</p> });
    view! {
        <form method="post" action=action id=FORM class="stack entry">
            {summary(t, form)}
            <input type="hidden" name="form_id" value=form_id/>
            {select(t, form, "handle", t.entry_article(), Some(t.entry_article_none()), articles)}
            {area(t, form, "body", t.entry_words(), t.entry_words_hint().to_owned(), String::new())}
            {radios(t, form, "source", t.entry_source(), "meeting", sources)}
            {place.show(t, form)}
            {day.show(t, form)}
            {name.show(t, form)}
            <div class="field" class:wrong=wrong>
                {error}
                <label class="check" for="saisie-agreed">
                    <input type="checkbox" id="saisie-agreed" name="agreed" value="true" checked=agreed aria-describedby=described/>
                    <span>{t.entry_agreed()}</span>
                </label>
            </div>
            <p><button class="button">{t.entry_send()}</button></p>
        </form>
    }
    .into_any()
}
