//! Looking for words in the charter, its amendments and what is said of them.

use super::pages;
use crate::amendment::parts::{card, tag};
use crate::charter::load::{Found as Charter, charter};
use crate::i18n::T;
use crate::landlord::load;
use crate::parts::author;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::clause::content;
use palier_domain::id::AmendmentId;
use palier_domain::markdown;
use palier_domain::search::{around, asked as terms};
use palier_store::amendment::{self, Amendment};
use palier_store::landlord::Landlord;
use palier_store::search::{self, Found, Hit};
use serde::Deserialize;

/// What is on one page.
const PER_PAGE: i64 = 20;
/// The words that are shown around what was found.
const AROUND: usize = 40;
/// The most that a question may have, in characters.
const LONGEST: usize = 200;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// The words.
    #[serde(default)]
    q: String,
    /// From 1.
    #[serde(default)]
    page: Option<i64>,
}

/// Something found, with all that its card needs.
enum Card {
    Hit(Hit),
    Amendment(Box<Amendment>),
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
    let charter = charter(&ctx, &landlord).await?;
    let question: String = asked.q.trim().chars().take(LONGEST).collect();
    let terms = terms(&question);
    let page = asked.page.unwrap_or(1).clamp(1, 10_000);
    let (total, cards) = some(&ctx, &charter, &terms, page).await?;
    let t = ctx.t;
    let head = Head::of(&landlord, t.amendment_read_search());
    Ok(shell::page(&ctx, &head, || {
        let items = cards
            .iter()
            .map(|one| show(t, &landlord, &charter, one, &terms));
        let count = (!terms.is_empty()).then(
            || view! { <p role="status"><strong>{t.amendment_read_found(total)}</strong></p> },
        );
        let nothing = (!question.is_empty() && terms.is_empty())
            .then(|| view! { <p class="note" role="status">{t.amendment_read_too_common()}</p> });
        let action = format!("/{}/charte/recherche", landlord.slug);
        let address = format!("{action}?{}", query(&question));
        let last = pages::last(total, PER_PAGE);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", landlord.slug) lang="fr">{charter.title()}</a>
            </nav>
            <h1>{t.amendment_read_search()}</h1>
            <form method="get" action=action class="filters card" role="search">
                <div class="field">
                    <label for="f-q">{t.amendment_read_words()}</label>
                    <p class="hint" id="f-q-hint">{t.amendment_read_words_hint()}</p>
                    <input type="search" id="f-q" name="q" value=question.clone() aria-describedby="f-q-hint"/>
                </div>
                <p><button class="button">{t.amendment_read_look()}</button></p>
            </form>
            {count}
            {nothing}
            <ol class="plain">{items.collect_view()}</ol>
            {pages::links(t, &address, page, last)}
        }
    }))
}

async fn some(
    ctx: &Ctx,
    charter: &Charter,
    terms: &[String],
    page: i64,
) -> Result<(i64, Vec<Card>), AppError> {
    if terms.is_empty() {
        return Ok((0, Vec::new()));
    }
    let (db, text) = (&ctx.site.db, &charter.text);
    search::refresh(db, text.id, text.version_id).await?;
    let Found { hits, total } =
        search::find(db, text.id, text.version_id, terms, page, PER_PAGE).await?;
    let ids: Vec<AmendmentId> = hits
        .iter()
        .filter_map(|hit| match hit {
            Hit::Amendment(id) => Some(*id),
            _ => None,
        })
        .collect();
    let mut amendments = amendment::by_ids(db, &ids).await?;
    let cards = hits.into_iter().filter_map(|hit| match hit {
        Hit::Amendment(id) => {
            let found = amendments.remove(&id)?;
            Some(Card::Amendment(Box::new(found)))
        }
        other => Some(Card::Hit(other)),
    });
    let cards = cards.collect();
    Ok((total, cards))
}

/// The question as a query, percent-encoded.
fn query(question: &str) -> String {
    let mut query = String::from("q=");
    for byte in question.bytes() {
        if byte.is_ascii_alphanumeric() {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
    }
    query
}

fn show(t: T, landlord: &Landlord, charter: &Charter, one: &Card, terms: &[String]) -> AnyView {
    let base = format!("/{}/charte", landlord.slug);
    match one {
        Card::Amendment(one) => {
            let name = format!("{} {}", card::numbered(t, one), one.title);
            let name = match card::address(one) {
                Some(href) => view! { <a href=href lang="fr">{name}</a> }.into_any(),
                None => view! { <span lang="fr">{name}</span> }.into_any(),
            };
            view! {
                <li>
                    <p class="who">{t.amendment_read_an_amendment()} " " {tag::tags(t, one.state)}</p>
                    <p><strong>{name}</strong></p>
                    <p class="who">{card::by(t, one)}</p>
                    {excerpt(&one.reasons, terms)}
                </li>
            }
            .into_any()
        }
        Card::Hit(Hit::Clause {
            handle,
            kind,
            source,
        }) => {
            let article = charter.article(*handle);
            let (href, name) = match article {
                Some((_, article)) => {
                    let title = markdown::plain(&article.title);
                    let name = format!("{} {title}", t.article_number(article.label.clone()));
                    (format!("{base}/{}#p-{handle}", article.at.handle), name)
                }
                None => (format!("{base}/{handle}"), charter.title()),
            };
            view! {
                <li>
                    <p class="who">{t.amendment_read_a_clause()}</p>
                    <p><strong><a href=href lang="fr">{name}</a></strong></p>
                    {excerpt(&content(*kind, source).markdown, terms)}
                </li>
            }
            .into_any()
        }
        Card::Hit(Hit::Comment {
            id,
            handle,
            amendment,
            author_name,
            body,
            at,
        }) => {
            let href = match amendment {
                Some(number) => format!("{base}/amendements/{number}#c-{id}"),
                None => format!("{base}/{handle}?avis={id}#c-{id}"),
            };
            let when = t.instant(*at, &landlord.zone);
            view! {
                <li>
                    <p class="who">{t.amendment_read_a_comment()}</p>
                    <p><strong><a href=href>{t.amendment_read_said_by(author(t, author_name), when)}</a></strong></p>
                    {excerpt(body, terms)}
                </li>
            }
            .into_any()
        }
        Card::Hit(Hit::Amendment(_)) => ().into_any(),
    }
}

fn excerpt(text: &str, terms: &[String]) -> AnyView {
    let plain = markdown::plain(text);
    let pieces = around(&plain, terms, AROUND).into_iter().map(|piece| {
        if piece.found {
            view! { <mark>{piece.text}</mark> }.into_any()
        } else {
            piece.text.into_any()
        }
    });
    view! { <p lang="fr">{pieces.collect_view()}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn a_question_goes_into_an_address_whole() {
        assert_eq!(query("eau & gaz"), "q=eau%20%26%20gaz");
        assert_eq!(query("été"), "q=%C3%A9t%C3%A9");
    }
}
