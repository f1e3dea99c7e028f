//! How a contributor is shown: a name she chose, her residence only if she wants.

use crate::site::context::Ctx;
use crate::site::forms::{Complaint, Refusal};
use crate::site::problem::Problem;
use palier_domain::account::public_name::PublicName;
use palier_domain::account::role::Quality;
use palier_domain::id::ContributorId;
use palier_store::landlord::Landlord;
use palier_store::standing::Standing;
use palier_store::{StoreError, Taken, association, contributor};

/// What was chosen in a form.
pub struct Choice<'a> {
    /// The public name.
    pub name: &'a str,
    /// Whether the residence is shown.
    pub shows_estate: bool,
}

/// Keeps a choice. Nobody takes a neighbour's name, nor one that would pass for the landlord or an
/// association, unless she speaks for it.
///
/// # Errors
/// When the name cannot be had, or the database does not answer.
pub async fn save(
    ctx: &Ctx,
    landlord: &Landlord,
    standing: &Standing,
    choice: &Choice<'_>,
) -> Result<ContributorId, Refusal> {
    let db = &ctx.site.db;
    let me = ctx.signed_in()?;
    // Whoever speaks for one of them may show its name; nobody else.
    let speaks = |quality| standing.qualities.contains(&quality);
    let associations = association::of_landlord(db, landlord.id).await?;
    let names: Vec<String> = associations
        .into_iter()
        .filter(|one| !speaks(Quality::Association(one.id)))
        .map(|one| one.name)
        .chain((!speaks(Quality::Landlord)).then(|| landlord.name.clone()))
        .collect();
    let reserved: Vec<&str> = names.iter().map(String::as_str).collect();
    let name = PublicName::parse(choice.name, &reserved)
        .map_err(|e| Complaint::about("public_name", e))?;
    let estate = standing
        .estate
        .as_ref()
        .filter(|_| choice.shows_estate)
        .map(|(id, _)| *id);
    let mut tx = db.begin().await?;
    let saved = contributor::save(
        &mut tx,
        me.account_id,
        landlord.id,
        name.as_str(),
        &name.key(),
        estate,
        ctx.now,
    )
    .await;
    match saved {
        Ok(id) => {
            tx.commit().await?;
            Ok(id)
        }
        Err(StoreError::Taken(Taken::PublicName)) => {
            Err(Complaint::about("public_name", Problem::NameTaken).into())
        }
        Err(error) => Err(error.into()),
    }
}
