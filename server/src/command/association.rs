//! `palier association add`.

use super::{find_all, slug};
use crate::cli::{AssociationAdd, Failure};
use crate::config::Config;
use crate::instance::{self, Open};
use palier_store::association::{self, Association, NewAssociation};
use palier_store::{StoreError, Taken, national_body};

/// Adds an association and attaches it to landlords; one that is there already is only attached.
///
/// # Errors
/// When slug, national body or a landlord will not do: nothing is changed then.
pub async fn add(config: &Config, options: &AssociationAdd) -> Result<(), Failure> {
    slug::check(&options.slug)?;
    let open = instance::open(config).await?;
    let landlords = find_all(&open, &options.landlord).await?;
    let ids: Vec<_> = landlords.iter().map(|landlord| landlord.id).collect();
    let now = open.clock.now();
    let slug = &options.slug;
    if let Some(known) = association::by_slug(&open.db, slug).await? {
        unchanged(&known, options)?;
        let mut tx = open.db.begin().await?;
        let attached = association::attach(&mut tx, known.id, &ids, now).await?;
        tx.commit().await?;
        println!("{} attached to {} more", known.name, attached.len());
        return Ok(());
    }
    let new = new(&open, options).await?;
    let name = new.name.clone();
    let mut tx = open.db.begin().await?;
    association::add(&mut tx, new, &ids, now)
        .await
        .map_err(|error| match error {
            StoreError::Taken(Taken::AssociationSlug) => {
                Failure::new(format!("an association has the slug \"{slug}\" already"))
            }
            error => error.into(),
        })?;
    tx.commit().await?;
    println!(
        "added {name}, with members at {}",
        options.landlord.join(", ")
    );
    Ok(())
}

async fn new(open: &Open, options: &AssociationAdd) -> Result<NewAssociation, Failure> {
    let given = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .ok_or_else(|| {
                Failure::new(format!(
                    "no association \"{}\" yet: to add it, give --name and --about too",
                    options.slug
                ))
            })
    };
    let national_body = match &options.national {
        Some(code) => Some(national(open, code).await?),
        None => None,
    };
    Ok(NewAssociation {
        slug: options.slug.clone(),
        name: given(&options.name)?,
        about: given(&options.about)?,
        national_body,
    })
}

/// The code as the list has it, capitals aside.
async fn national(open: &Open, code: &str) -> Result<String, Failure> {
    let bodies = national_body::list(&open.db).await?;
    bodies
        .into_iter()
        .find(|body| body.code.eq_ignore_ascii_case(code.trim()))
        .map(|body| body.code)
        .ok_or_else(|| {
            Failure::new(format!(
                "no national body \"{code}\": `palier national-bodies` lists them"
            ))
        })
}

/// This command changes nothing of an association that is there.
fn unchanged(known: &Association, options: &AssociationAdd) -> Result<(), Failure> {
    let national = known.national_body.as_deref().unwrap_or_default();
    let differs = |given: &Option<String>, known: &str| {
        given.as_deref().is_some_and(|given| given.trim() != known)
    };
    let given = options.national.as_deref().map(str::trim);
    if differs(&options.name, &known.name)
        || differs(&options.about, &known.about)
        || given.is_some_and(|given| !given.eq_ignore_ascii_case(national))
    {
        return Err(Failure::new(format!(
            "\"{}\" is {} already, and this command changes nothing of it: give --slug and \
             --landlord alone to attach it, or choose another slug",
            options.slug, known.name
        )));
    }
    Ok(())
}
