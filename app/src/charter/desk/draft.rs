//! A version before it is published: checked line by line, compared with the one before.

use crate::charter::load::{SLUG, charter};
use crate::i18n::T;
use crate::landlord::desk::crumbs;
use crate::parts::field::area;
use crate::site::access::Desk;
use crate::site::forms::FormState;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Response;
use chrono::TimeDelta;
use leptos::prelude::*;
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::grammar::{self, GrammarError, GrammarProblem, ParsedText};
use palier_domain::charter::matching::{Old, match_clauses};
use palier_domain::id::{LandlordId, UploadId};
use palier_domain::markdown;
use palier_store::text::{self, EntryRow};
use palier_store::upload::{self, NewUpload, Upload};
use serde::Deserialize;
use uuid::Uuid;

/// What a draft is kept as.
const MEDIA_TYPE: &str = "text/markdown";
/// For everybody, as the form says it.
const PUBLIC: &str = "public";
/// For the landlord's tenants, associations and staff.
const MEMBERS: &str = "members";
/// How long a draft is kept.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The form in which a version is written.
#[must_use]
pub fn form(t: T, desk: &Desk, source: &str, public: bool) -> AnyView {
    let action = format!("/api/charter/{}/draft", desk.landlord.slug);
    let state = FormState::empty("version");
    let choice = |value: &'static str, label: &'static str, checked: bool| {
        view! {
            <label class="check">
                <input type="radio" name="audience" value=value checked=checked/>
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <form method="post" action=action id="version" class="stack source">
            {area(t, &state, "source", t.texts_source(), t.texts_source_hint().to_owned(), source.to_owned())}
            <fieldset>
                <legend>{t.texts_audience()}</legend>
                {choice(PUBLIC, t.texts_public_choice(), public)}
                {choice(MEMBERS, t.texts_members_choice(), !public)}
            </fieldset>
            <p><button class="button">{t.texts_check()}</button></p>
        </form>
    }
    .into_any()
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    source: String,
    #[serde(default)]
    audience: String,
}

/// Keeps a draft, and leads to what it would change.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(ctx: Ctx, desk: Desk, Form(sent): Form<Sent>) -> Result<Response, AppError> {
    if !matches!(sent.audience.as_str(), PUBLIC | MEMBERS) {
        return Err(AppError::BadRequest);
    }
    let latest = text::by_slug(&ctx.site.db, desk.landlord.id, SLUG).await?;
    let base = latest.map_or(0, |text| text.sequence);
    let new = NewUpload {
        landlord_id: Some(desk.landlord.id),
        name: format!("{} {base}", sent.audience),
        media_type: MEDIA_TYPE.to_owned(),
        expires_at: Some(ctx.now + KEPT),
    };
    // Browsers send every line end as CR LF.
    let source = sent.source.replace("\r\n", "\n");
    let mut tx = ctx.site.db.begin().await?;
    let id = upload::keep(&mut tx, new, source.as_bytes(), ctx.now).await?;
    tx.commit().await?;
    Ok(ctx.go(&format!(
        "/{}/gestion/charte/projet/{id}",
        desk.landlord.slug
    )))
}

/// A text that may become a version.
pub struct Draft {
    /// The text.
    pub source: String,
    /// Whether everybody may read it.
    pub public: bool,
    /// The number of the version that it was made from; 0 when there was none.
    pub base: i64,
}

/// The draft with that identifier, of this landlord.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn load(ctx: &Ctx, landlord: LandlordId, id: Uuid) -> Result<Draft, AppError> {
    let found = upload::read(&ctx.site.db, UploadId(id)).await?;
    let (kept, bytes): (Upload, Vec<u8>) = found
        .filter(|(kept, _)| kept.landlord_id == Some(landlord) && kept.media_type == MEDIA_TYPE)
        .ok_or(AppError::NotFound)?;
    let source = String::from_utf8(bytes).map_err(|e| AppError::internal(&e))?;
    let (audience, base) = kept.name.split_once(' ').ok_or(AppError::NotFound)?;
    Ok(Draft {
        source,
        public: audience == PUBLIC,
        base: base.parse().map_err(|e| AppError::internal(&e))?,
    })
}

/// The page of a draft: what is wrong with it, or what it changes and the button that publishes.
///
/// # Errors
/// When there is no such draft, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    desk: Desk,
    Path((_, id)): Path<(String, Uuid)>,
) -> Result<Response, AppError> {
    let Draft { source, public, .. } = load(&ctx, desk.landlord.id, id).await?;
    let before = match charter(&ctx, &desk.landlord).await {
        Ok(found) => text::entries(&ctx.site.db, found.text.version_id).await?,
        Err(AppError::NotFound) => Vec::new(),
        Err(error) => return Err(error),
    };
    let t = ctx.t;
    let parsed = grammar::parse(&source);
    let head = Head::of(&desk.landlord, t.texts_draft()).refused(parsed.is_err());
    Ok(shell::page(&ctx, &head, move || {
        let said = match &parsed {
            Ok(parsed) => changes(t, &desk, id, &before, parsed, public),
            Err(errors) => wrong(t, errors),
        };
        view! {
            {crumbs(t, &desk)}
            <h1>{t.texts_draft()}</h1>
            {said}
            <h2>{t.texts_correct()}</h2>
            {form(t, &desk, &source, public)}
        }
    }))
}

fn wrong(t: T, errors: &[GrammarError]) -> AnyView {
    let lines = errors
        .iter()
        .take(50)
        .map(|error| {
            let line = i64::try_from(error.line).unwrap_or(0);
            view! { <li><strong>{t.texts_line(line)}</strong> " " {problem(t, &error.problem)}</li> }
        })
        .collect_view();
    view! {
        <div class="summary" role="alert">
            <p class="summary-title">{t.form_wrong()}</p>
            <ul>{lines}</ul>
            <p class="who">{t.form_nothing_lost()}</p>
        </div>
    }
    .into_any()
}

/// What is wrong with a line, as a sentence.
#[must_use]
pub fn problem(t: T, problem: &GrammarProblem) -> String {
    match problem {
        GrammarProblem::NoClause => t.grammar_no_clause().into(),
        GrammarProblem::SecondTitle => t.grammar_second_title().into(),
        GrammarProblem::HeadingTooDeep => t.grammar_heading_too_deep().into(),
        GrammarProblem::EmptyHeading => t.grammar_empty_heading().into(),
        GrammarProblem::EmptyItem => t.grammar_empty_item().into(),
        GrammarProblem::MetadataWithoutClause => t.grammar_metadata_without_clause().into(),
        GrammarProblem::SecondMetadata => t.grammar_second_metadata().into(),
        GrammarProblem::UnclosedMetadata => t.grammar_unclosed_metadata().into(),
        GrammarProblem::NotAPair(found) => t.grammar_not_a_pair(found),
        GrammarProblem::UnknownKey(found) => t.grammar_unknown_key(found),
        GrammarProblem::RepeatedKey(found) => t.grammar_repeated_key(found),
        GrammarProblem::UnknownKind(found) => t.grammar_unknown_kind(found),
    }
}

fn changes(
    t: T,
    desk: &Desk,
    id: Uuid,
    before: &[EntryRow],
    parsed: &ParsedText,
    public: bool,
) -> AnyView {
    let old: Vec<_> = before
        .iter()
        .map(|row| Old {
            clause: row.clause_id,
            kind: row.kind,
            source: &row.source,
        })
        .collect();
    let matches = match_clauses(&old, &parsed.clauses);
    let mut items = Vec::new();
    // Blank lines around a passage are none of its words.
    let reads_the_same = |id, source: &str| {
        let before = before.iter().find(|row| row.clause_id == id);
        before.is_some_and(|row| row.source.trim() == source.trim())
    };
    for (clause, found) in parsed.clauses.iter().zip(&matches) {
        match (found.clause, found.unchanged) {
            (_, true) => {}
            (Some(id), false) if reads_the_same(id, &clause.source) => {}
            (Some(_), false) => items.push(item(
                "tag soon",
                t.texts_changed(),
                clause.kind,
                &clause.source,
            )),
            (None, false) => items.push(item(
                "tag open",
                t.texts_added(),
                clause.kind,
                &clause.source,
            )),
        }
    }
    for row in before {
        if !matches
            .iter()
            .any(|found| found.clause == Some(row.clause_id))
        {
            items.push(item("tag late", t.texts_removed(), row.kind, &row.source));
        }
    }
    if items.is_empty() && !before.is_empty() {
        return view! { <p class="note">{t.texts_same()}</p> }.into_any();
    }
    let count = i64::try_from(items.len()).unwrap_or(0);
    let audience = if public {
        t.texts_public()
    } else {
        t.texts_members()
    };
    let action = format!("/api/charter/{}/publish", desk.landlord.slug);
    let intro = if before.is_empty() {
        t.texts_first(i64::try_from(parsed.clauses.len()).unwrap_or(0))
    } else {
        t.texts_changes(count)
    };
    let items = (!before.is_empty()).then(|| view! { <ul class="plain changes">{items}</ul> });
    view! {
        <p class="lead">{intro}</p>
        <p>{t.texts_links_last()} " " {audience}</p>
        {items}
        <form method="post" action=action class="stack">
            <input type="hidden" name="draft" value=id.to_string()/>
            <p><button class="button">{t.texts_publish()}</button></p>
        </form>
    }
    .into_any()
}

fn item(class: &'static str, word: &'static str, kind: ClauseKind, source: &str) -> AnyView {
    let words = crate::parts::excerpt(&markdown::plain(&content(kind, source).markdown), 220);
    view! { <li><span class=class>{word}</span> " " <span lang="fr">{words}</span></li> }.into_any()
}
