//! My own line: who votes for my lease, where and how; or that I have none, and why.

use super::say;
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::parts::choice::{Choice, radios};
use crate::parts::field::{area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::electoral_roll::correction::{CorrectionKind, may_ask};
use palier_domain::election::stage::Stage;
use palier_domain::id::{PersonId, TenancyId};
use palier_store::election::electoral_roll::{self as roll, Correction, Mine, MyLine};

/// The form that asks for a correction about a tenancy.
pub(super) fn form_id(person: PersonId, tenancy: Option<TenancyId>) -> String {
    let about = tenancy.map_or(person.0, |tenancy| tenancy.0);
    format!("demande-{}", about.simple())
}

/// What the page shows of one person.
struct Shown {
    mine: Mine,
    forms: Vec<(Option<TenancyId>, FormState)>,
}

/// The page.
///
/// # Errors
/// When there is no such election for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let me = ctx.signed_in()?.account_id;
    let (db, id) = (&ctx.site.db, found.election.id);
    let mut persons = Vec::new();
    for mine in roll::mine(db, id, found.landlord.id, me).await? {
        let line = mine.line.iter().map(|line| line.tenancy);
        let mut about: Vec<_> = line
            .chain(mine.without.iter().map(|one| one.tenancy_id))
            .map(Some)
            .collect();
        if about.is_empty() {
            about.push(None);
        }
        let mut forms = Vec::new();
        for tenancy in about {
            forms.push((tenancy, ctx.form(&form_id(mine.person, tenancy)).await?));
        }
        persons.push(Shown { mine, forms });
    }
    let asked = roll::of_account(db, me).await?;
    let asked: Vec<_> = asked
        .into_iter()
        .filter(|one| one.election_id == id)
        .collect();
    let t = ctx.t;
    let refused = persons
        .iter()
        .any(|one| one.forms.iter().any(|(_, form)| form.complaint().is_some()));
    let head = Head::of(&found.landlord, t.electoral_mine_title()).refused(refused);
    let today = ctx.today(&found.landlord.zone);
    let until = found.election.protocol.0.roll.corrections_until;
    let open = may_ask(found.election.stage, today, until).is_ok();
    Ok(shell::page(&ctx, &head, move || {
        let body = if found.election.stage < Stage::RollPublished {
            view! { <p class="empty">{t.electoral_not_published()}</p> }.into_any()
        } else if persons.is_empty() {
            view! { <p class="note">{t.electoral_nobody()}</p> }.into_any()
        } else {
            persons
                .iter()
                .map(|one| person(t, &found, one, open))
                .collect_view()
                .into_any()
        };
        let window = (found.election.stage == Stage::RollPublished).then(|| {
            let said = if open {
                t.electoral_window(t.date(until))
            } else {
                t.electoral_window_over(t.date(until))
            };
            view! { <p class="note">{said}</p> }
        });
        view! {
            {crumbs(t, &found, true)}
            {stamp(t, &found)}
            <h1>{t.electoral_mine_title()}</h1>
            {window}
            {requests(t, &found, &asked)}
            {body}
        }
    }))
}

fn person(t: T, found: &Found, shown: &Shown, open: bool) -> AnyView {
    let mine = &shown.mine;
    let form = |tenancy: Option<TenancyId>| {
        let form = shown.forms.iter().find(|(one, _)| *one == tenancy);
        form.filter(|_| open)
            .map(|(_, form)| ask(t, found, mine.person, tenancy, form, mine.line.is_none()))
    };
    let line = mine.line.as_ref().map(|line| {
        view! { {line_card(t, found, line)} {form(Some(line.tenancy))} }
    });
    let without = mine.without.iter().map(|one| {
        let why = one.reason.map_or(t.electoral_left_out_later(), |reason| {
            say::left_out(t, reason)
        });
        view! {
            <section class="card">
                <h3>{format!("{}, {}", one.estate, one.dwelling)}</h3>
                <p class="who">{t.electoral_lease(one.reference.clone())}</p>
                <p><strong>{t.electoral_no_vote_here()}</strong> " " {why}</p>
                {form(Some(one.tenancy_id))}
            </section>
        }
    });
    let without = without.collect_view();
    let none = mine.line.is_none().then(|| {
        view! { <p class="note"><strong>{t.electoral_no_line()}</strong></p> {form(None)} }
    });
    view! { <h2>{mine.name.clone()}</h2> {line} {none} {without} }.into_any()
}

/// The vote of a lease: who shares it, where the letters go, how to vote.
fn line_card(t: T, found: &Found, line: &MyLine) -> AnyView {
    let names = line
        .electors
        .iter()
        .map(|one| view! { <li>{one.name.clone()}</li> })
        .collect_view();
    let shared = (line.electors.len() > 1).then(|| view! { <p>{t.electoral_shared()}</p> });
    let address = line.electors.first().map(|one| {
        one.address
            .lines()
            .map(|line| view! { {line.to_owned()} <br/> })
            .collect_view()
    });
    let channels = found.election.protocol.0.channels;
    let online = channels
        .online
        .then(|| view! { <li>{t.electoral_how_online()}</li> });
    let post = channels
        .post
        .then(|| view! { <li>{t.electoral_how_post()}</li> });
    let at_box = channels
        .ballot_box
        .then(|| view! { <li>{t.electoral_how_box()}</li> });
    view! {
        <section class="card main">
            <p><span class="tag open">{t.electoral_listed()}</span></p>
            <h3>{format!("{}, {}", line.estate, line.dwelling)}</h3>
            <p class="who">{t.electoral_lease(line.reference.clone())}</p>
            <h4>{t.electoral_who_votes()}</h4>
            <ul>{names}</ul>
            {shared}
            <h4>{t.electoral_letters_go()}</h4>
            <p class="address">{address}</p>
            <h4>{t.electoral_how()}</h4>
            <ul>{online} {post} {at_box}</ul>
        </section>
    }
    .into_any()
}

fn ask(
    t: T,
    found: &Found,
    person: PersonId,
    tenancy: Option<TenancyId>,
    form: &FormState,
    unlisted: bool,
) -> AnyView {
    let id = form_id(person, tenancy);
    let choices = CorrectionKind::ALL.into_iter();
    let choices = choices
        .map(|kind| Choice::new(kind.name(), say::kind(t, kind)))
        .collect();
    let initial = if unlisted { "not_listed" } else { "naming" };
    let open = form.complaint().is_some() || form.is_refilled();
    view! {
        <details open=open>
            <summary>{t.electoral_ask()}</summary>
            <form method="post" action=super::endpoint(found, "ask") id=id class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="person" value=person.to_string()/>
                <input type="hidden" name="tenancy" value=tenancy.map(|one| one.to_string())/>
                {radios(t, form, "kind", t.electoral_ask_kind(), initial, choices)}
                {area(t, form, "words", t.electoral_ask_words(), t.electoral_ask_words_hint().to_owned(), String::new())}
                <p><button class="button quiet">{t.electoral_ask_send()}</button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What I asked for, with what was decided.
fn requests(t: T, found: &Found, asked: &[Correction]) -> AnyView {
    if asked.is_empty() {
        return ().into_any();
    }
    let items = asked.iter().map(|one| {
        let link = format!("{}/electeur/demande/{}", found.address(), one.id);
        let (class, said) = say::outcome(t, one.outcome);
        view! {
            <li>
                <a href=link>{say::kind(t, one.kind)}</a> " " <span class=class>{said}</span>
                <p class="who">{t.instant(one.asked_at, &found.landlord.zone)}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! { <h2>{t.electoral_my_requests()}</h2> <ul class="plain">{items}</ul> }.into_any()
}
