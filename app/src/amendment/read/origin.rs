//! Where the words of an article come from: who proposed them, the debate, the decision.

use super::clause::Several;
use crate::amendment::parts::base::base;
use crate::amendment::parts::{card, tag};
use crate::charter::load::{Found, charter};
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::provenance::{Author, Span};
use palier_domain::charter::token::{offsets, tokens};
use palier_domain::id::AmendmentId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment};
use palier_store::landlord::Landlord;
use palier_store::provenance;
use std::collections::HashMap;

/// The page.
///
/// # Errors
/// When there is no such article for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let handle: i64 = handle.parse().map_err(|_| AppError::NotFound)?;
    let landlord = load::by_slug(&ctx, &slug).await?;
    let found = charter(&ctx, &landlord).await?;
    let (_, article) = found.article(handle).ok_or(AppError::NotFound)?;
    let (label, title) = (article.label.clone(), markdown::plain(&article.title));
    let handle = article.at.handle;
    let base = base(&ctx, found.text.version_id).await?;
    let spans = provenance::of_version(&ctx.site.db, found.text.version_id).await?;
    let clauses = base.of_article(handle);
    let here: Vec<(&BaseClause, Vec<Span>)> = clauses
        .iter()
        .filter_map(|id| base.clause(*id))
        .map(|one| (one, spans.get(&one.clause).cloned().unwrap_or_default()))
        .collect();
    let several = Several::of(&ctx, named(&ctx, &here).await?).await?;
    let t = ctx.t;
    let name = format!("{} {title}", t.article_number(label));
    let head = Head::of(&landlord, t.amendment_read_origin(name.clone()));
    Ok(shell::page(&ctx, &head, || {
        let by_id: HashMap<AmendmentId, &Amendment> =
            several.amendments.iter().map(|one| (one.id, one)).collect();
        let words = here
            .iter()
            .map(|(clause, spans)| words(t, clause, spans, &by_id));
        view! {
            {crumbs(t, &landlord, &found, handle, &name)}
            <h1>{t.amendment_read_origin(name.clone())}</h1>
            <p class="lead">{t.amendment_read_origin_lead()}</p>
            <div class="origins" lang="fr">{words.collect_view()}</div>
            {legend(t, &several, &here)}
        }
    }))
}

fn crumbs(t: T, landlord: &Landlord, found: &Found, handle: i64, name: &str) -> AnyView {
    let base = format!("/{}/charte", landlord.slug);
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=base.clone() lang="fr">{found.title()}</a>
            <a href=format!("{base}/{handle}") lang="fr">{name.to_owned()}</a>
        </nav>
    }
    .into_any()
}

/// The amendments whose words stand here, each once, by number.
async fn named(ctx: &Ctx, here: &[(&BaseClause, Vec<Span>)]) -> Result<Vec<Amendment>, AppError> {
    let mut ids: Vec<AmendmentId> = Vec::new();
    for span in here.iter().flat_map(|(_, spans)| spans) {
        if let Author::Amendments(of) = &span.author {
            ids.extend(of);
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let found = amendment::by_ids(&ctx.site.db, &ids).await?;
    let mut all: Vec<Amendment> = found.into_values().collect();
    all.sort_by_key(|one| one.number);
    Ok(all)
}

/// The words of a clause: each run that somebody proposed is a link to what is said of it below.
fn words(
    t: T,
    clause: &BaseClause,
    spans: &[Span],
    by_id: &HashMap<AmendmentId, &Amendment>,
) -> AnyView {
    let body = clause.body();
    let all = tokens(body);
    let at = offsets(&all);
    let (first, last) = visible(body);
    let piece = |from: usize, to: usize| {
        let place = |n: usize| at.get(n).copied().unwrap_or(body.len()).clamp(first, last);
        body[place(from)..place(to)].replace("**", "")
    };
    let mut views = Vec::new();
    let mut next = 0;
    for span in spans {
        views.push(piece(next, span.start).into_any());
        let words = piece(span.start, span.end);
        views.push(proposed(t, words, &span.author, by_id));
        next = span.end.max(next);
    }
    views.push(piece(next, all.len()).into_any());
    view! { <p>{views.collect_view()}</p> }.into_any()
}

fn proposed(
    t: T,
    words: String,
    author: &Author,
    by_id: &HashMap<AmendmentId, &Amendment>,
) -> AnyView {
    let words = if words.is_empty() {
        t.amendment_read_words_gone().to_owned()
    } else {
        words
    };
    let first = match author {
        Author::Editorial => None,
        Author::Amendments(ids) => ids.first().and_then(|id| by_id.get(id)),
    };
    match first.and_then(|one| one.number.map(|number| (number, one))) {
        Some((number, one)) => view! {
            <a class="from" href=format!("#amendement-{number}")>
                {words} <span class="hidden" lang=t.locale.tag()>" (" {card::numbered(t, one)} ")"</span>
            </a>
        }
        .into_any(),
        None => view! { <a class="from editorial" href="#redaction">{words}</a> }.into_any(),
    }
}

/// Where what people read of a clause begins and ends in its bytes.
fn visible(body: &str) -> (usize, usize) {
    let bare = body.trim_start_matches('#');
    let bare = bare.strip_prefix("- ").unwrap_or(bare).trim_start();
    let start = body.len() - bare.len();
    let end = if body.ends_with('}') {
        body.rfind("\n{:").unwrap_or(body.len())
    } else {
        body.len()
    };
    (start.min(end), end)
}

fn legend(t: T, several: &Several, here: &[(&BaseClause, Vec<Span>)]) -> AnyView {
    let editorial = here
        .iter()
        .flat_map(|(_, spans)| spans)
        .any(|span| span.author == Author::Editorial);
    let editorial = editorial.then(|| {
        view! { <p id="redaction" tabindex="-1">{t.amendment_read_editorial()}</p> }
    });
    let none = (several.amendments.is_empty() && editorial.is_none())
        .then(|| view! { <p class="note">{t.amendment_read_first_words()}</p> });
    let items = several.amendments.iter().map(|one| {
        let number = one.number.unwrap_or_default();
        let debate = card::address(one).map(|href| {
            view! {
                <p>
                    <a href=href.clone()>{t.amendment_read_see(number)}</a> " "
                    <a href=format!("{href}#avis")>{t.amendment_read_debate(number)}</a>
                </p>
            }
        });
        let why = (!one.reason.is_empty())
            .then(|| view! { <p>{t.amendment_card_why()} " " <span lang="fr">{one.reason.clone()}</span></p> });
        view! {
            <li class="card amendment" id=format!("amendement-{number}") tabindex="-1">
                <p class="tags">{tag::tags(t, one.state)}</p>
                <h3><span class="label">{card::numbered(t, one)}</span> " " <span lang="fr">{one.title.clone()}</span></h3>
                <p>{t.amendment_read_by(card::by(t, one))}</p>
                {why}
                {debate}
            </li>
        }
    });
    view! {
        <h2>{t.amendment_read_who_proposed()}</h2>
        {none}
        <ol class="amendments">{items.collect_view()}</ol>
        {editorial}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn marks_and_metadata_are_not_read() {
        let body = "### Le chauffage\n{: kind=commitment}";
        let (start, end) = visible(body);
        assert_eq!(&body[start..end], "Le chauffage");
        assert_eq!(visible("- un point"), (2, 10));
        assert_eq!(visible("Des mots."), (0, 9));
    }
}
