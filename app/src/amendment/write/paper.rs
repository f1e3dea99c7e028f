//! Typing an amendment that somebody wrote on a page of the booklet.

use super::ground::Ground;
use super::problem::{WriteProblem, refused};
use super::row::{self, Rows};
use super::save::content;
use super::sent::Sent;
use super::signed::{facts, quality_name};
use crate::amendment::who::Reader;
use crate::entry::add::{name, place};
use crate::entry::{page::ROLES as DESK, say};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::choice::{Choice, pick, radios, select, tick};
use crate::parts::field::{Field, area, summary};
use crate::site::access::Desk;
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{Complaint, FormState, Refusal, typed_day};
use crate::site::problem::Problem;
use crate::site::shell::{self, Head};
use axum::extract::{Form, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::account::role::{Quality, Role};
use palier_domain::charter::amendment::propose::may_enter;
use palier_domain::charter::booklet::PageCode;
use palier_domain::charter::typed::Typed;
use palier_domain::entry::source::Source;
use palier_domain::id::{AmendmentId, FormId};
use palier_store::amendment::{self, NewPaper};
use palier_store::ids;
use serde::Deserialize;
use uuid::Uuid;

/// Who types for others.
pub const ROLES: &[Role] = DESK;

const FORM: &str = "saisie-amendement";

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The code of the page of the booklet.
    #[serde(default)]
    code: String,
    /// Or the handle of the article.
    #[serde(default)]
    article: String,
}

/// The page: first which article, by the code of the page or from the list; then its words.
///
/// # Errors
/// When there is no charter, or the database does not answer.
pub async fn page(ctx: Ctx, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &desk.landlord.slug).await?;
    let ground = Ground::of(&ctx, reader.found.text.version_id).await?;
    let state = ctx.form(FORM).await?;
    let closed = may_enter(&facts(&reader), reader.found.text.status).err();
    let article = article(&reader, &ground, &asked);
    let t = ctx.t;
    let head = Head::of(&desk.landlord, t.amend_paper()).refused(state.complaint().is_some());
    Ok(shell::page(&ctx, &head, move || {
        let body = match (closed, article) {
            (Some(refusal), _) => {
                let said = WriteProblem::from(refusal).say(t);
                view! { <p class="note">{said}</p> }.into_any()
            }
            (None, Ok(Some(at))) => the_form(t, &reader, &ground, &state, at),
            (None, Ok(None)) => which(t, &reader, &ground, &asked, None),
            (None, Err(problem)) => which(t, &reader, &ground, &asked, Some(&problem)),
        };
        view! {
            {crumbs(t, &desk)}
            <h1>{t.amend_paper()}</h1>
            <p class="lead">{t.amend_paper_lead()}</p>
            {body}
        }
    }))
}

/// The article that the address names.
fn article(reader: &Reader, ground: &Ground, asked: &Asked) -> Result<Option<usize>, WriteProblem> {
    if let Ok(handle) = asked.article.parse() {
        return Ok(ground.at(handle).map(|at| ground.head(at)));
    }
    if asked.code.trim().is_empty() {
        return Ok(None);
    }
    let code = PageCode::parse(&asked.code)?;
    if i64::from(code.version) != reader.found.text.sequence {
        return Err(WriteProblem::CodeOfOtherVersion);
    }
    let at = ground
        .at(i64::from(code.handle))
        .ok_or(WriteProblem::CodeForm)?;
    Ok(Some(ground.head(at)))
}

fn which(
    t: T,
    reader: &Reader,
    ground: &Ground,
    asked: &Asked,
    wrong: Option<&WriteProblem>,
) -> AnyView {
    let state = FormState::empty("code-page");
    let action = format!("/{}/gestion/amendements/saisie", reader.landlord.slug);
    let wrong = wrong.map(|problem| {
        view! { <div class="summary" role="alert"><p>{problem.say(t)}</p></div> }
    });
    let articles = ground.heads().into_iter();
    let articles = articles
        .map(|head| Choice::new(ground.handle(head).to_string(), ground.name(t, head)))
        .collect();
    let code = Field::text("code", t.amend_paper_code())
        .hint(t.amend_paper_code_hint())
        .initial(asked.code.clone());
    view! {
        {wrong}
        <form method="get" action=action.clone() class="stack">
            {code.show(t, &state)}
            <p><button class="button">{t.amend_paper_go()}</button></p>
        </form>
        <h2>{t.amend_paper_or()}</h2>
        <form method="get" action=action class="stack">
            {select(t, &state, "article", t.entry_article(), Some(t.entry_article_none()), articles)}
            <p><button class="button quiet">{t.amend_paper_go()}</button></p>
        </form>
    }
    .into_any()
}

fn the_form(t: T, reader: &Reader, ground: &Ground, state: &FormState, at: usize) -> AnyView {
    let handle = ground.handle(at);
    let typed = Typed::default();
    let rows = Rows {
        t,
        ground,
        typed: &typed,
        form: state,
    };
    let form_id = state
        .value("form_id")
        .unwrap_or_else(|| ids::new_v4().to_string());
    let today = reader.ctx.today(&reader.landlord.zone).to_string();
    let sources = Source::ALL
        .into_iter()
        .map(|one| Choice::new(one.name(), say::source(t, one)))
        .collect();
    let associations = reader.found.facts.associations.iter();
    let associations = associations
        .map(|one| Choice::new(one.id.to_string(), one.name.clone()))
        .collect();
    let title = Field::text("title", t.amend_name()).hint(t.amend_name_hint());
    let place = Field::text("place", t.entry_place()).hint(t.entry_place_hint());
    let day = Field::day("heard_on", t.entry_day()).initial(today);
    let who = Field::text("public_name", t.entry_name())
        .hint(t.entry_name_hint())
        .initial(t.entry_name_plain());
    view! {
        <form method="post" action=reader.api("paper") id=FORM class="stack amend">
            {summary(t, state)}
            <input type="hidden" name="form_id" value=form_id/>
            <input type="hidden" name="handle" value=handle.to_string()/>
            {row::show(&rows, &[at])}
            {title.show(t, state)}
            {area(t, state, "reasons", t.amend_reasons(), t.amend_paper_reasons_hint().to_owned(), String::new())}
            {who.show(t, state)}
            {pick(t, state, "association", t.amend_paper_for(), Some(t.amend_paper_tenant()), "", associations)}
            {radios(t, state, "source", t.entry_source(), "paper", sources)}
            {place.show(t, state)}
            {day.show(t, state)}
            {tick(t, state, "agreed", t.amend_paper_agreed(), "", false)}
            <p><button class="button">{t.amend_preview()}</button></p>
        </form>
    }
    .into_any()
}

/// Keeps what was typed as a draft, and goes to its preview.
///
/// # Errors
/// When there is no charter, or the database does not answer.
pub async fn enter(
    ctx: Ctx,
    desk: Desk,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let sent = Sent(fields);
    let slug = &desk.landlord.slug;
    match entered(&ctx, &desk, &sent).await {
        Ok(id) => {
            ctx.forget_form(FORM).await?;
            Ok(ctx.go(&format!("/{slug}/charte/amendements/brouillon/{id}")))
        }
        Err(Refusal::Complaint(complaint)) => {
            let handle: i64 = sent.get("handle").parse().unwrap_or_default();
            let back = format!("/{slug}/gestion/amendements/saisie?article={handle}");
            ctx.refuse(FORM, &sent.fields(), &complaint, &back).await
        }
        Err(Refusal::Error(error)) => Err(error),
    }
}

async fn entered(ctx: &Ctx, desk: &Desk, sent: &Sent) -> Result<AmendmentId, Refusal> {
    let form_id = Uuid::parse_str(sent.get("form_id")).map_err(|_| AppError::BadRequest)?;
    let reader = Reader::of(ctx, &desk.landlord.slug).await?;
    let ground = Ground::of(ctx, reader.found.text.version_id).await?;
    let content = content(&ground, sent)?;
    let source = Source::from_name(sent.get("source"))
        .ok_or_else(|| Complaint::about("source", Problem::ChooseOne))?;
    let zone = &desk.landlord.zone;
    let heard_on = typed_day("heard_on", sent.get("heard_on"))?;
    if heard_on > ctx.today(zone) {
        return Err(Complaint::about("heard_on", Problem::DayToCome).into());
    }
    if sent.get("agreed").is_empty() {
        return Err(Complaint::about("agreed", Problem::NotAgreed).into());
    }
    let paper = NewPaper {
        landlord_id: desk.landlord.id,
        text_id: reader.found.text.id,
        name: name(ctx, desk, &reader.found, sent.get("public_name")).await?,
        quality: quality(&reader, sent.get("association"))?,
        content,
        source,
        place: place(sent.get("place"), source)?,
        heard_on,
        form_id: FormId(form_id),
    };
    let mut tx = ctx.site.db.begin().await?;
    let made = amendment::enter(&mut tx, &paper, reader.me()?, ctx.now)
        .await
        .map_err(refused)?;
    tx.commit().await?;
    tracing::info!(
        amendment = %made.id,
        quality = quality_name(&reader, paper.quality),
        "an amendment written on paper was typed"
    );
    Ok(made.id)
}

/// A tenant, or one of the associations that are attached to the landlord.
fn quality(reader: &Reader, chosen: &str) -> Result<Quality, Complaint> {
    if chosen.is_empty() {
        return Ok(Quality::Tenant);
    }
    let all = &reader.found.facts.associations;
    let found = all.iter().find(|one| one.id.to_string() == chosen);
    found
        .map(|one| Quality::Association(one.id))
        .ok_or_else(|| Complaint::about("association", Problem::ChooseOne))
}
