//! Finds the consultation that an address names, and what the reader is in it.

use super::desk::ROLES;
use crate::account::standing;
use crate::i18n::T;
use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::election::consultation::stage::ConsultationStage as Stage;
use palier_store::consultation::college::{self, College};
use palier_store::consultation::holder::{self, Holder};
use palier_store::consultation::roll::{self, Elector};
use palier_store::consultation::{self, Consultation};
use palier_store::landlord::Landlord;

/// A consultation that this reader may see.
#[derive(Clone, Debug)]
pub struct Found {
    /// With whom it is held.
    pub landlord: Landlord,
    /// The consultation.
    pub asked: Consultation,
    /// Its colleges.
    pub colleges: Vec<College>,
    /// Who holds its key.
    pub holders: Vec<Holder>,
    /// What the reader is on its roll.
    pub elector: Option<Elector>,
    /// The reader's number among the holders.
    pub holds: Option<i64>,
    /// Whether the reader runs it.
    pub officer: bool,
}

impl Found {
    /// The address of its page; those of its other pages begin with it.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.landlord, &self.asked)
    }

    /// The address of an endpoint.
    #[must_use]
    pub fn endpoint(&self, act: &str) -> String {
        format!(
            "/api/consultation/{}/{}/{act}",
            self.landlord.slug, self.asked.handle
        )
    }

    /// The name of a college.
    #[must_use]
    pub fn college(&self, place: i64) -> &str {
        let found = self.colleges.iter().find(|college| college.place == place);
        found.map_or("", |college| &college.name)
    }

    /// Whether there is a box.
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        (Stage::RollClosed..=Stage::Decided).contains(&self.asked.stage)
    }
}

/// The address of a consultation's page.
#[must_use]
pub fn address(landlord: &Landlord, asked: &Consultation) -> String {
    format!("/{}/consultations/{}", landlord.slug, asked.handle)
}

/// The consultation of an address. A draft is there for its officers and holders alone.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub async fn found(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let db = &ctx.site.db;
    let landlord = by_slug(ctx, slug).await?;
    let asked = consultation::by_handle(db, handle)
        .await?
        .filter(|asked| asked.landlord_id == landlord.id)
        .ok_or(AppError::NotFound)?;
    let holders = holder::holders(db, asked.id).await?;
    let mine = ctx.session.as_ref().map(|me| me.account_id);
    let holds = holders
        .iter()
        .find(|holder| mine.is_some() && holder.account_id == mine)
        .map(|holder| holder.place);
    let roles = standing::of(ctx, &landlord).await?.roles;
    let officer = roles.iter().any(|role| ROLES.contains(role));
    if asked.stage == Stage::Draft && !officer && holds.is_none() {
        return Err(AppError::NotFound);
    }
    let elector = match mine {
        Some(account) => roll::elector(db, asked.id, account).await?,
        None => None,
    };
    Ok(Found {
        colleges: college::colleges(db, asked.id).await?,
        landlord,
        asked,
        holders,
        elector,
        holds,
        officer,
    })
}

/// The consultation of an address, once its box is sealed.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn with_box(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.is_sealed() {
        Ok(found)
    } else {
        Err(AppError::NotFound)
    }
}

/// The way back to the landlord's consultations, and below one's page to that page.
#[must_use]
pub fn crumbs(t: T, found: &Found, below: bool) -> AnyView {
    let all = format!("/{}/consultations", found.landlord.slug);
    let one = below.then(|| {
        let address = found.address();
        view! { " " <a href=address lang="fr">{found.asked.title.clone()}</a> }
    });
    view! {
        <nav class="crumbs" aria-label=t.nav_crumbs()>
            <a href=all>{t.consultation_index()}</a>
            {one}
        </nav>
    }
    .into_any()
}

/// What stands above every page: that this is less protected than an election.
#[must_use]
pub fn level(t: T) -> AnyView {
    view! {
        <p class="note" role="note">
            <strong>{t.consultation_level()}</strong>
            " "
            {t.consultation_level_what()}
        </p>
    }
    .into_any()
}
