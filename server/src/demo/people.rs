//! Accounts of the demonstration: one per role to try, and those who have written already.

use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_domain::account::public_name::PublicName;
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::{AccountId, ContributorId, EstateId, LandlordId, PersonId};
use palier_store::account::{self, NewAccount};
use palier_store::{Tx, contributor};

/// No passphrase has this hash: these accounts are entered by the demonstration's door only.
const NO_PASSPHRASE: &str = "!";

/// Makes an account.
pub async fn account(
    tx: &mut Tx,
    identifier: &str,
    own_name: &str,
    now: DateTime<Utc>,
) -> Result<AccountId, Failure> {
    let new = NewAccount {
        identifier: identifier.to_owned(),
        email: None,
        passphrase: NO_PASSPHRASE.to_owned(),
        own_name: own_name.to_owned(),
    };
    Ok(account::create(tx, new, now).await?)
}

/// Makes an account the tenant's who is that person.
pub async fn tenant(
    tx: &mut Tx,
    identifier: &str,
    own_name: &str,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<AccountId, Failure> {
    let id = account(tx, identifier, own_name, now).await?;
    account::link_person(tx, id, person, now).await?;
    Ok(id)
}

/// Makes an account with a role since January 2027.
pub async fn with_role(
    tx: &mut Tx,
    identifier: &str,
    own_name: &str,
    role: Role,
    place: Place,
    now: DateTime<Utc>,
) -> Result<AccountId, Failure> {
    let id = account(tx, identifier, own_name, now).await?;
    let since = chrono::NaiveDate::from_ymd_opt(2027, 1, 4).unwrap_or_default();
    account::grant(
        tx,
        id,
        Membership {
            role,
            place,
            since,
            until: None,
        },
        None,
        now,
    )
    .await?;
    Ok(id)
}

/// Chooses the public name of an account.
pub async fn face(
    tx: &mut Tx,
    account: AccountId,
    landlord: LandlordId,
    name: &str,
    estate: Option<EstateId>,
    now: DateTime<Utc>,
) -> Result<ContributorId, Failure> {
    let name = PublicName::parse(name, &[])
        .map_err(|e| Failure::new(format!("the demonstration's name {name}: {e}")))?;
    let key = name.key();
    Ok(contributor::save(tx, account, landlord, name.as_str(), &key, estate, now).await?)
}
