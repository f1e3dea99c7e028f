//! The booklet: the charter on paper with frozen line numbers, and below each article room to write
//! and the code by which a desk finds the article again.

use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, dates, error::AppError};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::booklet::PageCode;
use palier_domain::charter::layout::{Line, LineKind, lay_out};

/// The booklet.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(ctx: Ctx, Path(slug): Path<String>) -> Result<Response, AppError> {
    let reader = Reader::of(&ctx, &slug).await?;
    let t = ctx.t;
    let head = Head::of(&reader.landlord, t.booklet_title());
    Ok(shell::page(&ctx, &head, move || {
        let text = &reader.found.text;
        let day = dates::local(text.published_at, &reader.landlord.zone).date_naive();
        let published = t.charter_published(t.date(day));
        let desk = format!("/{}", reader.landlord.slug);
        view! {
            <div class="screen-only">
                <p><a href=format!("{desk}/charte")>{t.print_back()}</a></p>
                <p class="note">{t.booklet_print()}</p>
            </div>
            <p class="eyebrow">
                {reader.landlord.name.clone()} ". " {t.charter_version(text.sequence)} ", " {published} "."
            </p>
            <h1>{t.booklet_title()}</h1>
            <p class="lead">{t.booklet_lead()}</p>
            <ol class="how"><li>{t.booklet_how_1()}</li><li>{t.booklet_how_2()}</li><li>{t.booklet_how_3()}</li></ol>
            <div class="sheet" lang="fr">{sheet(t, &reader)}</div>
        }
    }))
}

/// The lines, and after those of each article its form.
fn sheet(t: T, reader: &Reader) -> Vec<AnyView> {
    let lines = lay_out(&reader.found.outline);
    let mut articles = reader.found.outline.articles();
    let mut open: Option<(i64, String)> = None;
    let mut shown = Vec::with_capacity(lines.len());
    for (at, one) in lines.iter().enumerate() {
        // A title may take several lines: the first one begins the article.
        let begins = one.kind == LineKind::Article
            && at
                .checked_sub(1)
                .and_then(|at| lines.get(at))
                .map(|one| one.kind)
                != Some(LineKind::Article);
        if begins || one.kind == LineKind::Chapter {
            shown.extend(
                open.take()
                    .map(|(handle, label)| form(t, reader, handle, &label)),
            );
        }
        if begins {
            let next = articles.next();
            open = next.map(|(_, article)| (article.at.handle, article.label.clone()));
        }
        shown.push(line(one));
    }
    shown.extend(open.map(|(handle, label)| form(t, reader, handle, &label)));
    shown
}

fn line(line: &Line) -> AnyView {
    let number = line.number.map(|n| {
        view! { <span class="line-number" aria-hidden="true">{n}</span> }
    });
    let text = line.text.clone();
    match line.kind {
        LineKind::Title | LineKind::Chapter => {
            view! { <h2 class="line">{number} {text}</h2> }.into_any()
        }
        LineKind::Article => view! { <h3 class="line">{number} {text}</h3> }.into_any(),
        LineKind::Words => view! { <p class="line">{number} {text}</p> }.into_any(),
        LineKind::Gap => view! { <p class="line gap"></p> }.into_any(),
    }
}

/// Room to write about an article, with its code.
fn form(t: T, reader: &Reader, handle: i64, label: &str) -> AnyView {
    let version = u32::try_from(reader.found.text.sequence);
    let code = match (version, u32::try_from(handle)) {
        (Ok(version), Ok(handle)) => PageCode { version, handle }.to_string(),
        _ => return ().into_any(),
    };
    let rules = (0..6).map(|_| view! { <p class="rule" aria-hidden="true"></p> });
    view! {
        <div class="paper-form" lang=t.locale.tag()>
            <p><strong>{t.booklet_article(label)}</strong> " " {t.booklet_code()} " " <span class="slip-code">{code}</span></p>
            <p class="who">{t.booklet_write()}</p>
            {rules.collect_view()}
            <p class="who">{t.booklet_why()}</p>
            <p class="rule" aria-hidden="true"></p>
            <p class="rule" aria-hidden="true"></p>
            <p class="who">{t.booklet_name()}</p>
            <p class="rule" aria-hidden="true"></p>
        </div>
    }
    .into_any()
}
