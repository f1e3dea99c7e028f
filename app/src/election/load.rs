//! Finds the election that an address names, and what the reader is in it.

use crate::account::standing;
use crate::landlord::load::by_slug;
use crate::site::{context::Ctx, error::AppError};
use palier_domain::account::role::Role;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_store::election::{self, Election};
use palier_store::landlord::Landlord;

/// An election that this reader may see.
#[derive(Clone, Debug)]
pub struct Found {
    /// Whose tenants elect.
    pub landlord: Landlord,
    /// The election.
    pub election: Election,
    /// What the reader is in it, whoever reads; empty for most.
    pub roles: Vec<ElectionRole>,
}

impl Found {
    /// The address of the election's page; those of its other pages begin with it.
    #[must_use]
    pub fn address(&self) -> String {
        address(&self.landlord, &self.election)
    }

    /// Whether the reader is this in the election.
    #[must_use]
    pub fn is(&self, role: ElectionRole) -> bool {
        self.roles.contains(&role)
    }
}

/// The address of an election's page.
#[must_use]
pub fn address(landlord: &Landlord, election: &Election) -> String {
    format!("/{}/election/{}", landlord.slug, election.handle)
}

/// The election of an address. A draft is there only for those who take part in running it.
///
/// # Errors
/// When there is none for this reader, or the database does not answer.
pub async fn found(ctx: &Ctx, slug: &str, handle: &str) -> Result<Found, AppError> {
    let landlord = by_slug(ctx, slug).await?;
    let found = election::by_handle(&ctx.site.db, handle).await?;
    let election = found
        .filter(|election| election.landlord_id == landlord.id)
        .ok_or(AppError::NotFound)?;
    let roles = roles(ctx, &landlord, &election).await?;
    if election.stage == Stage::Draft && roles.is_empty() {
        return Err(AppError::NotFound);
    }
    Ok(Found {
        landlord,
        election,
        roles,
    })
}

/// What the reader is in an election: officers by their role with the landlord, others by name.
async fn roles(
    ctx: &Ctx,
    landlord: &Landlord,
    election: &Election,
) -> Result<Vec<ElectionRole>, AppError> {
    let Some(me) = &ctx.session else {
        return Ok(Vec::new());
    };
    let mut roles = election::roles_of(&ctx.site.db, election.id, me.account_id).await?;
    let standing = standing::of(ctx, landlord).await?;
    if standing.roles.contains(&Role::ElectionOfficer) {
        roles.push(ElectionRole::ElectionOfficer);
    }
    Ok(roles)
}
