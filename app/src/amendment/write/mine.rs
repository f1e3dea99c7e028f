//! One's own amendments, drafts first, and those that one signed: where each stands.

use crate::amendment::parts::{card, tag};
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::text_status::TextStatus;
use palier_store::amendment::{self, Amendment};
use serde::Deserialize;

/// The most that are listed.
const MOST: i64 = 200;

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// `1` when a draft was just thrown away.
    #[serde(default)]
    fait: String,
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
    let reader = Reader::of(&ctx, &slug).await?;
    let (db, me) = (&ctx.site.db, reader.me()?);
    let here = |all: Vec<Amendment>| -> Vec<Amendment> {
        let all = all.into_iter();
        all.filter(|one| one.text_id == reader.found.text.id)
            .collect()
    };
    let mine = here(amendment::mine(db, me, MOST).await?);
    let signed = here(amendment::signed_by(db, me.account, MOST).await?);
    let t = ctx.t;
    let head = Head::of(&reader.landlord, t.amend_mine());
    Ok(shell::page(&ctx, &head, move || {
        let (drafts, others): (Vec<_>, Vec<_>) = mine
            .iter()
            .partition(|one| one.state.lifecycle == Lifecycle::Draft);
        let gone = (asked.fait == "1")
            .then(|| view! { <p class="note good" role="status">{t.amend_discarded()}</p> });
        let none = (mine.is_empty() && signed.is_empty())
            .then(|| view! { <p class="empty">{t.amend_mine_none()}</p> });
        let signed: Vec<&Amendment> = signed.iter().collect();
        let charter = format!("/{}/charte", reader.landlord.slug);
        view! {
            <nav class="crumbs" aria-label=t.nav_crumbs()>
                <a href=charter lang="fr">{reader.found.title()}</a>
            </nav>
            <h1>{t.amend_mine()}</h1>
            <p class="lead">{t.amend_mine_lead()}</p>
            {gone}
            {none}
            {list(t, &reader, t.amend_mine_drafts(), &drafts)}
            {list(t, &reader, t.amend_mine_others(), &others)}
            {list(t, &reader, t.amend_mine_signed(), &signed)}
        }
    }))
}

fn list(t: T, reader: &Reader, title: &'static str, all: &[&Amendment]) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let items = all.iter().map(|one| item(t, reader, one)).collect_view();
    view! { <h2>{title}</h2> <ul class="cards">{items}</ul> }.into_any()
}

fn item(t: T, reader: &Reader, one: &Amendment) -> AnyView {
    let title = if one.title.is_empty() {
        t.amendment_card_untitled().to_owned()
    } else {
        one.title.clone()
    };
    let href = reader.at(&format!("amendements/brouillon/{}", one.id));
    let choose = (one.state.text == TextStatus::NeedsRebase).then(|| {
        let until = one
            .rebase_until
            .map(|at| t.instant(at, &reader.landlord.zone));
        view! { <p><strong>{t.amend_mine_choose(until.unwrap_or_default())}</strong></p> }
    });
    let why = (!one.reason.is_empty()).then(|| {
        view! { <p>{t.amendment_card_why()} " " <span lang="fr">{one.reason.clone()}</span></p> }
    });
    let changed = t.instant(one.changed_at, &reader.landlord.zone);
    view! {
        <li class="card amendment">
            <p class="tags">{tag::tags(t, one.state)}</p>
            <h3>
                <span class="label">{card::numbered(t, one)}</span> " "
                <a href=href lang="fr">{title}</a>
            </h3>
            <p class="who">{card::by(t, one)}</p>
            <p class="who">{t.amend_mine_changed(changed)}</p>
            {choose}
            {why}
        </li>
    }
    .into_any()
}
