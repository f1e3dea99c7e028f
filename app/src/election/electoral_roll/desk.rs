//! The officer's page of the roll: make it, bring those without a lease, decide, publish, freeze.

use super::files::{FILE, file_form};
use super::{desk_address, endpoint, say};
use crate::election::home::{crumbs, stamp};
use crate::election::load::{Found, found};
use crate::i18n::T;
use crate::parts::field::summary;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::electoral_roll::title::LeftOut;
use palier_domain::election::stage::Stage;
use palier_store::election::electoral_roll::{
    self as roll, Correction, MyLine, Occupancies, Standing,
};
use serde::Deserialize;

/// The form of the steps.
pub(super) const STEP: &str = "etape";

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// Present right after something was done.
    #[serde(default)]
    fait: String,
    /// What is looked for.
    #[serde(default)]
    q: String,
}

/// What the page shows.
struct Shown {
    found: Found,
    standing: Option<Standing>,
    by_residence: Vec<(String, i64)>,
    left_out: Vec<(LeftOut, i64)>,
    occupancies: Occupancies,
    corrections: Vec<Correction>,
    lines: Vec<MyLine>,
    step: FormState,
    file: FormState,
    asked: Asked,
}

/// The page.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    let (db, id) = (&ctx.site.db, found.election.id);
    let q = asked.q.trim();
    let shown = Shown {
        standing: roll::standing(db, id).await?,
        by_residence: roll::by_residence(db, id).await?,
        left_out: roll::left_out(db, id).await?,
        occupancies: roll::occupancies(db, id).await?,
        corrections: roll::corrections(db, id).await?,
        lines: if q.is_empty() {
            Vec::new()
        } else {
            roll::search(db, id, q).await?
        },
        step: ctx.form(STEP).await?,
        file: ctx.form(FILE).await?,
        found,
        asked,
    };
    let t = ctx.t;
    let refused = shown.step.complaint().is_some() || shown.file.complaint().is_some();
    let head = Head::of(&shown.found.landlord, t.electoral_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let done = (!shown.asked.fait.is_empty() && !refused)
            .then(|| view! { <p class="note good" role="status">{t.electoral_done()}</p> });
        view! {
            {crumbs(t, &shown.found, true)}
            {stamp(t, &shown.found)}
            <h1>{t.electoral_title()}</h1>
            <p class="lead">{t.electoral_desk_lead()}</p>
            {done}
            {next(t, &shown)}
            {standing(t, &shown)}
            {corrections(t, &shown)}
            {search(t, &shown)}
            {sources(t, &shown)}
        }
    }))
}

/// The one thing to do now.
fn next(t: T, shown: &Shown) -> AnyView {
    let found = &shown.found;
    let dates = &found.election.protocol.0.roll;
    let stage = found.election.stage;
    let made = shown.standing.is_some();
    let waiting = shown.corrections.iter().filter(|one| one.outcome.is_none());
    let waiting = i64::try_from(waiting.count()).unwrap_or_default();
    let (act, button, what) = match stage {
        Stage::ListsClosed if made => (
            "publish",
            t.electoral_publish(),
            t.electoral_publish_what(t.date(dates.published), t.date(dates.corrections_until)),
        ),
        Stage::RollPublished => (
            "freeze",
            t.electoral_freeze(),
            t.electoral_freeze_what(waiting, t.date(dates.corrections_until)),
        ),
        Stage::Draft | Stage::Announced | Stage::ListsClosed => (
            "make",
            t.electoral_make(),
            t.electoral_make_what().to_owned(),
        ),
        _ => return ().into_any(),
    };
    let again = (made && stage <= Stage::RollPublished).then(|| {
        view! {
            <form method="post" action=endpoint(found, "make")>
                <p>{t.electoral_again_what()}</p>
                <p><button class="button quiet">{t.electoral_again()}</button></p>
            </form>
        }
    });
    view! {
        <section class="card main" id=STEP>
            {summary(t, &shown.step)}
            <form method="post" action=endpoint(found, act)>
                <p>{what}</p>
                <p><button class="button">{button}</button></p>
            </form>
            {again}
        </section>
    }
    .into_any()
}

fn standing(t: T, shown: &Shown) -> AnyView {
    let Some(standing) = &shown.standing else {
        return view! { <p class="empty">{t.electoral_not_made()}</p> }.into_any();
    };
    let zone = &shown.found.landlord.zone;
    let made = dates::local(standing.made_at, zone).date_naive();
    let made = t.dates_at(t.date(made), t.time(standing.made_at, zone));
    let frozen = standing.fingerprint.clone().map(|fingerprint| {
        view! { <dt>{t.electoral_fingerprint()}</dt> <dd><code>{fingerprint}</code></dd> }
    });
    let reasons = shown
        .left_out
        .iter()
        .map(|(reason, count)| {
            view! { <tr><th scope="row">{say::left_out(t, *reason)}</th><td>{t.number(*count)}</td></tr> }
        })
        .collect_view();
    let left_out = (!shown.left_out.is_empty()).then(|| {
        view! {
            <h2>{t.electoral_left_out()}</h2>
            <div class="table" role="region" aria-label=t.electoral_left_out() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t.electoral_why()}</th>
                            <th scope="col">{t.electoral_tenancies()}</th>
                        </tr>
                    </thead>
                    <tbody>{reasons}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <h2>{t.electoral_where()}</h2>
        <dl class="figures">
            <dt>{t.electoral_electors()}</dt>
            <dd>{t.number(standing.lines)}</dd>
            <dt>{t.electoral_cut_off()}</dt>
            <dd>{t.date(standing.cut_off)}</dd>
            <dt>{t.electoral_made_at()}</dt>
            <dd>{made}</dd>
            {frozen}
        </dl>
        {super::public::residences(t, &shown.by_residence)}
        {left_out}
    }
    .into_any()
}

fn corrections(t: T, shown: &Shown) -> AnyView {
    if shown.found.election.stage < Stage::RollPublished {
        return ().into_any();
    }
    let enter = (shown.found.election.stage == Stage::RollPublished).then(|| {
        let link = super::enter::address(&shown.found);
        view! { <p><a class="button quiet" href=link>{t.electoral_enter_title()}</a></p> }
    });
    if shown.corrections.is_empty() {
        return view! {
            <h2>{t.electoral_corrections()}</h2>
            <p class="empty">{t.electoral_no_correction()}</p>
            {enter}
        }
        .into_any();
    }
    let items = shown
        .corrections
        .iter()
        .map(|one| {
            let link = format!("{}/demande/{}", desk_address(&shown.found), one.id);
            let (class, said) = say::outcome(t, one.outcome);
            let zone = &shown.found.landlord.zone;
            view! {
                <li>
                    <p>
                        <a href=link>{one.person.clone()} ", " {say::kind(t, one.kind)}</a>
                        " " <span class=class>{said}</span>
                    </p>
                    <p class="who">{t.instant(one.asked_at, zone)}</p>
                </li>
            }
        })
        .collect_view();
    view! { <h2>{t.electoral_corrections()}</h2> <ul class="plain">{items}</ul> {enter} }.into_any()
}

/// Looking a line up: by lease, by dwelling, by whole name.
fn search(t: T, shown: &Shown) -> AnyView {
    if shown.standing.is_none() {
        return ().into_any();
    }
    let q = shown.asked.q.trim().to_owned();
    let items = shown
        .lines
        .iter()
        .map(|line| {
            let names: Vec<&str> = line.electors.iter().map(|one| one.name.as_str()).collect();
            view! {
                <li>
                    <p><strong>{names.join(", ")}</strong></p>
                    <p class="who">{format!("{}, {}, {}", line.estate, line.dwelling, line.reference)}</p>
                </li>
            }
        })
        .collect_view();
    let none = (!q.is_empty() && shown.lines.is_empty())
        .then(|| view! { <p class="empty" role="status">{t.electoral_search_none()}</p> });
    view! {
        <h2>{t.electoral_search()}</h2>
        <form method="get" class="search" role="search">
            <label for="q">{t.electoral_search_what()}</label>
            <div>
                <input id="q" name="q" type="search" value=q autocomplete="off"/>
                <button class="button quiet">{t.electoral_search_button()}</button>
            </div>
        </form>
        {none}
        <ul class="plain">{items}</ul>
    }
    .into_any()
}

/// Those who vote without a running lease.
fn sources(t: T, shown: &Shown) -> AnyView {
    if shown.found.election.stage > Stage::RollPublished {
        return ().into_any();
    }
    view! {
        <h2>{t.electoral_without()}</h2>
        <p>{t.electoral_without_what()}</p>
        <p>{t.electoral_without_now(t.number(shown.occupancies.plans), t.number(shown.occupancies.sub_tenancies))}</p>
        {file_form(t, &shown.found, &shown.file)}
    }
    .into_any()
}
