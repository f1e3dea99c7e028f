//! What an account is with a landlord on a day: qualities to speak in, roles, an estate.

use crate::account::memberships;
use crate::dispatch::{all, maybe};
use crate::{Db, StoreError};
use chrono::NaiveDate;
use palier_domain::account::role::{Place, Quality, Role};
use palier_domain::id::{AccountId, AssociationId, EstateId, LandlordId};

/// What an account is with a landlord on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The qualities in which it may speak: tenant, associations by name, landlord.
    pub qualities: Vec<Quality>,
    /// The roles that it holds with the landlord or with an association attached to it.
    pub roles: Vec<Role>,
    /// Where it rents; the oldest lease if several.
    pub estate: Option<(EstateId, String)>,
}

impl Standing {
    /// Whether it belongs here in any quality or role.
    #[must_use]
    pub fn is_member(&self) -> bool {
        !self.qualities.is_empty() || !self.roles.is_empty()
    }
}

/// What an account is with a landlord on a day.
///
/// A linked person with a running lease makes a tenant; a delegate speaks for an association that
/// is attached to the landlord; staff speaks for the landlord.
///
/// # Errors
/// When the database fails.
pub async fn of(
    db: &Db,
    account: AccountId,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<Standing, StoreError> {
    let mut standing = Standing {
        estate: estate(db, account, landlord, day).await?,
        ..<_>::default()
    };
    if standing.estate.is_some() {
        standing.qualities.push(Quality::Tenant);
    }
    let held: Vec<_> = memberships(db, account)
        .await?
        .into_iter()
        .filter(|held| held.holds_on(day))
        .collect();
    // Only someone who is in an association needs to know which ones are attached.
    let attached = if held
        .iter()
        .any(|held| matches!(held.place, Place::Association(_)))
    {
        attached(db, landlord).await?
    } else {
        Vec::new()
    };
    for id in &attached {
        let speaks = held.iter().any(|held| {
            held.role == Role::AssociationDelegate && held.place == Place::Association(*id)
        });
        if speaks {
            standing.qualities.push(Quality::Association(*id));
        }
    }
    for held in held {
        let here = match held.place {
            Place::Landlord(id) => id == landlord,
            Place::Association(id) => attached.contains(&id),
            // Neither the instance's administrator nor a territory reads what is for members.
            Place::Instance | Place::Territory(_) => false,
        };
        if here && !standing.roles.contains(&held.role) {
            standing.roles.push(held.role);
        }
    }
    if standing.roles.contains(&Role::LandlordStaff) {
        standing.qualities.push(Quality::Landlord);
    }
    Ok(standing)
}

async fn estate(
    db: &Db,
    account: AccountId,
    landlord: LandlordId,
    day: NaiveDate,
) -> Result<Option<(EstateId, String)>, StoreError> {
    maybe!(
        db.reads() => (EstateId, String),
        "SELECT e.id, e.name
         FROM account_person a
         JOIN tenancy_holder h ON h.person_id = a.person_id
         JOIN tenancy t ON t.id = h.tenancy_id
         JOIN dwelling d ON d.id = t.dwelling_id
         JOIN building b ON b.id = d.building_id
         JOIN estate e ON e.id = b.estate_id
         WHERE a.account_id = $1 AND t.landlord_id = $2
            AND t.starts_on <= $3 AND (t.ends_on IS NULL OR t.ends_on >= $3)
         ORDER BY t.starts_on, t.reference LIMIT 1",
        account,
        landlord,
        day,
    )
}

async fn attached(db: &Db, landlord: LandlordId) -> Result<Vec<AssociationId>, StoreError> {
    let rows = all!(
        db.reads() => (AssociationId,),
        "SELECT a.id FROM association a
         JOIN association_landlord l ON l.association_id = a.id
         WHERE l.landlord_id = $1 ORDER BY a.name, a.slug",
        landlord,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
