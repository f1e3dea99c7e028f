//! The public board: how many ballots are in the box, which ones, and what commits to them.

use super::load::Found;
use super::observe::with_box;
use super::script::{Script, place};
use super::{home, urn::Urn};
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
/// When there is no such election with a box, or a database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = with_box(&ctx, &slug, &handle).await?;
    let numero: String = asked.numero.split_whitespace().collect();
    let urn = Urn::read(&ctx, &handle, &numero, asked.page.unwrap_or(1)).await?;
    let t = ctx.t;
    let head = Head::of(&found.landlord, t.urn_title());
    Ok(shell::page(&ctx, &head, || {
        let address = format!("{}/urne", found.address());
        let search = view! {
            {search(t, &address, &numero)}
            {answer(t, &found, &urn, &numero)}
        };
        view! {
            {home::crumbs(t, &found, true)}
            {home::stamp(t, &found)}
            <h1>{t.urn_title()}</h1>
            <p class="lead">{t.urn_lead()}</p>
            {figures(t, &found, &urn)}
            <h2>{t.urn_find()}</h2>
            {place(&ctx, &found, None, Script::Observer("board"), search.into_any())}
            <h2>{t.urn_tools()}</h2>
            {tools(t, &address)}
            {archive(&ctx, &found)}
            {numbers(t, &address, &urn)}
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
        <p class="who">{t.urn_head_what()}</p>
    }
    .into_any()
}

/// A plain form: with the script, the number is compared on the device and not sent.
fn search(t: T, address: &str, numero: &str) -> AnyView {
    view! {
        <form id="find" class="search" method="get" action=address.to_owned()>
            <label for="numero">{t.urn_number()}</label>
            <p class="hint" id="numero-hint">{t.urn_number_hint()}</p>
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

fn answer(t: T, found: &Found, urn: &Urn, numero: &str) -> AnyView {
    let Some(is_in) = urn.found else {
        return ().into_any();
    };
    let number = view! { <p><code class="tracking">{numero.to_owned()}</code></p> };
    if is_in {
        return view! {
            <div class="note good outcome" role="status">
                <p class="answer">{t.urn_found()}</p>
                {number}
            </div>
        }
        .into_any();
    }
    let next = urn.next_at.map(|next| {
        let when = t.instant(next, &found.landlord.zone);
        view! { <p>{t.urn_not_yet(when)}</p> }
    });
    view! {
        <div class="note outcome" role="status">
            <p class="answer">{t.urn_absent()}</p>
            {number}
            {next}
            <p>{t.urn_late()}</p>
        </div>
    }
    .into_any()
}

fn tools(t: T, address: &str) -> AnyView {
    let all = [
        ("verifier", t.urn_verify_title(), t.urn_verify_card()),
        ("a-ma-place", t.urn_mine_title(), t.urn_mine_card()),
        ("veille", t.urn_watch_title(), t.urn_watch_card()),
        ("controle", t.urn_audit_title(), t.urn_audit_card()),
    ];
    let cards = all
        .into_iter()
        .map(|(page, name, what)| {
            let link = format!("{address}/{page}");
            view! { <li class="card"><h3><a href=link>{name}</a></h3><p>{what}</p></li> }
        })
        .collect_view();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

/// The tracking numbers, a page of them.
fn numbers(t: T, address: &str, urn: &Urn) -> AnyView {
    if urn.ballots == 0 {
        return view! {
            <h2 id="numeros">{t.urn_numbers()}</h2>
            <p class="empty">{t.urn_empty()}</p>
        }
        .into_any();
    }
    let items = urn
        .tracking
        .iter()
        .map(|number| view! { <li><code>{number.clone()}</code></li> })
        .collect_view();
    let turn = |page: i64, name: &'static str| {
        (1..=urn.pages()).contains(&page).then(|| {
            let link = format!("{address}?page={page}#numeros");
            view! { <a href=link>{name}</a> }
        })
    };
    let turns = (urn.pages() > 1).then(|| {
        let where_ = t.urn_page(t.number(urn.page), t.number(urn.pages()));
        view! {
            <nav class="pages" aria-label=t.urn_pages()>
                {turn(urn.page - 1, t.urn_previous())}
                <span>{where_}</span>
                {turn(urn.page + 1, t.urn_following())}
            </nav>
        }
    });
    view! {
        <h2 id="numeros">{t.urn_numbers()}</h2>
        <p class="who">{t.urn_numbers_what()}</p>
        <ul class="numbers">{items}</ul>
        {turns}
    }
    .into_any()
}

fn archive(ctx: &Ctx, found: &Found) -> AnyView {
    let t = ctx.t;
    let handle = &found.election.handle;
    let file = format!("{}/archive.bel", found.address());
    let whole = format!("{}{file}", ctx.site.origin);
    let commands = format!(
        "curl -O {whole}\npalier election verify {handle}.bel\npalier election monitor {whole} --dir copies"
    )
    .replace("curl -O", &format!("curl -o {handle}.bel"));
    view! {
        <h2>{t.urn_archive()}</h2>
        <p>{t.urn_archive_what()}</p>
        <p><a class="button quiet" href=file download=format!("{handle}.bel")>{t.urn_download()}</a></p>
        <details>
            <summary>{t.urn_expert()}</summary>
            <p>{t.urn_expert_what()}</p>
            <pre class="command" tabindex="0">{commands}</pre>
        </details>
    }
    .into_any()
}
