//! Finding an account.

use super::{pages, tabs};
use crate::i18n::T;
use crate::site::access::query_value;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::shell::{self, Head};
use axum::extract::Query;
use axum::response::Response;
use leptos::prelude::*;
use palier_store::account::{self, Found};
use serde::Deserialize;

const PAGE: i64 = 30;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What is looked for.
    #[serde(default)]
    q: String,
    /// From which one on.
    #[serde(default)]
    depuis: i64,
}

/// The list: all accounts, or those that a text finds.
///
/// # Errors
/// When the database does not answer.
pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let from = asked.depuis.clamp(0, 10_000_000);
    let mut found = account::search(&ctx.site.db, &asked.q, from, PAGE + 1).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let t = ctx.t;
    Ok(shell::page(
        &ctx,
        &Head::new(t.admin_accounts()),
        move || {
            let at =
                |from: i64| format!("/admin/comptes?q={}&depuis={from}", query_value(&asked.q));
            let before = (from > 0).then(|| at((from - PAGE).max(0)));
            let after = more.then(|| at(from + PAGE));
            view! {
                {tabs(t, "/admin/comptes")}
                <h1>{t.admin_accounts()}</h1>
                <form method="get" action="/admin/comptes" class="search" role="search">
                    <label for="q">{t.admin_search()}</label>
                    <p class="hint" id="q-hint">{t.admin_search_hint()}</p>
                    <div>
                        <input id="q" name="q" type="search" value=asked.q.clone() autocomplete="off" aria-describedby="q-hint"/>
                        <button class="button">{t.admin_search_button()}</button>
                    </div>
                </form>
                {list(t, &found)}
                {pages(t, before, after)}
            }
        },
    ))
}

fn list(t: T, found: &[Found]) -> AnyView {
    if found.is_empty() {
        return view! { <p class="empty">{t.admin_none_found()}</p> }.into_any();
    }
    let items = found
        .iter()
        .map(|one| {
            let address = format!("/admin/comptes/{}", one.id);
            view! {
                <li>
                    <a href=address>{one.identifier.clone()}</a>
                    <p class="who">
                        {one.own_name.clone()}
                        {one.email.clone().map(|email| format!(", {email}"))}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain">{items}</ul> }.into_any()
}
