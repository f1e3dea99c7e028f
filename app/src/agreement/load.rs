//! Finds the agreement that an address names.

use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::election::collective_agreement::course::Standing;
use palier_domain::id::AgreementId;
use palier_store::collective_agreement::{self as agreement, Part, Whole};
use palier_store::landlord::Landlord;
use uuid::Uuid;

/// An agreement, and whose it is.
pub struct Found {
    /// The landlord.
    pub landlord: Landlord,
    /// The agreement.
    pub whole: Whole,
    /// What is concerned, each part with its names.
    pub parts: Vec<(Part, Vec<String>)>,
}

impl Found {
    /// The agreement's identifier.
    #[must_use]
    pub fn id(&self) -> AgreementId {
        self.whole.agreement.id
    }

    /// Its public page.
    #[must_use]
    pub fn address(&self) -> String {
        super::address(&self.landlord.slug, self.id())
    }
}

/// The agreement, a draft too: for the desk.
///
/// # Errors
/// When the landlord has none with that identifier, or the database does not answer.
pub async fn any(ctx: &Ctx, slug: &str, id: &str) -> Result<Found, AppError> {
    let landlord = by_slug(ctx, slug).await?;
    let id = Uuid::parse_str(id).map_err(|_| AppError::NotFound)?;
    let (db, id) = (&ctx.site.db, AgreementId(id));
    let whole = agreement::get(db, id, ctx.today(&landlord.zone)).await?;
    let whole = whole
        .filter(|whole| whole.agreement.landlord_id == landlord.id)
        .ok_or(AppError::NotFound)?;
    Ok(Found {
        parts: agreement::parts(db, id).await?,
        landlord,
        whole,
    })
}

/// The agreement, once tenants are asked about it: for everybody.
///
/// # Errors
/// When there is none, or the database does not answer.
pub async fn public(ctx: &Ctx, slug: &str, id: &str) -> Result<Found, AppError> {
    let found = any(ctx, slug, id).await?;
    if found.whole.standing == Standing::Draft {
        return Err(AppError::NotFound);
    }
    Ok(found)
}
