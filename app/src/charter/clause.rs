//! The page of one article: its words, its comments, and the form to add one.

use super::load::{Found, charter};
use super::{article, thread, write};
use crate::amendment::read::clause::{self as amended, Several};
use crate::landlord::load;
use crate::site::{context::Ctx, error::AppError, forms::FormState, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use palier_domain::charter::outline::{Article, Chapter};
use palier_domain::charter::status::VersionStatus;
use palier_domain::id::{CommentId, ContributorId};
use palier_domain::markdown;
use palier_store::comment::{self, Sort, ThreadPage};
use palier_store::contributor::{self, Contributor};
use palier_store::landlord::Landlord;
use palier_store::text;
use serde::Deserialize;
use uuid::Uuid;

/// Threads on one page.
const PER_PAGE: i64 = 30;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `soutiens` for the most supported first.
    #[serde(default)]
    tri: String,
    /// The page of threads, from 1.
    #[serde(default)]
    page: Option<i64>,
    /// A comment to be shown: its page is found.
    #[serde(default)]
    avis: String,
    /// The comment that was just published.
    #[serde(default)]
    fait: String,
}

impl Asked {
    /// The comment that the page must hold. Pages by support change too often to be aimed at.
    fn wanted(&self) -> Option<CommentId> {
        let id = if self.avis.is_empty() {
            &self.fait
        } else {
            &self.avis
        };
        let by_age = self.tri.is_empty() && self.page.is_none();
        Uuid::parse_str(id).ok().filter(|_| by_age).map(CommentId)
    }
}

/// Everything that the parts of the page need.
pub struct View {
    /// The request.
    pub ctx: Ctx,
    /// The landlord.
    pub landlord: Landlord,
    /// The charter.
    pub found: Found,
    /// The handle of the article.
    pub handle: i64,
    /// How the reader is shown with this landlord, if she chose already.
    pub face: Option<Contributor>,
    /// Order of threads.
    pub sort: Sort,
    /// The page of threads, from 1.
    pub page: i64,
    /// The comment that the reader has just published, as its id.
    pub published: String,
    /// The last version that had the article, when the latest has it no more.
    pub retired: Option<i64>,
}

/// What a form of the page carries of where the reader is, as a query; nothing else passes.
#[must_use]
pub fn place_of(carried: &str) -> String {
    let known = match carried.split_once('=') {
        Some(("tri", order)) => order == "soutiens",
        Some(("avis", id)) => Uuid::parse_str(id).is_ok(),
        _ => false,
    };
    if known {
        format!("?{carried}")
    } else {
        String::new()
    }
}

impl View {
    /// Where the reader is, for a form to carry; see [`place_of`].
    #[must_use]
    pub fn place(&self, comment: CommentId) -> String {
        match self.sort {
            Sort::Supported => "tri=soutiens".to_owned(),
            Sort::Newest => format!("avis={comment}"),
        }
    }

    /// The address of the article's page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/{}/charte/{}", self.landlord.slug, self.handle)
    }

    /// The reader as a contributor.
    #[must_use]
    pub fn viewer(&self) -> Option<ContributorId> {
        self.face.as_ref().map(|face| face.id)
    }
}

/// The page; the handle of a paragraph or a chapter leads to where it stands.
///
/// # Errors
/// When there is no such clause for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, handle)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let handle: i64 = handle.parse().map_err(|_| AppError::NotFound)?;
    let landlord = load::by_slug(&ctx, &slug).await?;
    let mut found = charter(&ctx, &landlord).await?;
    let mut retired = None;
    if !found.holds(handle)
        && let Some(last) = text::last_version_with(&ctx.site.db, found.text.id, handle).await?
    {
        // The link lasts: the article is shown as it last was.
        found.show_version(&ctx, last.0).await?;
        retired = Some(last.1);
    }
    let base = format!("/{}/charte", landlord.slug);
    let Some((_, article)) = found.article(handle) else {
        let anchor = found.anchor(handle).filter(|_| retired.is_none());
        let anchor = anchor.ok_or(AppError::NotFound)?;
        return Ok(Redirect::to(&format!("{base}#{anchor}")).into_response());
    };
    if article.at.handle != handle {
        return Ok(
            Redirect::to(&format!("{base}/{}#p-{handle}", article.at.handle)).into_response(),
        );
    }
    let clause = article.at.clause;
    let amendments = amended::load(&ctx, article).await?;
    let face = match &ctx.session {
        Some(me) => contributor::of(&ctx.site.db, me.account_id, landlord.id).await?,
        None => None,
    };
    let sort = if asked.tri == "soutiens" {
        Sort::Supported
    } else {
        Sort::Newest
    };
    let page = match asked.wanted() {
        Some(id) => comment::threads_before(&ctx.site.db, id).await? / PER_PAGE + 1,
        None => asked.page.unwrap_or(1).clamp(1, 10_000),
    };
    let view = View {
        page,
        ctx: ctx.clone(),
        landlord,
        found,
        handle,
        face,
        sort,
        published: asked.fait,
        retired,
    };
    let viewer = view.viewer();
    let threads =
        comment::of_clause(&ctx.site.db, clause, viewer, view.sort, view.page, PER_PAGE).await?;
    let form = ctx.form(&write::form_id(handle)).await?;
    let thread_forms = thread::forms(&ctx).await?;
    show(&ctx, &view, (&threads, &amendments), &form, &thread_forms)
}

fn show(
    ctx: &Ctx,
    view: &View,
    (threads, amendments): (&ThreadPage, &Several),
    form: &FormState,
    thread_forms: &thread::Forms,
) -> Result<Response, AppError> {
    let t = ctx.t;
    let (chapter, article) = view.found.article(view.handle).ok_or(AppError::NotFound)?;
    let name = format!(
        "{} {}",
        t.article_number(article.label.clone()),
        markdown::plain(&article.title)
    );
    let refused = form.complaint().is_some() || thread_forms.is_refused();
    let head = Head::of(&view.landlord, name).refused(refused);
    Ok(shell::page(ctx, &head, || {
        let top = heading(view, chapter, article);
        let around = neighbours(view);
        let status = super::reading::status(t, &view.landlord, &view.found, ctx.now);
        // While it is open the dates stand by the form; afterwards they are the first thing to know.
        let (above, below) = match (view.retired, write::is_open(view)) {
            (Some(n), _) => (
                view! { <p class="note">{t.article_retired(n)}</p> }.into_any(),
                None,
            ),
            (None, true) => (().into_any(), Some(status)),
            (None, false) => (status, None),
        };
        let amended = amended::cards(t, &view.landlord, view.handle, amendments);
        let list = thread::list(view, threads, thread_forms);
        let write = write::form(view, form);
        let order = order(view, threads);
        let pages = pages(view, threads);
        let count = t.comment_count(threads.total_comments);
        view! {
            {top}
            {above}
            {amended}
            <h2 id="commentaires">{count}</h2>
            {order}
            {list}
            {pages}
            {below}
            {write}
            {around}
        }
    }))
}

fn heading(view: &View, chapter: &Chapter, one: &Article) -> AnyView {
    let t = view.ctx.t;
    let base = format!("/{}/charte", view.landlord.slug);
    let title = markdown::inline(&one.title);
    let form = format!("#{}", write::form_id(view.handle));
    let jump = write::is_open(view)
        .then(|| view! { <p class="talk"><a class="button" href=form>{t.comment_write()}</a></p> });
    let amend = (view.retired.is_none() && view.found.text.status == VersionStatus::Open).then(|| {
        let href = format!("{}/amender", view.address());
        view! { <p class="talk"><a class="button quiet" href=href>{t.amend_this_article()}</a></p> }
    });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=base.clone() lang="fr">{view.found.title()}</a>
            " › "
            <a href=format!("{base}#a-{}", chapter.at.handle) lang="fr">
                {chapter.label.clone()} ". " {markdown::plain(&chapter.title)}
            </a>
        </nav>
        <article class="article alone">
            <h1>
                <span class="label">{t.article_number(one.label.clone())}</span>
                " "
                <span lang="fr" inner_html=title></span>
            </h1>
            <p class="tags">{article::force(t, one)} {article::listen(t, one)}</p>
            {article::body(t, one)}
            {article::origin(t, one)}
            {jump}
            {amend}
        </article>
    }
    .into_any()
}

fn order(view: &View, threads: &ThreadPage) -> AnyView {
    if threads.total_threads < 2 {
        return ().into_any();
    }
    let t = view.ctx.t;
    let link = |sort: Sort, name: &'static str, query: &str| {
        let current = (view.sort == sort).then_some("true");
        let href = format!("{}{query}#commentaires", view.address());
        view! { <a href=href aria-current=current>{name}</a> }
    };
    view! {
        <p class="order">
            {t.comment_order()} " "
            {link(Sort::Newest, t.comment_newest(), "")}
            " "
            {link(Sort::Supported, t.comment_supported_first(), "?tri=soutiens")}
        </p>
    }
    .into_any()
}

fn pages(view: &View, threads: &ThreadPage) -> AnyView {
    let last = (threads.total_threads + PER_PAGE - 1) / PER_PAGE;
    if last < 2 {
        return ().into_any();
    }
    let t = view.ctx.t;
    let sort = if view.sort == Sort::Supported {
        "tri=soutiens&"
    } else {
        ""
    };
    let link = |page: i64, name: &'static str| {
        let href = format!("{}?{sort}page={page}#commentaires", view.address());
        view! { <a class="button quiet" href=href>{name}</a> }
    };
    let before = (view.page > 1).then(|| link(view.page - 1, t.page_previous()));
    let after = (view.page < last).then(|| link(view.page + 1, t.page_next()));
    view! {
        <nav class="pages" aria-label=t.page_label()>
            {before} <span>{t.page_of(t.number(last), t.number(view.page))}</span> {after}
        </nav>
    }
    .into_any()
}

/// The articles before and after this one.
fn neighbours(view: &View) -> AnyView {
    let t = view.ctx.t;
    let all: Vec<&Article> = view
        .found
        .outline
        .articles()
        .map(|(_, article)| article)
        .collect();
    let Some(here) = all
        .iter()
        .position(|article| article.at.handle == view.handle)
    else {
        return ().into_any();
    };
    let link = |article: &Article, word: &'static str, class: &'static str| {
        let href = format!("/{}/charte/{}", view.landlord.slug, article.at.handle);
        view! {
            <a class=class href=href>
                <span class="who">{word}</span>
                <span lang="fr">{article.label.clone()} " " {markdown::plain(&article.title)}</span>
            </a>
        }
    };
    let before = here
        .checked_sub(1)
        .map(|i| link(all[i], t.article_previous(), "before"));
    let after = all
        .get(here + 1)
        .map(|article| link(article, t.article_next(), "after"));
    view! { <nav class="around" aria-label=t.article_around()>{before} {after}</nav> }.into_any()
}
