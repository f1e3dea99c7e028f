//! `palier account`: the first accounts, and their roles.

use super::{find, today, today_in_paris};
use crate::cli::{CreateAdmin, Failure, RoleAt, RoleName};
use crate::config::Config;
use crate::instance::{self, Open};
use chrono::NaiveDate;
use palier_app::site::secret;
use palier_domain::account::identifier::Identifier;
use palier_domain::account::passphrase;
use palier_domain::account::role::{Membership, Place, Role};
use palier_domain::id::AccountId;
use palier_store::account::{self, NewAccount};
use palier_store::{StoreError, Taken, association};
use std::io::Read as _;

/// Creates an account, an administrator's unless told otherwise.
///
/// # Errors
/// When identifier or passphrase will not do, or is taken.
pub async fn create_admin(config: &Config, options: &CreateAdmin) -> Result<(), Failure> {
    let identifier = Identifier::parse(&options.identifier)
        .map_err(|e| Failure::new(format!("--identifier: {e}")))?;
    let mut typed = String::new();
    std::io::stdin()
        .read_to_string(&mut typed)
        .map_err(|e| Failure::new(format!("cannot read the passphrase: {e}")))?;
    let typed = typed.trim_end_matches(['\r', '\n']);
    passphrase::check(typed, &[identifier.as_str(), &options.name])
        .map_err(|e| Failure::new(format!("the passphrase will not do: {e}")))?;
    let open = instance::open(config).await?;
    let hashed = secret::hash(typed).map_err(|_| Failure::new("cannot hash the passphrase"))?;
    let name = if options.name.is_empty() {
        identifier.as_str()
    } else {
        &options.name
    };
    let new = NewAccount {
        identifier: identifier.as_str().to_owned(),
        email: options
            .email
            .as_deref()
            .map(|email| email.trim().to_lowercase()),
        passphrase: hashed,
        own_name: name.to_owned(),
    };
    let now = open.clock.now();
    let mut tx = open.db.begin().await?;
    let id = account::create(&mut tx, new, now)
        .await
        .map_err(|error| match error {
            StoreError::Taken(Taken::Identifier) => Failure::new(format!(
                "an account has the identifier \"{}\" already",
                identifier.as_str()
            )),
            StoreError::Taken(Taken::Email) => {
                Failure::new("an account has this e-mail address already")
            }
            error => error.into(),
        })?;
    if !options.no_role {
        let membership = Membership {
            role: Role::Administrator,
            place: Place::Instance,
            since: today_in_paris(&open),
            until: None,
        };
        account::grant(&mut tx, id, membership, None, now).await?;
    }
    tx.commit().await?;
    println!("account \"{}\" is open", identifier.as_str());
    Ok(())
}

/// Gives an account a role at a landlord or an association, from today on.
///
/// # Errors
/// When account, landlord or association is not there.
pub async fn grant(config: &Config, options: &RoleAt) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let found = found(&open, options).await?;
    let membership = Membership {
        role: found.role,
        place: found.place,
        since: found.today,
        until: None,
    };
    let mut tx = open.db.begin().await?;
    account::grant(&mut tx, found.account, membership, None, open.clock.now()).await?;
    tx.commit().await?;
    println!(
        "\"{}\" has the role at \"{}\" from today",
        options.identifier, options.at
    );
    Ok(())
}

/// Takes a role back: it holds no more from today on, and its last day was yesterday.
///
/// # Errors
/// When account, landlord or association is not there, or the account does not hold the role.
pub async fn revoke(config: &Config, options: &RoleAt) -> Result<(), Failure> {
    let open = instance::open(config).await?;
    let found = found(&open, options).await?;
    let (role, place, today) = (found.role, found.place, found.today);
    let mut tx = open.db.begin().await?;
    account::end_role(
        &mut tx,
        found.account,
        role,
        place,
        today,
        None,
        open.clock.now(),
    )
    .await
    .map_err(|error| match error {
        StoreError::Missing("role") => Failure::new(format!(
            "\"{}\" does not hold this role at \"{}\" today: nothing was changed",
            options.identifier, options.at
        )),
        error => error.into(),
    })?;
    tx.commit().await?;
    println!(
        "\"{}\" has the role at \"{}\" no more",
        options.identifier, options.at
    );
    Ok(())
}

/// Whom and what the options name, and the civil date there.
struct Found {
    account: AccountId,
    role: Role,
    place: Place,
    today: NaiveDate,
}

async fn found(open: &Open, options: &RoleAt) -> Result<Found, Failure> {
    let who = account::by_identifier(&open.db, &options.identifier)
        .await?
        .ok_or_else(|| Failure::new(format!("no account \"{}\"", options.identifier)))?;
    let role = match options.role {
        RoleName::LandlordStaff => Role::LandlordStaff,
        RoleName::Facilitator => Role::Facilitator,
        RoleName::Guarantor => Role::Guarantor,
        RoleName::ElectionOfficer => Role::ElectionOfficer,
        RoleName::AssociationDelegate => Role::AssociationDelegate,
    };
    let (place, today) = if role == Role::AssociationDelegate {
        let slug = &options.at;
        let found = association::by_slug(&open.db, slug).await?.ok_or_else(|| {
            Failure::new(format!(
                "no association \"{slug}\": add it with `palier association add --slug {slug} ...`"
            ))
        })?;
        (Place::Association(found.id), today_in_paris(open))
    } else {
        let landlord = find(open, &options.at).await?;
        (Place::Landlord(landlord.id), today(open, &landlord))
    };
    Ok(Found {
        account: who.id,
        role,
        place,
        today,
    })
}
