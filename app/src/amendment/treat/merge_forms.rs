//! Touching the merge draft, undoing a touch, making the new version.

use super::clock;
use super::problem;
use super::sent::Sent;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::field::{Field, area, summary};
use crate::site::context::Ctx;
use crate::site::error::AppError;
use crate::site::forms::{FormState, Refusal};
use axum::extract::{Form, Path};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::id::{ClauseId, TouchId};
use palier_store::amendment::By;
use palier_store::decision::{self, MergeDraft, TouchRow};

/// Their ids.
pub(super) const TOUCH: &str = "retouche";
pub(super) const PUBLISH: &str = "publier";

fn api(reader: &Reader, what: &str) -> String {
    format!("/api/treat/{}/merge/{what}", reader.landlord.slug)
}

/// The form that touches a clause, once one is chosen.
pub(super) fn touch_form(
    t: T,
    reader: &Reader,
    made: &MergeDraft,
    clause: &str,
    form: &FormState,
) -> AnyView {
    let clauses = &made.draft.clauses;
    let found = clauses
        .iter()
        .find(|one| one.merged.clause.to_string() == clause);
    let Some(one) = found else {
        return view! { <p class="hint">{t.treat_touch_how()}</p> }.into_any();
    };
    let said = one.source.trim_end().to_owned();
    let label = Field::text("label", t.treat_touch_label()).hint(t.treat_touch_label_hint());
    view! {
        <section class="card">
            <h2>{t.treat_touch()}</h2>
            <form method="post" action=api(reader, "touch") id=TOUCH class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="seen" value=made.mark.clone()/>
                <input type="hidden" name="clause" value=clause.to_owned()/>
                {area(t, form, "typed", t.treat_touch_words(), String::new(), said)}
                {label.show(t, form)}
                <p><button class="button">{t.treat_touch_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// The form that undoes a touch.
pub(super) fn undo_form(t: T, reader: &Reader, row: &TouchRow) -> AnyView {
    view! {
        <form method="post" action=api(reader, "undo")>
            <input type="hidden" name="touch" value=row.id.to_string()/>
            <button class="button quiet">{t.treat_undo()}</button>
        </form>
    }
    .into_any()
}

/// The form that makes the new version.
pub(super) fn publish_form(t: T, reader: &Reader, made: &MergeDraft, form: &FormState) -> AnyView {
    view! {
        <section class="card">
            <h2>{t.treat_publish()}</h2>
            <form method="post" action=api(reader, "publish") id=PUBLISH class="stack" novalidate>
                {summary(t, form)}
                <input type="hidden" name="seen" value=made.mark.clone()/>
                <p>{t.treat_publish_what()}</p>
                <p><button class="button">{t.treat_publish_button()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

/// Touches a clause.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn touch(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let sent = Sent(fields);
    let done = touched(&ctx, &reader, &sent).await;
    // What was typed is kept; the mark is that of the draft as it is now.
    let kept = ["clause", "typed", "label"].map(|name| (name, sent.get(name)));
    ended(&ctx, &reader, (TOUCH, &kept), done).await
}

async fn touched(ctx: &Ctx, reader: &Reader, sent: &Sent) -> Result<(), Refusal> {
    let clause = sent.get("clause").parse().map(ClauseId);
    let clause = clause.map_err(|_| AppError::BadRequest)?;
    let (typed, label) = (sent.needed("typed")?, sent.needed("label")?);
    let at = (reader.found.text.id, sent.get("seen"));
    let by = By::Person(reader.me()?);
    let mut tx = ctx.site.db.begin().await?;
    decision::touch(&mut tx, at, clause, (&typed, &label), by, ctx.now)
        .await
        .map_err(problem::merge)?;
    tx.commit().await?;
    Ok(())
}

/// Undoes a touch.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn undo(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let done = undone(&ctx, &reader, &Sent(fields)).await;
    ended(&ctx, &reader, (PUBLISH, &[]), done).await
}

async fn undone(ctx: &Ctx, reader: &Reader, sent: &Sent) -> Result<(), Refusal> {
    let touch = sent.get("touch").parse().map(TouchId);
    let touch = touch.map_err(|_| AppError::BadRequest)?;
    let by = By::Person(reader.me()?);
    let mut tx = ctx.site.db.begin().await?;
    decision::undo(&mut tx, reader.found.text.id, touch, by, ctx.now)
        .await
        .map_err(problem::merge)?;
    tx.commit().await?;
    Ok(())
}

/// Makes the new version, and carries over what waits.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn publish(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let done = published(&ctx, &reader, &Sent(fields)).await;
    if done.is_ok()
        && let Err(error) = clock::look(&ctx.site).await
    {
        // The clock comes by again.
        tracing::warn!(%error, "amendments wait to be carried over");
    }
    ended(&ctx, &reader, (PUBLISH, &[]), done).await
}

async fn published(ctx: &Ctx, reader: &Reader, sent: &Sent) -> Result<(), Refusal> {
    let at = (reader.found.text.id, sent.get("seen"));
    let mut tx = ctx.site.db.begin().await?;
    decision::publish(&mut tx, at, &reader.act()?)
        .await
        .map_err(problem::merge)?;
    tx.commit().await?;
    Ok(())
}

async fn ended(
    ctx: &Ctx,
    reader: &Reader,
    (form, kept): (&str, &[(&str, &str)]),
    done: Result<(), Refusal>,
) -> Result<Response, AppError> {
    let page = reader.at("fusion");
    match done {
        Ok(()) => {
            ctx.forget_form(form).await?;
            Ok(ctx.go(&format!("{page}?fait=1")))
        }
        Err(Refusal::Complaint(complaint)) => ctx.refuse(form, kept, &complaint, &page).await,
        Err(Refusal::Error(error)) => Err(error),
    }
}
