//! What the words of a clause become while somebody types them: below their field, at once.

use super::ground::Ground;
use crate::amendment::parts::diff;
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::islands::typing::Typing;
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Form, Path};
use axum::response::Html;
use leptos::prelude::*;
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::shown::{Run, shown};
use palier_domain::charter::typed::Face;
use palier_domain::id::VersionId;
use palier_store::text;
use serde::Deserialize;
use uuid::Uuid;

/// What the field of a clause says.
#[derive(Debug, Deserialize)]
pub struct Typed {
    version: Uuid,
    handle: i64,
    words: String,
}

/// The difference between a clause and what was typed; nothing where there is none.
///
/// # Errors
/// When there is no such clause for this reader, or the database does not answer.
pub async fn difference(
    ctx: Ctx,
    Path(slug): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Html<String>, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let version = VersionId(typed.version);
    let known = text::versions(&ctx.site.db, reader.found.text.id).await?;
    if !known.iter().any(|one| one.id == version) {
        return Err(AppError::NotFound);
    }
    let ground = Ground::of(&ctx, version).await?;
    let at = ground.at(typed.handle).ok_or(AppError::NotFound)?;
    let clause = &ground.clauses()[at];
    let was = Face::of(clause.kind, clause.body()).shown(clause.kind);
    let owner = Owner::new();
    Ok(Html(owner.with(|| {
        below(ctx.t, clause.kind, &was, &typed.words).to_html()
    })))
}

/// Where the difference of a field stands: what it is now, and the place for what is typed.
pub(super) fn slot(t: T, kind: ClauseKind, handle: i64, was: &str, now: &str) -> AnyView {
    let found = below(t, kind, was, now);
    view! { <div class="typing" data-difference=format!("c-{handle}")>{found}</div> }.into_any()
}

/// What keeps the differences of a form up to date where there is a script.
pub(super) fn island(reader: &Reader, form: &str, ground: &Ground) -> AnyView {
    let address = reader.api("difference");
    let version = ground.version.0.to_string();
    view! { <Typing form=form.to_owned() address=address version=version/> }.into_any()
}

fn below(t: T, kind: ClauseKind, was: &str, now: &str) -> AnyView {
    let now = now.replace("\r\n", "\n");
    let now = match kind {
        ClauseKind::Paragraph | ClauseKind::Item => now.trim().to_owned(),
        // A heading stands on one line.
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => {
            now.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    };
    let runs = shown(was, &now);
    if !runs
        .iter()
        .any(|run| matches!(run, Run::Deleted(_) | Run::Inserted(_)))
    {
        return ().into_any();
    }
    view! {
        <p class="who">{t.amend_difference()}</p>
        {diff::show(t, &runs, diff::Extent::Changes)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn html(kind: ClauseKind, was: &str, now: &str) -> String {
        let t = T { locale: Locale::Fr };
        Owner::new().with(|| below(t, kind, was, now).to_html())
    }

    #[test]
    fn only_words_make_a_difference() {
        let paragraph = ClauseKind::Paragraph;
        let none = html(paragraph, "Sous l’eau.\nPuis.", " Sous l'eau.\r\nPuis.\r\n");
        assert!(!none.contains("<del") && !none.contains("<ins"), "{none}");
        let article = html(ClauseKind::Article, "Le chauffage", "Le\nchauffage ");
        assert!(!article.contains("<ins"), "{article}");
        let one = html(paragraph, "Sous trente jours.", "Sous quinze jours.");
        assert!(one.contains("<del") && one.contains("<ins"), "{one}");
    }

    #[test]
    fn what_is_typed_is_never_markup() {
        let one = html(
            ClauseKind::Paragraph,
            "Bien.",
            "Bien <script>alert(1)</script>.",
        );
        assert!(!one.contains("<script"), "{one}");
    }
}
