//! The charter on paper: lines of a fixed length, every fifth one numbered, to cite in a meeting.

use super::load::charter;
use crate::landlord::load;
use crate::site::{context::Ctx, dates, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::layout::{Line, LineKind, lay_out};

/// The print view.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let t = ctx.t;
    let today = t.date(ctx.today(&landlord.zone));
    let head = Head::of(&landlord, t.print_title());
    Ok(shell::page(&ctx, &head, move || {
        let lines = lay_out(&found.outline);
        let version = t.charter_version(found.text.sequence);
        let published = t.date(dates::local(found.text.published_at, &landlord.zone).date_naive());
        let address = format!("/{}/charte", landlord.slug);
        view! {
            <div class="screen-only">
                <p><a href=address>{t.print_back()}</a></p>
                <p class="note">{t.print_how()}</p>
            </div>
            <p class="eyebrow">
                {landlord.name.clone()} ". " {version} ", " {t.charter_published(published)} ". "
                {t.print_printed(today)}
            </p>
            <div class="sheet" lang="fr">{sheet(&lines)}</div>
        }
    }))
}

/// One paragraph of the page per line of the layout; the number is hidden from screen readers,
/// who get the text without interruptions.
fn sheet(lines: &[Line]) -> Vec<AnyView> {
    lines
        .iter()
        .map(|line| {
            let number = line.number.filter(|number| number % 5 == 0);
            let number =
                number.map(|n| view! { <span class="line-number" aria-hidden="true">{n}</span> });
            let text = line.text.clone();
            match line.kind {
                LineKind::Title => view! { <h1 class="line">{number} {text}</h1> }.into_any(),
                LineKind::Chapter => view! { <h2 class="line">{number} {text}</h2> }.into_any(),
                LineKind::Article => view! { <h3 class="line">{number} {text}</h3> }.into_any(),
                LineKind::Words => view! { <p class="line">{number} {text}</p> }.into_any(),
                LineKind::Gap => view! { <p class="line gap"></p> }.into_any(),
            }
        })
        .collect()
}
