//! The public board of a consultation: how many ballots are in the box, which ones, the archive.

use super::load::{Found, crumbs, level, with_box};
use super::rule_sheet::RuleSheet;
use crate::election::urn::Urn;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use serde::Deserialize;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The tracking number that somebody looks for.
    #[serde(default)]
    numero: String,
    /// Which page of the list, from 1.
    #[serde(default)]
    page: Option<i64>,
}

/// The page.
///
/// # Errors
/// When there is no such consultation with a box, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let numero: String = asked.numero.split_whitespace().collect();
    let urn = Urn::read(&ctx, &handle, &numero, asked.page.unwrap_or(1)).await?;
    let listed = super::files::of(&ctx, &found).await?;
    let sheet = RuleSheet::of(&ctx.site.db, &found.asked, &found.colleges, &listed).await?;
    let hash = sheet.hash();
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.urn_title());
    Ok(shell::page(&ctx, &head, move || {
        let address = format!("{}/urne", found.address());
        view! {
            {crumbs(t, &found, true)}
            <h1>{t.urn_title()}</h1>
            <p class="lead">{t.urn_lead()}</p>
            {figures(t, &found, &urn)}
            <h2>{t.urn_find()}</h2>
            {search(t, &address, &numero)}
            {answer(t, &urn, &numero)}
            <h2>{t.urn_tools()}</h2>
            {tools(t, &address)}
            {files(t, &found, &hash)}
            {numbers(t, &address, &urn)}
            {level(t)}
        }
    }))
}

fn figures(t: T, found: &Found, urn: &Urn) -> AnyView {
    let zone = &found.landlord.zone;
    let next = urn.next_at.map_or_else(
        || t.urn_next_none().to_owned(),
        |next| t.instant(next, zone),
    );
    view! {
        <section class="card board">
            <div>
                <p class="board-count">{t.number(urn.ballots)}</p>
                <p>{t.urn_ballots()}</p>
            </div>
            <dl class="figures">
                <dt>{t.urn_published()}</dt>
                <dd>{t.instant(urn.published_at, zone)}</dd>
                <dt>{t.urn_next()}</dt>
                <dd>{next}</dd>
                <dt>{t.urn_head()}</dt>
                <dd><code>{urn.head.clone()}</code></dd>
            </dl>
        </section>
    }
    .into_any()
}

fn search(t: T, address: &str, numero: &str) -> AnyView {
    view! {
        <form id="find" class="search" method="get" action=address.to_owned()>
            <label for="numero">{t.urn_number()}</label>
            <p class="hint" id="numero-hint">{t.consultation_number_hint()}</p>
            <div>
                <input
                    id="numero"
                    name="numero"
                    value=numero.to_owned()
                    aria-describedby="numero-hint"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    maxlength="64"
                />
                <button class="button">{t.urn_search()}</button>
            </div>
        </form>
    }
    .into_any()
}

fn answer(t: T, urn: &Urn, numero: &str) -> AnyView {
    let Some(is_in) = urn.found else {
        return ().into_any();
    };
    let (class, said) = if is_in {
        ("note good outcome", t.urn_found())
    } else {
        ("note outcome", t.urn_absent())
    };
    view! {
        <div class=class role="status">
            <p class="answer">{said}</p>
            <p><code class="tracking">{numero.to_owned()}</code></p>
        </div>
    }
    .into_any()
}

fn tools(t: T, address: &str) -> AnyView {
    let all = [
        ("verifier", t.urn_verify_title(), t.urn_verify_card()),
        ("a-ma-place", t.urn_mine_title(), t.consultation_mine_lead()),
        ("controle", t.urn_audit_title(), t.urn_audit_card()),
    ];
    let cards = all.into_iter().map(|(page, name, what)| {
        let link = format!("{address}/{page}");
        view! { <li class="card"><h3><a href=link>{name}</a></h3><p>{what}</p></li> }
    });
    view! { <ul class="cards">{cards.collect_view()}</ul> }.into_any()
}

/// The archive, which credentials are of which college, and the rules.
fn files(t: T, found: &Found, hash: &str) -> AnyView {
    let handle = &found.asked.handle;
    let archive = format!("{}/archive.bel", found.address());
    let colleges = format!("{}/colleges.json", found.address());
    let rules = format!("{}/regles.json", found.address());
    view! {
        <h2>{t.urn_archive()}</h2>
        <p>{t.urn_archive_what()}</p>
        <p><a class="button quiet" href=archive download=format!("{handle}.bel")>{t.urn_download()}</a></p>
        <p><a href=colleges download="colleges.json">{t.consultation_colleges_file()}</a></p>
        <p><a href=rules download="regles.json">{t.consultation_rules_file()}</a></p>
        <p class="who">{t.consultation_sealed_files()} " " <code>{hash.to_owned()}</code></p>
    }
    .into_any()
}

/// The tracking numbers, a page of them.
fn numbers(t: T, address: &str, urn: &Urn) -> AnyView {
    let items = urn.tracking.iter().map(|number| {
        view! { <li><code>{number.clone()}</code></li> }
    });
    let items = items.collect_view();
    let none = (urn.ballots == 0).then(|| view! { <p class="empty">{t.urn_empty()}</p> });
    let turn = |page: i64, name: &'static str| {
        (1..=urn.pages()).contains(&page).then(|| {
            let link = format!("{address}?page={page}#numeros");
            view! { <a href=link>{name}</a> " " }
        })
    };
    view! {
        <h2 id="numeros">{t.urn_numbers()}</h2>
        {none}
        <ul class="numbers">{items}</ul>
        <p>{turn(urn.page - 1, t.urn_previous())} {turn(urn.page + 1, t.urn_following())}</p>
    }
    .into_any()
}
