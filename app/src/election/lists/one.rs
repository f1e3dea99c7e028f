//! One list: the draft with all that is missing, then its receipt; for the commission, the papers.

use super::file::title;
use super::{Opened, check, judge, opened, photo, receipt, say};
use crate::election::home::crumbs;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick, tick};
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::election::candidate_list::rule::BrokenListRule;
use palier_domain::election::candidate_list::state::ListState;
use palier_store::candidate_list::{self, Entrant, ListPhoto};
use palier_store::national_body::{self, NationalBody};
use palier_store::upload::{self, Upload};
use serde::Deserialize;
use uuid::Uuid;

/// The form of a list's words.
pub const WORDS: &str = "liste";
/// The form of its proof.
pub const PROOF: &str = "preuve";
/// The form that files it.
pub const FILE: &str = "depot";

/// What the address of the page carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done.
    #[serde(default)]
    fait: String,
}

/// What the page shows.
pub(super) struct Shown {
    pub(super) opened: Opened,
    pub(super) entrants: Vec<Entrant>,
    pub(super) broken: Vec<BrokenListRule>,
    pub(super) judge: FormState,
    bodies: Vec<NationalBody>,
    proof: Option<Upload>,
    photo: Option<ListPhoto>,
    receipt: Option<Upload>,
    words: FormState,
    prove: FormState,
    photograph: FormState,
    file: FormState,
    saved: bool,
    today: String,
}

/// The page.
///
/// # Errors
/// When there is no such list for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle, id)): Path<(String, String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let opened = opened(&ctx, &slug, &handle, id).await?;
    let shown = load(&ctx, opened, &asked).await?;
    let t = ctx.t;
    let forms = [
        &shown.words,
        &shown.prove,
        &shown.photograph,
        &shown.file,
        &shown.judge,
    ];
    let refused = forms.iter().any(|form| form.complaint().is_some());
    let name = title(t, &shown.opened.list);
    let head = Head::of(&shown.opened.found.landlord, name.clone()).refused(refused);
    let zone = shown.opened.found.landlord.zone.clone();
    Ok(shell::page(&ctx, &head, move || {
        let list = &shown.opened.list;
        let (class, state) = say::state(t, list.state);
        let body = if list.state == ListState::Draft {
            drafting(t, &shown)
        } else {
            let receipt = shown.receipt.as_ref();
            let receipt = receipt.map(|kept| receipt::show(t, &shown.opened, kept, &zone));
            view! { {receipt} {judge::show(t, &shown)} }.into_any()
        };
        view! {
            {crumbs(t, &shown.opened.found, true)}
            <p><span class=class>{state}</span></p>
            <h1 lang="fr">{name}</h1>
            {body}
        }
    }))
}

async fn load(ctx: &Ctx, opened: Opened, asked: &Asked) -> Result<Shown, AppError> {
    let db = &ctx.site.db;
    let entrants = candidate_list::candidates(db, opened.list.id).await?;
    let about = async |id| match id {
        Some(id) => upload::about(db, id).await,
        None => Ok(None),
    };
    Ok(Shown {
        broken: check::broken(ctx, &opened.found, &opened.list, &entrants).await?,
        bodies: national_body::list(db).await?,
        proof: about(opened.list.proof_id).await?,
        receipt: about(opened.list.receipt_id).await?,
        words: ctx.form(WORDS).await?,
        prove: ctx.form(PROOF).await?,
        photograph: ctx.form(photo::FORM).await?,
        photo: candidate_list::photo(&ctx.site.db, opened.list.id).await?,
        file: ctx.form(FILE).await?,
        judge: ctx.form(judge::FORM).await?,
        saved: !asked.fait.is_empty(),
        today: ctx.today(&opened.found.landlord.zone).to_string(),
        entrants,
        opened,
    })
}

fn drafting(t: T, shown: &Shown) -> AnyView {
    let saved = shown
        .saved
        .then(|| view! { <p class="note good" role="status">{t.list_form_saved()}</p> });
    view! {
        {saved}
        {broken(t, &shown.broken)}
        {words(t, shown)}
        {photo::form(t, &shown.opened, shown.photo.as_ref(), &shown.photograph)}
        {proof(t, shown)}
        {candidates(t, shown)}
        {file(t, shown)}
    }
    .into_any()
}

/// Every rule that is broken, or that none is.
pub(super) fn broken(t: T, broken: &[BrokenListRule]) -> AnyView {
    if broken.is_empty() {
        return view! { <p class="note good">{t.list_form_sound()}</p> }.into_any();
    }
    let count = i64::try_from(broken.len()).unwrap_or(i64::MAX);
    let items = broken
        .iter()
        .map(|one| view! { <li>{say::broken(t, one)}</li> })
        .collect_view();
    view! {
        <section class="summary rules">
            <p class="summary-title">{t.list_form_broken(count)}</p>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}

fn words(t: T, shown: &Shown) -> AnyView {
    let (form, list) = (&shown.words, &shown.opened.list);
    let name = Field::text("title", t.list_form_list_title())
        .hint(t.list_form_list_title_hint())
        .initial(list.title.clone());
    let bodies = shown
        .bodies
        .iter()
        .map(|body| Choice::new(&body.code, format!("{} ({})", body.name, body.code)))
        .collect();
    let length = i64::from(shown.opened.found.election.protocol.statements.length);
    let none = Some(t.list_form_body_none());
    view! {
        <h2>{t.list_form_words()}</h2>
        <form method="post" action=shown.opened.api("save") id=WORDS class="stack" novalidate>
            {summary(t, form)}
            {name.show(t, form)}
            {pick(t, form, "national_body", t.list_form_body(), none, &list.national_body, bodies)}
            {tick(t, form, "independent", t.list_form_independent(), "", list.independent)}
            {area(t, form, "statement", t.list_form_statement(), t.list_form_statement_hint(length), list.statement.clone())}
            <p><button class="button">{t.list_form_check()}</button></p>
        </form>
    }
    .into_any()
}

fn proof(t: T, shown: &Shown) -> AnyView {
    let kept = shown.proof.as_ref().map(|kept| {
        let link = format!("{}/piece/{}", shown.opened.address(), kept.id);
        view! { <p>{t.list_form_proof_kept()} " " <a href=link>{kept.name.clone()}</a></p> }
    });
    let mut file = Field::text("file", t.list_form_proof()).hint(t.list_form_proof_hint());
    file.kind = "file";
    view! {
        <form
            method="post"
            action=shown.opened.api("proof")
            id=PROOF
            class="stack"
            enctype="multipart/form-data"
        >
            {summary(t, &shown.prove)}
            {kept}
            {file.show(t, &shown.prove)}
            <p><button class="button quiet">{t.list_form_check()}</button></p>
        </form>
    }
    .into_any()
}

fn candidates(t: T, shown: &Shown) -> AnyView {
    let names = i64::try_from(shown.opened.found.election.protocol.names).unwrap_or_default();
    let items = shown.entrants.iter().map(|one| entrant(t, shown, one));
    let items = items.collect_view();
    let next = shown.entrants.len() + 1;
    let add = format!("{}/candidat/{next}", shown.opened.address());
    view! {
        <h2>{t.list_form_candidates()}</h2>
        <p>{t.list_form_candidates_what(names)}</p>
        <ol class="plain entrants">{items}</ol>
        <p><a class="button quiet" href=add>{t.list_form_add()}</a></p>
    }
    .into_any()
}

fn entrant(t: T, shown: &Shown, one: &Entrant) -> AnyView {
    let place = one.place;
    let wrong = shown
        .broken
        .iter()
        .filter(|rule| rule.position.and_then(|at| i64::try_from(at).ok()) == Some(place))
        .map(|rule| view! { <li>{say::rule(t, &rule.rule)}</li> })
        .collect_view();
    let name = if one.name.is_empty() {
        t.list_form_unnamed().to_owned()
    } else {
        one.name.clone()
    };
    let edit = format!("{}/candidat/{place}", shown.opened.address());
    let act = |act: &str, label: String| {
        view! {
            <form method="post" action=shown.opened.api(act)>
                <input type="hidden" name="place" value=place.to_string()/>
                <button class="link">{label}</button>
            </form>
        }
    };
    let up = (place > 1).then(|| act("up", t.list_form_up(place)));
    view! {
        <li>
            <p><strong>{place.to_string()} ". " {name}</strong></p>
            <ul class="broken">{wrong}</ul>
            <div class="acts">
                <a href=edit>{t.list_form_edit(place)}</a>
                {up}
                {act("remove", t.list_form_remove(place))}
            </div>
        </li>
    }
    .into_any()
}

fn file(t: T, shown: &Shown) -> AnyView {
    let form = &shown.file;
    let despite = (!shown.broken.is_empty())
        .then(|| tick(t, form, "despite", t.list_form_despite(), "", false));
    let received = (!shown.opened.list.handed_in_by.is_empty()).then(|| {
        let day = Field::day("received_on", t.list_form_received_on());
        day.initial(shown.today.clone()).show(t, form)
    });
    view! {
        <section class="card">
            <h2>{t.list_form_file_title()}</h2>
            <p>{t.list_form_file_what()}</p>
            <form method="post" action=shown.opened.api("file") id=FILE class="stack" novalidate>
                {summary(t, form)}
                {received}
                {despite}
                <p><button class="button">{t.list_form_file_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}
