//! `palier territory add`.

use super::{find_all, slug};
use crate::cli::{Failure, TerritoryAdd, TerritoryKindName};
use crate::config::Config;
use crate::instance;
use palier_domain::landlord::kind::TerritoryKind;
use palier_store::territory::{self, NewTerritory, Territory};
use palier_store::{StoreError, Taken};

/// Adds a territory above landlords; one that is there already is only put above them.
///
/// # Errors
/// When slug or a landlord will not do: nothing is changed then.
pub async fn add(config: &Config, options: &TerritoryAdd) -> Result<(), Failure> {
    slug::check(&options.slug)?;
    let open = instance::open(config).await?;
    let landlords = find_all(&open, &options.landlord).await?;
    let ids: Vec<_> = landlords.iter().map(|landlord| landlord.id).collect();
    let now = open.clock.now();
    let slug = &options.slug;
    if let Some(known) = territory::by_slug(&open.db, slug).await? {
        unchanged(&known, options)?;
        let mut tx = open.db.begin().await?;
        let attached = territory::attach(&mut tx, known.id, &ids, now).await?;
        tx.commit().await?;
        println!("{} put above {} more", known.name, attached.len());
        return Ok(());
    }
    let new = new(options)?;
    let name = new.name.clone();
    let mut tx = open.db.begin().await?;
    territory::add(&mut tx, new, &ids, now)
        .await
        .map_err(|error| match error {
            StoreError::Taken(Taken::TerritorySlug) => {
                Failure::new(format!("a territory has the slug \"{slug}\" already"))
            }
            error => error.into(),
        })?;
    tx.commit().await?;
    println!("added {name}, above {}", options.landlord.join(", "));
    Ok(())
}

fn new(options: &TerritoryAdd) -> Result<NewTerritory, Failure> {
    let name = options.name.as_deref().map(str::trim).unwrap_or_default();
    match options.kind {
        Some(kind) if !name.is_empty() => Ok(NewTerritory {
            slug: options.slug.clone(),
            name: name.to_owned(),
            kind: kind.into(),
        }),
        _ => Err(Failure::new(format!(
            "no territory \"{}\" yet: to add it, give --name and --kind too",
            options.slug
        ))),
    }
}

/// This command changes nothing of a territory that is there.
fn unchanged(known: &Territory, options: &TerritoryAdd) -> Result<(), Failure> {
    let name = options.name.as_deref().map(str::trim);
    let kind = options.kind.map(TerritoryKind::from);
    if name.is_none_or(|name| name == known.name) && kind.is_none_or(|kind| kind == known.kind) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "\"{}\" is {} already, and this command changes nothing of it: give --slug and \
         --landlord alone to put it above landlords, or choose another slug",
        options.slug, known.name
    )))
}

impl From<TerritoryKindName> for TerritoryKind {
    fn from(name: TerritoryKindName) -> Self {
        match name {
            TerritoryKindName::City => Self::City,
            TerritoryKindName::Territory => Self::Territory,
            TerritoryKindName::Federation => Self::Federation,
        }
    }
}
