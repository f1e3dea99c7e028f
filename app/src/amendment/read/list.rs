//! All amendments of the charter, by state, article and author, a page at a time.

use super::clause::{self, Several};
use super::pages;
use crate::amendment::parts::{card, tag};
use crate::charter::load::{Found, charter};
use crate::i18n::T;
use crate::landlord::load;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::outcome::Outcome;
use palier_domain::id::ContributorId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment, Filter, Page};
use palier_store::landlord::Landlord;
use serde::Deserialize;
use uuid::Uuid;

/// Amendments on one page.
const PER_PAGE: i64 = 20;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// A lifecycle or an outcome, by its name.
    #[serde(default)]
    etat: String,
    /// The handle of an article.
    #[serde(default)]
    article: String,
    /// A contributor.
    #[serde(default)]
    auteur: String,
    /// Only what remains to be voted.
    #[serde(default)]
    reste: String,
    /// From 1.
    #[serde(default)]
    page: Option<i64>,
}

impl Asked {
    fn page(&self) -> i64 {
        self.page.unwrap_or(1).clamp(1, 10_000)
    }

    fn author(&self) -> Option<ContributorId> {
        Uuid::parse_str(&self.auteur).ok().map(ContributorId)
    }

    fn handle(&self) -> Option<i64> {
        self.article.parse().ok()
    }

    fn filter(&self) -> Filter {
        let outcome = Outcome::from_name(&self.etat).filter(|one| *one != Outcome::None);
        let lifecycle = Lifecycle::from_name(&self.etat).filter(|one| *one != Lifecycle::Draft);
        Filter {
            lifecycle,
            outcome,
            clause: None,
            author: self.author(),
            remains_to_vote: !self.reste.is_empty(),
        }
    }

    /// The address with all that is asked but the page.
    fn address(&self, landlord: &Landlord) -> String {
        let mut asked = Vec::new();
        if !self.etat.is_empty() && self.filter() != Filter::default() {
            asked.push(format!("etat={}", known(&self.etat)));
        }
        if let Some(handle) = self.handle() {
            asked.push(format!("article={handle}"));
        }
        if let Some(author) = self.author() {
            asked.push(format!("auteur={author}"));
        }
        if !self.reste.is_empty() {
            asked.push("reste=1".to_owned());
        }
        let base = format!("/{}/charte/amendements", landlord.slug);
        if asked.is_empty() {
            base
        } else {
            format!("{base}?{}", asked.join("&"))
        }
    }
}

/// The name of a state, and nothing else of what an address may carry.
fn known(name: &str) -> &'static str {
    let lifecycle = Lifecycle::from_name(name).map(Lifecycle::name);
    lifecycle
        .or_else(|| Outcome::from_name(name).map(Outcome::name))
        .unwrap_or_default()
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
    let Page { amendments, total } = some(&ctx, &found, &asked).await?;
    let several = Several::of(&ctx, amendments).await?;
    let t = ctx.t;
    let head = Head::of(&landlord, t.amendment_read_list());
    Ok(shell::page(&ctx, &head, || {
        let cards = several.amendments.iter().map(|one| {
            let changes = several.changes(t, one, None);
            card::short(t, one, &changes)
        });
        let none = several
            .amendments
            .is_empty()
            .then(|| view! { <p class="empty">{t.amendment_read_none()}</p> });
        let last = pages::last(total, PER_PAGE);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=format!("/{}/charte", landlord.slug) lang="fr">{found.title()}</a>
            </nav>
            <h1>{t.amendment_read_list()}</h1>
            <p class="lead">{t.amendment_read_lead()}</p>
            {links(t, &landlord)}
            {filters(t, &landlord, &found, &asked)}
            <h2 class="hidden">{t.amendment_read_all()}</h2>
            <p role="status"><strong>{t.amendment_read_count(total)}</strong></p>
            {none}
            <ol class="amendments">{cards.collect_view()}</ol>
            {pages::links(t, &asked.address(&landlord), asked.page(), last)}
        }
    }))
}

async fn some(ctx: &Ctx, found: &Found, asked: &Asked) -> Result<Page, AppError> {
    let filter = asked.filter();
    let article = asked.handle().and_then(|handle| found.article(handle));
    let Some((_, article)) = article else {
        let db = &ctx.site.db;
        let page = amendment::list(db, found.text.id, filter, asked.page(), PER_PAGE).await?;
        return Ok(page);
    };
    // An article is several clauses: few amendments, chosen here.
    let mut all = clause::load(ctx, article).await?.amendments;
    all.retain(|one| fits(&filter, one));
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from((asked.page() - 1) * PER_PAGE).unwrap_or(usize::MAX);
    let most = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let amendments = all.into_iter().skip(skipped).take(most).collect();
    Ok(Page { amendments, total })
}

fn fits(filter: &Filter, one: &Amendment) -> bool {
    let state = one.state;
    let remains = matches!(
        state.lifecycle,
        Lifecycle::Submitted | Lifecycle::UnderDiscussion | Lifecycle::ToVote
    );
    filter
        .lifecycle
        .is_none_or(|asked| asked == state.lifecycle)
        && filter.outcome.is_none_or(|asked| asked == state.outcome)
        && filter.author.is_none_or(|asked| asked == one.author)
        && (!filter.remains_to_vote || remains)
}

/// What else there is to read of the charter's making.
#[must_use]
pub fn links(t: T, landlord: &Landlord) -> AnyView {
    let at = |below: &str| format!("/{}/charte/{below}", landlord.slug);
    view! {
        <ul class="ways">
            <li><a href=at("suites")>{t.amendment_read_fates()}</a></li>
            <li><a href=at("comparer")>{t.amendment_read_compare()}</a></li>
            <li><a href=at("recherche")>{t.amendment_read_search()}</a></li>
        </ul>
    }
    .into_any()
}

fn filters(t: T, landlord: &Landlord, found: &Found, asked: &Asked) -> AnyView {
    let action = format!("/{}/charte/amendements", landlord.slug);
    let chosen = known(&asked.etat);
    let states = Lifecycle::ALL
        .into_iter()
        .filter(|one| !matches!(one, Lifecycle::Draft | Lifecycle::Decided))
        .map(|one| (one.name(), tag::lifecycle(t, one)));
    let outcomes = Outcome::ALL
        .into_iter()
        .filter(|one| *one != Outcome::None)
        .map(|one| (one.name(), tag::outcome(t, one)));
    let states = states.chain(outcomes).map(|(name, said)| {
        view! { <option value=name selected=name == chosen>{said}</option> }
    });
    let handle = asked.handle();
    let articles = found.outline.articles().map(|(_, article)| {
        let here = Some(article.at.handle) == handle;
        let name = format!("{} {}", article.label, markdown::plain(&article.title));
        view! { <option value=article.at.handle.to_string() selected=here lang="fr">{name}</option> }
    });
    let author = asked.author().map(|author| {
        let without = Asked {
            etat: asked.etat.clone(),
            article: asked.article.clone(),
            reste: asked.reste.clone(),
            ..Asked::default()
        };
        view! {
            <input type="hidden" name="auteur" value=author.to_string()/>
            <p>{t.amendment_read_one_author()} " " <a href=without.address(landlord)>{t.amendment_read_all_authors()}</a></p>
        }
    });
    view! {
        <form method="get" action=action class="filters card">
            <div class="field">
                <label for="f-etat">{t.amendment_read_by_state()}</label>
                <select id="f-etat" name="etat">
                    <option value="">{t.amendment_read_any()}</option>
                    {states.collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="f-article">{t.amendment_read_by_article()}</label>
                <select id="f-article" name="article">
                    <option value="">{t.amendment_read_any_article()}</option>
                    {articles.collect_view()}
                </select>
            </div>
            <label class="check">
                <input type="checkbox" name="reste" value="1" checked=!asked.reste.is_empty()/>
                <span>{t.amendment_read_remains()}</span>
            </label>
            {author}
            <p><button class="button quiet">{t.amendment_read_filter()}</button></p>
        </form>
    }
    .into_any()
}
