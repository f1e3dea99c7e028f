//! The page of one amendment: its words, why, who, what was said and decided of it.

use super::beside::{self, Rivals};
use super::clause::Several;
use super::{course, thread};
use crate::amendment::parts::base::base;
use crate::amendment::parts::change::{self, changes};
use crate::amendment::parts::{against, card, diff, tag};
use crate::amendment::write::{self, acts};
use crate::charter::load::{Found, charter};
use crate::entry;
use crate::i18n::T;
use crate::landlord::load;
use crate::parts::author;
use crate::site::{context::Ctx, error::AppError, shell, shell::Head};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::state::Beside;
use palier_domain::charter::operation::Operation;
use palier_domain::id::ClauseId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment, Signatory};
use palier_store::landlord::Landlord;
use serde::Deserialize;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `changements` for the changes only.
    #[serde(default)]
    mots: String,
    /// The comment that was just published.
    #[serde(default)]
    fait: String,
}

/// An amendment with the charter that it amends.
pub struct One {
    /// The request.
    pub ctx: Ctx,
    /// The landlord.
    pub landlord: Landlord,
    /// The charter.
    pub found: Found,
    /// The amendment.
    pub amendment: Amendment,
}

impl One {
    /// The amendment with that number, for whoever may read the charter.
    ///
    /// # Errors
    /// When there is none for this reader, or the database does not answer.
    pub async fn load(ctx: &Ctx, slug: &str, number: &str) -> Result<Self, AppError> {
        let number: i64 = number.parse().map_err(|_| AppError::NotFound)?;
        let landlord = load::by_slug(ctx, slug).await?;
        let found = charter(ctx, &landlord).await?;
        let amendment = amendment::by_number(&ctx.site.db, found.text.id, number).await?;
        Ok(Self {
            ctx: ctx.clone(),
            amendment: amendment.ok_or(AppError::NotFound)?,
            landlord,
            found,
        })
    }

    /// The address of its page.
    #[must_use]
    pub fn address(&self) -> String {
        card::address(&self.amendment).unwrap_or_else(|| self.at("amendements"))
    }

    /// An address below the charter.
    #[must_use]
    pub fn at(&self, below: &str) -> String {
        format!("/{}/charte/{below}", self.landlord.slug)
    }

    /// Where its text stands.
    #[must_use]
    pub fn beside(&self) -> Beside {
        Beside {
            version: self.found.text.status,
            rank: self.amendment.rank(),
        }
    }
}

/// The page.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, number)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let one = One::load(&ctx, &slug, &number).await?;
    let db = &ctx.site.db;
    let (id, t) = (one.amendment.id, ctx.t);
    let base = base(&ctx, one.amendment.base_version_id).await?;
    let operations = amendment::operations(db, id).await?;
    let said = changes(t, &base, &operations);
    let rivals = rivals(&ctx, &one.amendment, &operations).await?;
    let against = against::section(&ctx, &base, &one.amendment, &operations).await?;
    let signed = amendment::signatories(db, id).await?;
    let parent = match one.amendment.parent_id {
        Some(parent) => amendment::get(db, parent).await?,
        None => None,
    };
    let subs = Several::of(&ctx, amendment::of_amendment(db, id).await?).await?;
    let course = course::Course::load(&one).await?;
    let threads = thread::Threads::load(&one, &asked.fait).await?;
    let writer = write::page::One::of(&ctx, &slug, &id.to_string()).await?;
    let acts = acts::load(&writer).await?;
    let extent = diff::Extent::from_name(&asked.mots);
    let title = format!(
        "{} {}",
        card::numbered(t, &one.amendment),
        one.amendment.title
    );
    let head = Head::of(&one.landlord, title).refused(threads.is_refused() || acts.is_refused());
    Ok(shell::page(&ctx, &head, || {
        view! {
            {heading(&one, parent.as_ref())}
            <h2>{t.amendment_read_changes()}</h2>
            {diff::choice(t, &one.address(), extent)}
            {change::show(t, &said, extent)}
            {beside::show(t, &one.amendment, &rivals)}
            {against.map(|one| one.show(t, extent))}
            {reasons(t, &one.amendment)}
            {signatories(t, &signed)}
            {acts::show(&writer, &acts)}
            {course::show(&one, &base, &course)}
            {sub_amendments(t, &subs)}
            {thread::show(&one, &threads)}
            {course::timeline(&one, &course)}
        }
    }))
}

/// Those that cannot stand beside it, among all that change the same clauses.
async fn rivals(ctx: &Ctx, one: &Amendment, operations: &[Operation]) -> Result<Rivals, AppError> {
    let touched = operations.iter().filter_map(|operation| match operation {
        Operation::Insert { after, .. } => *after,
        other => other.target().map(|at| at.clause),
    });
    let touched: Vec<ClauseId> = touched.collect();
    let mut all = amendment::of_clauses(&ctx.site.db, &touched).await?;
    all.retain(|other| other.base_version_id == one.base_version_id);
    Ok(Several::of(ctx, all).await?.rivals())
}

fn heading(one: &One, parent: Option<&Amendment>) -> AnyView {
    let (t, it) = (one.ctx.t, &one.amendment);
    let sub = parent.map(|parent| {
        let name = format!("{} {}", card::numbered(t, parent), parent.title);
        let name = match card::address(parent) {
            Some(href) => view! { <a href=href lang="fr">{name}</a> }.into_any(),
            None => view! { <span lang="fr">{name}</span> }.into_any(),
        };
        view! { <p>{t.amendment_read_amends()} " " {name}</p> }
    });
    let handed = it.submitted_at.map(|at| {
        view! { <p class="who">{t.amendment_read_handed_in(t.instant(at, &one.landlord.zone))}</p> }
    });
    let heard = it
        .on_paper
        .map(|source| view! { <p class="who heard">{t.amendment_read_heard(entry::say::source(t, source))}</p> });
    let why = (!it.reason.is_empty()).then(|| {
        view! { <p class="note"><strong>{t.amendment_card_why()}</strong> " " <span lang="fr">{it.reason.clone()}</span></p> }
    });
    // Once it is decided or taken back, nobody asks any more whether it fits the text.
    let waits = !matches!(
        it.state.lifecycle,
        Lifecycle::Decided | Lifecycle::Incorporated | Lifecycle::Withdrawn
    );
    let fits = waits.then(|| view! { <p class="who">{tag::text_status(t, it.state.text)}</p> });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=format!("/{}/charte", one.landlord.slug) lang="fr">{one.found.title()}</a>
            <a href=one.at("amendements")>{t.amendment_read_list()}</a>
        </nav>
        <p class="tags">{tag::tags(t, it.state)}</p>
        <h1><span class="label">{card::numbered(t, it)}</span> " " <span lang="fr">{it.title.clone()}</span></h1>
        <p>{t.amendment_read_by(card::by(t, it))}</p>
        <p class="who"><a href=format!("{}?auteur={}", one.at("amendements"), it.author)>{t.amendment_read_same_author()}</a></p>
        {handed} {heard} {sub} {why}
        {fits}
    }
    .into_any()
}

fn reasons(t: T, it: &Amendment) -> AnyView {
    if it.reasons.trim().is_empty() {
        return ().into_any();
    }
    let html = markdown::comment(&it.reasons);
    view! {
        <h2>{t.amendment_read_reasons()}</h2>
        <div class="said" lang="fr" inner_html=html></div>
    }
    .into_any()
}

fn signatories(t: T, signed: &[Signatory]) -> AnyView {
    if signed.is_empty() {
        return ().into_any();
    }
    let count = i64::try_from(signed.len()).unwrap_or(i64::MAX);
    let names = signed.iter().map(|one| {
        let name = author(t, &one.name);
        let named = card::named(t, name, one.quality, one.association_name.as_deref());
        view! { <li>{named}</li> }
    });
    view! {
        <h2>{t.amendment_card_signatures(count)}</h2>
        <ul>{names.collect_view()}</ul>
    }
    .into_any()
}

fn sub_amendments(t: T, subs: &Several) -> AnyView {
    if subs.amendments.is_empty() {
        return ().into_any();
    }
    let cards = subs
        .amendments
        .iter()
        .map(|one| card::card(t, one, &subs.changes(t, one, None)));
    view! {
        <h2>{t.amendment_read_subs()}</h2>
        <ol class="amendments">{cards.collect_view()}</ol>
    }
    .into_any()
}
