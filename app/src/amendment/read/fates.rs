//! What became of every amendment, with the reason: nothing vanishes without a word.

use super::{course, pages};
use crate::amendment::parts::{card, tag};
use crate::charter::load::charter;
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_store::amendment::{self, Amendment, Filter, RulingRow};
use serde::Deserialize;

/// Amendments on one page.
const PER_PAGE: i64 = 100;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// From 1.
    #[serde(default)]
    page: Option<i64>,
}

/// The page.
///
/// # Errors
/// When there is no charter for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let (t, db) = (ctx.t, &ctx.site.db);
    let page = asked.page.unwrap_or(1).clamp(1, 10_000);
    let all = amendment::list(db, found.text.id, Filter::default(), page, PER_PAGE).await?;
    let refused = all.amendments.iter();
    let refused = refused.filter(|one| one.state.lifecycle == Lifecycle::Inadmissible);
    let refused: Vec<_> = refused.map(|one| one.id).collect();
    let rulings = amendment::rulings_of(db, &refused).await?;
    let rows = all.amendments.into_iter().map(|one| {
        let last = rulings.get(&one.id).and_then(|all| all.last());
        let why = why(t, &one, last);
        (one, why)
    });
    let rows: Vec<_> = rows.collect();
    let address = format!("/{}/charte/suites", landlord.slug);
    let head = Head::of(&landlord, t.amendment_read_fates());
    Ok(shell::page(&ctx, &head, || {
        let none = rows
            .is_empty()
            .then(|| view! { <p class="empty">{t.amendment_read_none()}</p> });
        let items = rows.iter().map(|(one, why)| row(t, one, why));
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", landlord.slug) lang="fr">{found.title()}</a>
                <a href=format!("/{}/charte/amendements", landlord.slug)>{t.amendment_read_list()}</a>
            </nav>
            <h1>{t.amendment_read_fates()}</h1>
            <p class="lead">{t.amendment_read_fates_lead()}</p>
            {none}
            <ol class="plain fates">{items.collect_view()}</ol>
            {pages::links(t, &address, page, pages::last(all.total, PER_PAGE))}
        }
    }))
}

/// Why it ended as it did.
#[derive(Default)]
struct Why {
    /// The ground on which it is inadmissible, as a sentence.
    ground: Option<String>,
    /// Reasons as somebody wrote them.
    reasons: Vec<String>,
}

/// Why it ended as it did: what was decided of it, or the ruling on it.
fn why(t: T, one: &Amendment, ruling: Option<&RulingRow>) -> Why {
    let mut why = Why::default();
    if let Some(last) = ruling {
        let said = |ground| t.amendment_course_inadmissible(course::ground(t, ground));
        why.ground = last.ground.map(said);
        why.reasons.push(last.reason.clone());
    }
    why.reasons.push(one.reason.clone());
    why.reasons.retain(|words| !words.trim().is_empty());
    why
}

fn row(t: T, one: &Amendment, why: &Why) -> AnyView {
    let name = if one.title.is_empty() {
        t.amendment_card_untitled().to_owned()
    } else {
        one.title.clone()
    };
    let name = match card::address(one) {
        Some(href) => view! { <a href=href lang="fr">{name}</a> }.into_any(),
        None => view! { <span lang="fr">{name}</span> }.into_any(),
    };
    let ground = why.ground.clone().map(|ground| view! { <p>{ground}</p> });
    let reasons = why
        .reasons
        .iter()
        .map(|words| view! { <p lang="fr">{words.clone()}</p> });
    view! {
        <li>
            <p><span class="label">{card::numbered(t, one)}</span> " " {name} " " {tag::tags(t, one.state)}</p>
            <p class="who">{card::by(t, one)}</p>
            {ground}
            {reasons.collect_view()}
        </li>
    }
    .into_any()
}
