//! `palier landlord`.

use super::slug;
use crate::cli::{Failure, Kind, LandlordAdd};
use crate::config::Config;
use crate::instance;
use palier_app::site::routes;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::landlord::{self, NewLandlord};
use palier_store::{StoreError, Taken};

/// Adds a landlord.
///
/// # Errors
/// When its slug or zone is none, or taken.
pub async fn add(config: &Config, options: &LandlordAdd) -> Result<(), Failure> {
    check_slug(&options.slug)?;
    if options.zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Failure::new(format!(
            "\"{}\" is no time zone: give one as Europe/Paris or Indian/Reunion",
            options.zone
        )));
    }
    let open = instance::open(config).await?;
    let new = NewLandlord {
        slug: options.slug.clone(),
        name: options.name.trim().to_owned(),
        kind: match options.kind {
            Kind::Oph => LandlordKind::Oph,
            Kind::Esh => LandlordKind::Esh,
            Kind::Sem => LandlordKind::Sem,
            Kind::Cooperative => LandlordKind::Cooperative,
        },
        zone: options.zone.clone(),
    };
    let mut tx = open.db.begin().await?;
    landlord::add(&mut tx, new, open.clock.now())
        .await
        .map_err(|error| match error {
            StoreError::Taken(Taken::LandlordSlug) => Failure::new(format!(
                "a landlord has the slug \"{}\" already",
                options.slug
            )),
            error => error.into(),
        })?;
    tx.commit().await?;
    println!("added {} at /{}", options.name, options.slug);
    Ok(())
}

fn check_slug(slug: &str) -> Result<(), Failure> {
    slug::check(slug)?;
    if routes::reserved().contains(&slug) {
        return Err(Failure::new(format!(
            "\"{slug}\" is an address of the site: choose another slug"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_landlord_takes_no_address_of_the_site() {
        assert!(check_slug("rive-neuve").is_ok());
        for slug in [
            "connexion",
            "health",
            "api",
            "assets",
            "mon-espace",
            "A",
            "a b",
            "x",
        ] {
            assert!(check_slug(slug).is_err(), "{slug}");
        }
    }
}
