//! `palier account`: the first accounts, and their roles.

use super::{find, today};
use crate::cli::{CreateAdmin, Failure, Grant, RoleName};
use crate::config::Config;
use crate::instance;
use palier_app::site::secret;
use palier_domain::account::identifier::Identifier;
use palier_domain::account::passphrase;
use palier_domain::account::role::{Membership, Place, Role};
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
        email: options.email.clone(),
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
            since: now.date_naive(),
            until: None,
        };
        account::grant(&mut tx, id, membership, now).await?;
    }
    tx.commit().await?;
    println!("account \"{}\" is open", identifier.as_str());
    Ok(())
}

/// Gives an account a role at a landlord or an association.
///
/// # Errors
/// When account, landlord or association is not there.
pub async fn grant(config: &Config, options: &Grant) -> Result<(), Failure> {
    let open = instance::open(config).await?;
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
    let now = open.clock.now();
    let (place, since) = if role == Role::AssociationDelegate {
        let found = association::by_slug(&open.db, &options.at)
            .await?
            .ok_or_else(|| Failure::new(format!("no association \"{}\"", options.at)))?;
        (Place::Association(found.id), now.date_naive())
    } else {
        let landlord = find(&open, &options.at).await?;
        (Place::Landlord(landlord.id), today(&open, &landlord))
    };
    let mut tx = open.db.begin().await?;
    let membership = Membership {
        role,
        place,
        since,
        until: None,
    };
    account::grant(&mut tx, who.id, membership, now).await?;
    tx.commit().await?;
    println!(
        "\"{}\" has the role at \"{}\" from today",
        options.identifier, options.at
    );
    Ok(())
}
