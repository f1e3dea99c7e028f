//! Looking somebody up by name or number.

use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::site::access::{Desk, query_value};
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::landlord::lookup::Lookup;
use palier_store::people::{self, Found, Page};
use serde::Deserialize;

/// People on one page.
const SHOWN: usize = 25;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    /// Page, from 1.
    #[serde(default)]
    page: Option<usize>,
}

/// The page.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let t = ctx.t;
    let at = asked.page.unwrap_or(1).max(1);
    let found = match Lookup::parse(&asked.q) {
        Some(lookup) => {
            let day = ctx.today(&desk.landlord.zone);
            let (db, id) = (&ctx.site.db, desk.landlord.id);
            Some(people::search(db, id, &lookup, day, at - 1, SHOWN).await?)
        }
        None => None,
    };
    let head = Head::of(&desk.landlord, t.people_title());
    Ok(shell::page(&ctx, &head, move || {
        let action = format!("/{}/gestion/locataires", desk.landlord.slug);
        let results = match &found {
            Some(found) => results(t, &desk, &asked.q, at, found),
            None if asked.q.trim().is_empty() => ().into_any(),
            None => view! { <p class="note" role="status">{t.people_too_short()}</p> }.into_any(),
        };
        view! {
            {crumbs(t, &desk)}
            <h1>{t.people_title()}</h1>
            <p class="lead">{t.people_lead()}</p>
            <form method="get" action=action role="search" class="search">
                <div class="field">
                    <label for="people-q">{t.people_search()}</label>
                    <p class="hint" id="people-q-hint">{t.people_hint()}</p>
                    <input
                        id="people-q"
                        name="q"
                        type="search"
                        value=asked.q.clone()
                        autocomplete="off"
                        aria-describedby="people-q-hint"
                    />
                </div>
                <p><button class="button">{t.people_button()}</button></p>
            </form>
            {results}
        }
    }))
}

fn results(t: T, desk: &Desk, typed: &str, at: usize, found: &Page) -> AnyView {
    if found.total == 0 {
        return view! { <p class="empty" role="status">{t.people_none()}</p> }.into_any();
    }
    let total = i64::try_from(found.total).unwrap_or(i64::MAX);
    let rows = found
        .people
        .iter()
        .map(|person| row(t, desk, person))
        .collect_view();
    let pages = found.total.div_ceil(SHOWN);
    let to = |page: usize| {
        let typed = query_value(typed);
        format!(
            "/{}/gestion/locataires?q={typed}&page={page}",
            desk.landlord.slug
        )
    };
    let before = (at > 1)
        .then(|| view! { <a href=to((at - 1).min(pages)) rel="prev">{t.people_before()}</a> });
    let after =
        (at < pages).then(|| view! { <a href=to(at + 1) rel="next">{t.people_after()}</a> });
    let place = (pages > 1).then(|| t.people_place(at, pages));
    view! {
        <p role="status"><strong>{t.people_found(total)}</strong></p>
        <ul class="plain">{rows}</ul>
        {(pages > 1).then(|| view! {
            <nav class="pages" aria-label=t.people_pages()>{before} <span>{place}</span> {after}</nav>
        })}
    }
    .into_any()
}

fn row(t: T, desk: &Desk, person: &Found) -> impl IntoView + use<> {
    let address = format!("/{}/gestion/locataires/{}", desk.landlord.slug, person.id);
    let home = match &person.home {
        Some(home) => home.join(", "),
        None => t.people_no_lease().to_owned(),
    };
    let left = (!person.rents && person.home.is_some())
        .then(|| view! { " " <span class="tag done">{t.people_left()}</span> });
    view! {
        <li>
            <p><a href=address>{person.name.clone()}</a> {left}</p>
            <p class="who">{home} ". " {t.people_reference(person.reference.clone())}</p>
        </li>
    }
}
