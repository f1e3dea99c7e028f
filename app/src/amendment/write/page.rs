//! An amendment by its identifier: a draft for those who write it, one that seeks signatures for
//! all, and for its author whatever she may still do with it.

use super::acts;
use super::ground::Ground;
use crate::amendment::parts::against::{self, Section};
use crate::amendment::parts::{card, change, diff, tag};
use crate::amendment::who::Reader;
use crate::i18n::T;
use crate::parts::author;
use crate::site::shell::{self, Head};
use crate::site::{context::Ctx, error::AppError};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use palier_domain::charter::amendment::action::Action;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::amendment::table::permits_any;
use palier_domain::charter::amendment::who::Who;
use palier_domain::charter::operation::Operation;
use palier_domain::id::AmendmentId;
use palier_domain::markdown;
use palier_store::amendment::{self, Amendment, Signatory};
use serde::Deserialize;
use uuid::Uuid;

/// An amendment, as the reader may see it.
pub struct One {
    /// Who reads.
    pub reader: Reader,
    /// The amendment.
    pub amendment: Amendment,
    /// What she is towards it.
    pub hats: Vec<Who>,
    /// The version on which it is written.
    pub ground: Ground,
    /// What it changes.
    pub operations: Vec<Operation>,
}

impl One {
    /// The amendment with that identifier; a draft is there for those alone who write it.
    ///
    /// # Errors
    /// When there is none for this reader, or the database does not answer.
    pub async fn of(ctx: &Ctx, slug: &str, id: &str) -> Result<Self, AppError> {
        let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
        let id = AmendmentId(id);
        let reader = Reader::of(ctx, slug).await?;
        let db = &ctx.site.db;
        let found = amendment::get(db, id).await?;
        let amendment = found
            .filter(|one| one.text_id == reader.found.text.id)
            .ok_or(AppError::NotFound)?;
        let hats = match reader.person() {
            Some(person) => amendment::hats_of(db, &amendment, person).await?,
            None => vec![Who::Nobody],
        };
        let one = Self {
            ground: Ground::of(ctx, amendment.base_version_id).await?,
            operations: amendment::operations(db, id).await?,
            reader,
            amendment,
            hats,
        };
        if one.amendment.state.lifecycle == Lifecycle::Draft && !one.is_hers() {
            return Err(AppError::NotFound);
        }
        Ok(one)
    }

    /// Whether the reader writes it, or typed it for somebody.
    #[must_use]
    pub fn is_hers(&self) -> bool {
        let writes = |hat: &Who| matches!(hat, Who::Author | Who::Delegate | Who::Staff);
        self.hats.iter().any(writes)
    }

    /// Whether the table lets the reader do something with it now.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        let (state, beside) = (self.amendment.state, self.reader.beside(&self.amendment));
        permits_any(action, &self.hats, state, beside).is_ok()
    }

    /// Its page.
    #[must_use]
    pub fn address(&self) -> String {
        let id = self.amendment.id;
        self.reader.at(&format!("amendements/brouillon/{id}"))
    }
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// What was just done.
    #[serde(default)]
    fait: String,
}

/// The page.
///
/// # Errors
/// When there is no such amendment for this reader, or the database does not answer.
pub async fn page(
    ctx: Ctx,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let one = One::of(&ctx, &slug, &id).await?;
    let signed = amendment::signatories(&ctx.site.db, one.amendment.id).await?;
    let against = against::section(&ctx, &one.ground.base, &one.amendment, &one.operations);
    let against = against.await?;
    let acts = acts::load(&one).await?;
    let t = ctx.t;
    let head = Head::of(&one.reader.landlord, t.amend_page()).refused(acts.is_refused());
    Ok(shell::page(&ctx, &head, move || {
        let done = (!acts.is_refused()).then(|| done(t, &asked.fait)).flatten();
        view! {
            {heading(t, &one)}
            {done}
            {what(t, &one, against.as_ref())}
            {signatures(t, &one, &signed)}
            {acts::show(&one, &acts)}
        }
    }))
}

fn done(t: T, what: &str) -> Option<AnyView> {
    let said = match what {
        "depot" => t.amend_done_submitted(),
        "soutien" => t.amend_done_support(),
        "signature" => t.amend_done_signed(),
        "retrait-signature" => t.amend_done_unsigned(),
        "retrait" => t.amend_done_withdrawn(),
        "reprise" => t.amend_done_taken_over(),
        "reponse" => t.amend_done_answered(),
        "choix" => t.amend_done_chosen(),
        _ => return None,
    };
    Some(view! { <p class="note good" role="status">{said}</p> }.into_any())
}

fn heading(t: T, one: &One) -> AnyView {
    let (reader, amendment) = (&one.reader, &one.amendment);
    let charter = format!("/{}/charte", reader.landlord.slug);
    let title = if amendment.title.is_empty() {
        t.amendment_card_untitled().to_owned()
    } else {
        amendment.title.clone()
    };
    let public = card::address(amendment).map(|href| {
        view! { <p><a href=href>{t.amend_public_page()}</a></p> }
    });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=charter lang="fr">{reader.found.title()}</a>
            <a href=reader.at("mes-amendements")>{t.amend_mine()}</a>
        </nav>
        <p class="tags">{tag::tags(t, amendment.state)}</p>
        <h1><span class="label">{card::numbered(t, amendment)}</span> " " <span lang="fr">{title}</span></h1>
        <p class="who">{card::by(t, amendment)}</p>
        {public}
    }
    .into_any()
}

/// What it changes, and why.
fn what(t: T, one: &One, against: Option<&Section>) -> AnyView {
    let changes = change::changes(t, &one.ground.base, &one.operations);
    let changed = if changes.is_empty() {
        view! { <p class="empty">{t.amend_nothing_yet()}</p> }.into_any()
    } else {
        change::show(t, &changes, diff::Extent::Full)
    };
    let reasons = &one.amendment.reasons;
    let reasons = if reasons.is_empty() {
        view! { <p class="empty">{t.amend_no_reasons_yet()}</p> }.into_any()
    } else {
        let html = markdown::comment(reasons);
        view! { <div class="reasons" lang="fr" inner_html=html></div> }.into_any()
    };
    view! {
        <h2>{t.amend_what_changes()}</h2>
        {changed}
        {against.map(|one| one.show(t, diff::Extent::Full))}
        <h2>{t.amend_reasons()}</h2>
        {reasons}
    }
    .into_any()
}

fn signatures(t: T, one: &One, signed: &[Signatory]) -> AnyView {
    if signed.is_empty() && one.amendment.state.lifecycle != Lifecycle::Gathering {
        return ().into_any();
    }
    let list = signed
        .iter()
        .map(|one| {
            let name = author(t, &one.name);
            let name = card::named(t, name, one.quality, one.association_name.as_deref());
            view! { <li>{name}</li> }
        })
        .collect_view();
    let count = i64::try_from(signed.len()).unwrap_or(i64::MAX);
    view! {
        <h2 id="signatures">{t.amendment_card_signatures(count)}</h2>
        <ul>{list}</ul>
    }
    .into_any()
}
