//! Entering a correction for somebody without an account: what she wrote or said, and where.

use super::problem::{RollProblem, refusal};
use super::{desk_address, endpoint, say};
use crate::election::load::{Found, found};
use crate::entry::add::place;
use crate::entry::say::source as named;
use crate::i18n::T;
use crate::parts::choice::{Choice, radios, select};
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::{shell, shell::Head};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::electoral_roll::correction::CorrectionKind;
use palier_domain::election::stage::Stage;
use palier_domain::entry::source::Source;
use palier_domain::id::CorrectionId;
use palier_domain::moderation::words;
use palier_store::election::electoral_roll::{self as roll, EnteredCorrection};
use serde::Deserialize;

const FORM: &str = "saisie";

/// The address of the page.
#[must_use]
pub fn address(found: &Found) -> String {
    format!("{}/saisie", desk_address(found))
}

/// The page.
///
/// # Errors
/// When the landlord has no such election, its roll is not published, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    if found.election.stage < Stage::RollPublished {
        return Err(AppError::NotFound);
    }
    let form = ctx.form(FORM).await?;
    let today = ctx.today(&found.landlord.zone).to_string();
    let t = ctx.t;
    let head =
        Head::of(&found.landlord, t.electoral_enter_title()).refused(form.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=desk_address(&found)>{t.electoral_title()}</a>
            </nav>
            <h1>{t.electoral_enter_title()}</h1>
            <p class="lead">{t.electoral_enter_lead()}</p>
            {the_form(t, &found, &form, today)}
        }
    }))
}

fn the_form(t: T, found: &Found, form: &FormState, today: String) -> AnyView {
    let kinds = CorrectionKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.name(), say::kind(t, kind)));
    let sources = Source::ALL
        .into_iter()
        .map(|one| Choice::new(one.name(), named(t, one)));
    let person =
        Field::text("person", t.electoral_enter_person()).hint(t.electoral_enter_person_hint());
    let tenancy =
        Field::text("tenancy", t.electoral_enter_tenancy()).hint(t.electoral_enter_tenancy_hint());
    let place = Field::text("place", t.entry_place()).hint(t.entry_place_hint());
    let day = Field {
        kind: "date",
        ..Field::text("heard_on", t.entry_day()).initial(today)
    };
    view! {
        <form method="post" action=endpoint(found, "enter") id=FORM class="stack" novalidate>
            {summary(t, form)}
            {person.show(t, form)}
            {tenancy.show(t, form)}
            {select(t, form, "kind", t.electoral_request_what(), Some(t.electoral_enter_choose()), kinds.collect())}
            {area(t, form, "words", t.entry_words(), t.entry_words_hint().to_owned(), String::new())}
            {radios(t, form, "source", t.entry_source(), "paper", sources.collect())}
            {place.show(t, form)}
            {day.show(t, form)}
            <p><button class="button">{t.electoral_enter_button()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    person: String,
    #[serde(default)]
    tenancy: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    heard_on: String,
}

/// Enters a correction, and goes to where it is decided.
///
/// # Errors
/// When the landlord has no such election, or the database does not answer.
pub async fn enter(
    ctx: Ctx,
    _: Desk,
    Path((slug, handle)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, AppError> {
    let found = found(&ctx, &slug, &handle).await?;
    match entered(&ctx, &found, &sent).await {
        Ok(id) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("{}/demande/{id}", desk_address(&found))))
        }
        Err(Refusal::Complaint(complaint)) => {
            let fields = [
                ("person", sent.person.as_str()),
                ("tenancy", &sent.tenancy),
                ("kind", &sent.kind),
                ("words", &sent.words),
                ("source", &sent.source),
                ("place", &sent.place),
                ("heard_on", &sent.heard_on),
            ];
            ctx.refuse(FORM, &fields, &complaint, &address(&found))
                .await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, found: &Found, sent: &Sent) -> Result<CorrectionId, Refusal> {
    let none = |field: &str| Complaint::about(field, Problem::ChooseOne);
    let (person, tenancy) = (sent.person.trim(), sent.tenancy.trim());
    let db = &ctx.site.db;
    let whom = roll::whom(db, found.landlord.id, person, tenancy).await?;
    let (person, held) = whom.ok_or_else(|| Complaint::about("person", RollProblem::Unknown))?;
    if held.is_none() && !tenancy.is_empty() {
        return Err(Complaint::about("tenancy", RollProblem::Unknown).into());
    }
    let kind = CorrectionKind::from_name(&sent.kind).ok_or_else(|| none("kind"))?;
    let words = words::appeal(&sent.words).map_err(|e| Complaint::about("words", e))?;
    let source = Source::from_name(&sent.source).ok_or_else(|| none("source"))?;
    let new = EnteredCorrection {
        person,
        tenancy: held,
        kind,
        words,
        source,
        place: place(&sent.place, source)?,
        heard_on: typed_day("heard_on", &sent.heard_on)?,
        by: ctx.signed_in()?.account_id,
    };
    let today = ctx.today(&found.landlord.zone);
    let mut tx = db.begin().await?;
    let id = roll::enter(&mut tx, found.election.id, &new, today, ctx.now)
        .await
        .map_err(refusal)?;
    tx.commit().await?;
    Ok(id)
}
