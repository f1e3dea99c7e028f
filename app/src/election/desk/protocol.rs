//! The page of a protocol at the desk: the draft with its form, then the steps up to the announcement.

use super::form::{self, Sheet};
use super::{advance, held, members};
use crate::election::next::{self, Following};
use crate::election::words::STEP;
use crate::election::{load, rules, say};
use crate::i18n::T;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::protocol::rule::Broken;
use palier_domain::election::stage::Stage;
use palier_store::election::{self, Declared, Election, Taken};
use serde::Deserialize;

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done: `brouillon`, `note`, `annonce`.
    #[serde(default)]
    fait: String,
    /// The form that was refused; `etape` for a step.
    #[serde(default)]
    refus: String,
}

/// What the page shows.
struct Shown {
    desk: Desk,
    election: Election,
    broken: Vec<Broken>,
    declared: Vec<Declared>,
    taken: Vec<Taken>,
    following: Following,
    form: FormState,
    steps: advance::Forms,
    members: members::Shown,
    asked: Asked,
}

/// The page.
///
/// # Errors
/// When there is no such election, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let election = held(&ctx, &desk, &handle).await?;
    let shown = Shown {
        broken: election.protocol.broken_rules(),
        declared: election::declared(&ctx.site.db, election.id).await?,
        taken: election::taken(&ctx.site.db, election.id).await?,
        following: next::following(&ctx, &desk.landlord, &election).await?,
        form: ctx.form(form::FORM).await?,
        steps: advance::forms(&ctx).await?,
        members: members::load(&ctx, &election).await?,
        desk,
        election,
        asked,
    };
    let t = ctx.t;
    let refused = !shown.asked.refus.is_empty();
    let head = Head::of(&shown.desk.landlord, t.protocol_title()).refused(refused);
    Ok(shell::page(&ctx, &head, move || {
        let draft = shown.election.stage == Stage::Draft;
        view! {
            {crumbs(t, &shown.desk)}
            <p><span class=say::tag(shown.election.stage)>{say::stage(t, shown.election.stage)}</span></p>
            <h1>{t.protocol_title()}</h1>
            <p class="lead" lang="fr">{shown.election.title.clone()}</p>
            {done(t, &shown)}
            {links(t, &shown)}
            {next::show(t, &shown.following)}
            {if draft { drafting(t, &shown) } else { view! { <p class="note">{t.protocol_read_only()}</p> }.into_any() }}
            {members::show(t, &shown.desk, &shown.election, &shown.members)}
            {advance::calendar(t, &shown.desk, &shown.election, &shown.steps)}
        }
    }))
}

/// The way back to the landlord's elections at the desk.
#[must_use]
pub fn crumbs(t: T, desk: &Desk) -> AnyView {
    let all = format!("/{}/gestion/election", desk.landlord.slug);
    let up = format!("/{}/gestion", desk.landlord.slug);
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=up>{t.desk_title()}</a> " " <a href=all>{t.protocol_desk_title()}</a>
        </nav>
    }
    .into_any()
}

fn done(t: T, shown: &Shown) -> AnyView {
    let late = shown.taken.iter().map(|taken| taken.late_by).max();
    let said = match (shown.asked.fait.as_str(), late) {
        ("brouillon", _) => t.protocol_saved().to_owned(),
        ("note", _) => t.protocol_step_recorded().to_owned(),
        ("annonce", Some(late)) if late > 0 => t.protocol_step_announced_late(late),
        ("annonce", _) => t.protocol_step_announced().to_owned(),
        _ => return ().into_any(),
    };
    view! { <p class="note good" role="status">{said}</p> }.into_any()
}

fn links(t: T, shown: &Shown) -> AnyView {
    let address = load::address(&shown.desk.landlord, &shown.election);
    let pages = [
        (address.clone(), t.protocol_see_public()),
        (format!("{address}/protocole"), t.protocol_see_print()),
        (format!("{address}/avis"), t.protocol_step_posted_print()),
        (format!("{address}/calendrier"), t.calendar_title()),
        (format!("{address}/listes"), t.lists_title()),
    ];
    let items = pages
        .into_iter()
        .map(|(link, name)| view! { <li><a href=link>{name}</a></li> })
        .collect_view();
    view! { <ul>{items}</ul> }.into_any()
}

/// The steps up to the announcement, what is wrong with the draft, and its form.
fn drafting(t: T, shown: &Shown) -> AnyView {
    let sheet = Sheet {
        t,
        form: &shown.form,
        title: &shown.election.title,
        protocol: &shown.election.protocol,
        broken: &shown.broken,
    };
    let slug = &shown.desk.landlord.slug;
    let action = format!("/api/protocol/{slug}/{}/save", shown.election.handle);
    let refused = (shown.asked.refus == STEP)
        .then(|| advance::refusal(t, &shown.following, shown.election.stage));
    view! {
        {refused}
        {summary(t, &shown.broken)}
        {advance::show(t, &shown.desk, &shown.election, &shown.declared, &shown.steps)}
        <h2>{t.protocol_title()}</h2>
        <p>{t.protocol_lead()}</p>
        {form::show(&sheet, action)}
    }
    .into_any()
}

/// Every rule that is broken, leading to its field.
fn summary(t: T, broken: &[Broken]) -> AnyView {
    if broken.is_empty() {
        return view! { <p class="note good">{t.protocol_sound()}</p> }.into_any();
    }
    let count = i64::try_from(broken.len()).unwrap_or(i64::MAX);
    let items = broken
        .iter()
        .map(|one| {
            let to = format!("#{}", form::anchor(one.field));
            view! { <li><a href=to>{rules::say(t, one)}</a></li> }
        })
        .collect_view();
    view! {
        <section class="summary rules">
            <p class="summary-title">{t.protocol_broken(count)}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
