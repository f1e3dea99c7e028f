//! The editor: the words of the articles in place, a title, the reasons.

use super::difference;
use super::ground::Ground;
use super::page::One;
use super::problem::WriteProblem;
use super::row::{self, Rows};
use super::signed::{self, facts};
use crate::amendment::parts::{change, diff};
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick};
use crate::parts::field::{Field, area, summary};
use crate::site::forms::FormState;
use crate::site::problem::Problem;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::propose::may_propose;
use palier_domain::charter::amendment::table::permits_any;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::typed::written;
use palier_domain::id::AmendmentId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment};
use palier_store::contributor::Contributor;
use palier_store::ids;
use serde::Deserialize;

/// The id of the form that begins an amendment at an article.
#[must_use]
pub fn new_id(handle: i64) -> String {
    format!("amender-{handle}")
}

/// The id of the form of a draft.
#[must_use]
pub fn draft_id(id: AmendmentId) -> String {
    format!("brouillon-{}", id.0.simple())
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the amendment that is amended.
    #[serde(default)]
    de: String,
    /// Handles of articles that are open besides those that change, with commas between.
    #[serde(default)]
    articles: String,
    /// `1` when it was just saved.
    #[serde(default)]
    fait: String,
}

/// Everything that the page shows.
struct Editing {
    reader: Reader,
    ground: Ground,
    /// Absent before it is saved for the first time.
    draft: Option<Amendment>,
    parent: Option<Amendment>,
    operations: Vec<Operation>,
    heads: Vec<usize>,
    face: Option<Contributor>,
    /// The article from which it was begun.
    handle: i64,
    saved: bool,
}

/// The page that begins an amendment at an article, or one of another amendment.
///
/// # Errors
/// When there is no such article for this reader, or the database does not answer.
pub async fn begin(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let handle: i64 = handle.parse().map_err(|_| AppError::NotFound)?;
    let reader = Reader::of(&ctx, &slug).await?;
    let parent = parent(&reader, &asked.de).await?;
    let (version, operations) = match &parent {
        Some(parent) => {
            let operations = amendment::operations(&ctx.site.db, parent.id).await?;
            (parent.base_version_id, operations)
        }
        None => (reader.found.text.version_id, Vec::new()),
    };
    let ground = Ground::of(&ctx, version).await?;
    let at = ground.at(handle).ok_or(AppError::NotFound)?;
    let mut heads = ground.touched(&operations);
    heads.push(ground.head(at));
    let state = ctx.form(&new_id(handle)).await?;
    opened(
        &ground,
        &state.value("articles").unwrap_or_default(),
        &mut heads,
    );
    if let Some(refusal) = refusal(&reader, parent.as_ref()).await? {
        return Ok(closed(&reader, handle, &refusal, &state));
    }
    let editing = Editing {
        face: signed::face_of(&reader).await?,
        reader,
        ground,
        draft: None,
        parent,
        operations,
        heads,
        handle,
        saved: false,
    };
    Ok(show(&ctx, editing, state))
}

/// The amendment that is amended, if the address names one.
async fn parent(reader: &Reader, number: &str) -> Result<Option<Amendment>, AppError> {
    if number.is_empty() {
        return Ok(None);
    }
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let db = &reader.ctx.site.db;
    let found = amendment::by_number(db, reader.found.text.id, number).await?;
    found.map(Some).ok_or(AppError::NotFound)
}

/// Why the reader begins nothing here.
async fn refusal(
    reader: &Reader,
    parent: Option<&Amendment>,
) -> Result<Option<WriteProblem>, AppError> {
    let refused = match parent {
        None => may_propose(&facts(reader), reader.found.text.status).err(),
        Some(parent) => {
            let hats = amendment::hats_of(&reader.ctx.site.db, parent, reader.me()?).await?;
            permits_any(
                Action::AmendThis,
                &hats,
                parent.state,
                reader.beside(parent),
            )
            .err()
        }
    };
    Ok(refused.map(WriteProblem::from))
}

/// The page for whoever writes nothing here; what she typed before stays hers to take along.
fn closed(reader: &Reader, handle: i64, refusal: &WriteProblem, state: &FormState) -> Response {
    let t = reader.ctx.t;
    let head = Head::of(&reader.landlord, t.amend_title());
    let (said, back) = (refusal.say(t), reader.at(&handle.to_string()));
    let kept = state.value("reasons").filter(|words| !words.is_empty());
    let kept = kept.map(|_| {
        area(
            t,
            state,
            "reasons",
            t.amend_reasons(),
            String::new(),
            String::new(),
        )
    });
    shell::page(&reader.ctx, &head, move || {
        view! {
            <h1>{t.amend_title()}</h1>
            <p class="note">{said}</p>
            {kept}
            <p><a href=back>{t.amend_back_to_article()}</a></p>
        }
    })
}

/// The page that goes on with a draft.
///
/// # Errors
/// When there is no such draft for this reader, or the database does not answer.
pub async fn go_on(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let one = One::of(&ctx, &slug, &id).await?;
    if !one.may(Action::Edit) {
        return Ok(ctx.go(&one.address()));
    }
    let state = ctx.form(&draft_id(one.amendment.id)).await?;
    let mut heads = one.ground.touched(&one.operations);
    opened(&one.ground, &asked.articles, &mut heads);
    opened(
        &one.ground,
        &state.value("articles").unwrap_or_default(),
        &mut heads,
    );
    if heads.is_empty() {
        heads.extend(one.ground.heads().get(1).or(one.ground.heads().first()));
    }
    let parent = match one.amendment.parent_id {
        Some(parent) => amendment::get(&ctx.site.db, parent).await?,
        None => None,
    };
    let editing = Editing {
        face: signed::face_of(&one.reader).await?,
        reader: one.reader,
        ground: one.ground,
        draft: Some(one.amendment),
        parent,
        operations: one.operations,
        heads,
        handle: 0,
        saved: asked.fait == "1",
    };
    Ok(show(&ctx, editing, state))
}

/// Adds the headings that handles name.
fn opened(ground: &Ground, handles: &str, heads: &mut Vec<usize>) {
    let handles = handles.split(',').filter_map(|handle| handle.parse().ok());
    heads.extend(
        handles
            .filter_map(|handle| ground.at(handle))
            .map(|at| ground.head(at)),
    );
    heads.sort_unstable();
    heads.dedup();
}

fn show(ctx: &Ctx, editing: Editing, state: FormState) -> Response {
    let t = ctx.t;
    let head =
        Head::of(&editing.reader.landlord, t.amend_title()).refused(state.complaint().is_some());
    shell::page(ctx, &head, move || page(t, &editing, &state))
}

fn page(t: T, editing: &Editing, state: &FormState) -> AnyView {
    let reader = &editing.reader;
    let charter = format!("/{}/charte", reader.landlord.slug);
    let saved = (editing.saved && state.complaint().is_none())
        .then(|| view! { <p class="note good" role="status">{t.amend_saved()}</p> });
    let of = editing.parent.as_ref().and_then(|parent| {
        let number = parent.number?;
        Some(view! { <p class="note">{t.amend_of(number, parent.title.clone())}</p> })
    });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=charter lang="fr">{reader.found.title()}</a>
            <a href=reader.at("mes-amendements")>{t.amend_mine()}</a>
        </nav>
        <h1>{t.amend_title()}</h1>
        <p class="lead">{t.amend_lead()}</p>
        {of}
        {saved}
        {meanwhile(t, editing, state)}
        {form(t, editing, state)}
    }
    .into_any()
}

/// What another delegate saved while this one typed, beside what she typed.
fn meanwhile(t: T, editing: &Editing, state: &FormState) -> AnyView {
    let Some(draft) = &editing.draft else {
        return ().into_any();
    };
    let changed = state
        .complaint()
        .is_some_and(|one| one.problem == Problem::Amending(WriteProblem::Changed));
    if !changed {
        return ().into_any();
    }
    let changes = change::changes(t, &editing.ground.base, &editing.operations);
    let reasons = markdown::comment(&draft.reasons);
    let forget = editing.reader.api(&format!("{}/forget", draft.id));
    view! {
        <section class="card" id="entre-temps">
            <h2>{t.amend_meanwhile()}</h2>
            <p>{t.amend_meanwhile_what()}</p>
            <h3 lang="fr">{draft.title.clone()}</h3>
            {change::show(t, &changes, diff::Extent::Full)}
            <blockquote class="quoted" lang="fr" inner_html=reasons></blockquote>
            <form method="post" action=forget class="stack">
                <p><button class="button quiet">{t.amend_meanwhile_take()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

fn form(t: T, editing: &Editing, state: &FormState) -> AnyView {
    let (reader, draft) = (&editing.reader, editing.draft.as_ref());
    let action = match draft {
        Some(draft) => reader.api(&format!("{}/save", draft.id)),
        None => reader.api("begin"),
    };
    let typed = written(editing.ground.clauses(), &editing.operations);
    let rows = Rows {
        t,
        ground: &editing.ground,
        typed: &typed,
        form: state,
    };
    let initial =
        |of: fn(&Amendment) -> &String| draft.map_or_else(String::new, |one| of(one).clone());
    let title = Field::text("title", t.amend_name())
        .hint(t.amend_name_hint())
        .initial(initial(|one| &one.title));
    let who = draft
        .is_none()
        .then(|| signed::fields(reader, editing.face.as_ref(), state));
    view! {
        <form method="post" action=action id=state.id.clone() class="stack amend">
            {summary(t, state)}
            {hidden(editing, state)}
            {row::show(&rows, &editing.heads)}
            {difference::island(reader, &state.id, &editing.ground)}
            {title.show(t, state)}
            {area(t, state, "reasons", t.amend_reasons(), t.amend_reasons_hint().to_owned(), initial(|one| &one.reasons))}
            {who}
            <p class="actions">
                <button class="button" name="do" value="preview">{t.amend_preview()}</button>
                " "
                <button class="button quiet" name="do" value="save">{t.amend_save()}</button>
            </p>
            {another(t, editing, state)}
        </form>
    }
    .into_any()
}

fn hidden(editing: &Editing, state: &FormState) -> AnyView {
    let open: Vec<String> = editing
        .heads
        .iter()
        .map(|head| editing.ground.handle(*head).to_string())
        .collect();
    let open = open.join(",");
    let of_its_own = match &editing.draft {
        // Never what was sent before: whoever is told of a change saves over it knowingly.
        Some(draft) => {
            view! { <input type="hidden" name="revision" value=draft.revision.to_string()/> }
                .into_any()
        }
        None => {
            let form_id = state
                .value("form_id")
                .unwrap_or_else(|| ids::new_v4().to_string());
            let parent = editing.parent.as_ref().and_then(|one| one.number);
            let parent = parent.map(|number| {
                view! { <input type="hidden" name="de" value=number.to_string()/> }
            });
            view! {
                <input type="hidden" name="handle" value=editing.handle.to_string()/>
                <input type="hidden" name="form_id" value=form_id/>
                {parent}
            }
            .into_any()
        }
    };
    view! {
        <input type="hidden" name="articles" value=open/>
        {of_its_own}
    }
    .into_any()
}

/// Opens another article in the same amendment.
fn another(t: T, editing: &Editing, state: &FormState) -> AnyView {
    let ground = &editing.ground;
    let others = ground
        .heads()
        .into_iter()
        .filter(|head| !editing.heads.contains(head));
    let others = others
        .map(|head| Choice::new(ground.handle(head).to_string(), ground.name(t, head)))
        .collect();
    view! {
        <fieldset class="field">
            <legend>{t.amend_another()}</legend>
            {pick(t, state, "other", t.amend_another_which(), Some(t.amend_another_none()), "", others)}
            <p><button class="button quiet" name="do" value="open">{t.amend_another_open()}</button></p>
        </fieldset>
    }
    .into_any()
}
