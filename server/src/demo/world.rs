//! Puts the demonstration together, in the order in which a landlord would.

use super::content::{self, Content};
use super::discussion::Authors;
use super::moderation::{self, People};
use super::{agreements, amendments, consultation, discussion, letters, mails, people, roll};
use crate::cli::Failure;
use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone as _, Utc};
use palier_app::demo::newcomer_codes;
use palier_app::site::secret;
use palier_domain::account::role::{Place, Role};
use palier_domain::charter::discussion::Discussion;
use palier_domain::charter::grammar;
use palier_domain::charter::status::{Audience, TextKind};
use palier_domain::id::{AssociationId, LandlordId, TextId, VersionId};
use palier_domain::landlord::kind::{LandlordKind, TerritoryKind};
use palier_store::association::NewAssociation;
use palier_store::instance::Instance;
use palier_store::landlord::NewLandlord;
use palier_store::roll::ImportError;
use palier_store::territory::NewTerritory;
use palier_store::text::NewText;
use palier_store::{Tx, activation, association, estate, landlord, territory, text};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// The residence of the people to try.
const HOME: &str = "Les Tilleuls";

/// Makes everything.
pub async fn make(tx: &mut Tx, instance: &Instance) -> Result<(), Failure> {
    let content = content::read()?;
    let opens = Utc.with_ymd_and_hms(2030, 11, 3, 23, 0, 0).single();
    let opens = opens.ok_or_else(|| Failure::new("the demonstration's first day"))?;
    let now = instance.clock_start.unwrap_or(instance.created_at);
    let landlord = landlord(tx, opens).await?;
    let associations = associations(tx, landlord, &content, opens).await?;
    import_roll(tx, landlord, &content, opens).await?;
    let people = roles(tx, landlord, &associations, opens).await?;
    newcomers(tx, landlord, instance, now).await?;
    letters::make(tx, landlord, &instance.code_salt, now).await?;
    agenda(tx, landlord, &content, opens).await?;
    agreements::make(
        tx,
        landlord,
        &associations,
        people.staff,
        &content.agreements,
    )
    .await?;
    consultation::fund(tx, landlord, &people, now).await?;
    let (text, first) = charter(tx, landlord).await?;
    let mut authors = Authors::make(tx, landlord, &associations, &content, opens).await?;
    authors.tenant("Claire M.", people.tenant, people.claire);
    let place = amendments::Place {
        landlord,
        text,
        facilitator: people.facilitator,
        guarantor: people.guarantor,
        staff: people.staff,
        associations: &associations,
    };
    let version = amendments::adopted(tx, &place, first, &authors).await?;
    discussed(tx, text, opens).await?;
    consultation::adoption(tx, landlord, version, &people, now).await?;
    discussion::make(tx, text, version, &authors, &content, now).await?;
    moderation::make(tx, landlord, text, version, &people, now).await?;
    amendments::make(tx, &place, version, &authors, now).await
}

async fn landlord(tx: &mut Tx, at: DateTime<Utc>) -> Result<LandlordId, Failure> {
    let new = NewLandlord {
        slug: "rive-neuve".to_owned(),
        name: "Rive-Neuve Habitat".to_owned(),
        kind: LandlordKind::Oph,
        zone: content::ZONE.name().to_owned(),
    };
    let id = landlord::add(tx, new, at).await?;
    let city = NewTerritory {
        slug: "ville-de-rive-neuve".to_owned(),
        name: "Ville de Rive-Neuve".to_owned(),
        kind: TerritoryKind::City,
    };
    territory::add(tx, city, &[id], at).await?;
    Ok(id)
}

async fn associations(
    tx: &mut Tx,
    landlord: LandlordId,
    content: &Content,
    at: DateTime<Utc>,
) -> Result<HashMap<String, AssociationId>, Failure> {
    let mut ids = HashMap::new();
    for local in &content.associations.association {
        let new = NewAssociation {
            slug: local.slug.clone(),
            name: local.name.clone(),
            about: local.about.clone(),
            national_body: Some(local.national.clone()),
        };
        let id = association::add(tx, new, &[landlord], at).await?;
        ids.insert(local.slug.clone(), id);
    }
    Ok(ids)
}

/// Public dates and decisions.
async fn agenda(
    tx: &mut Tx,
    landlord: LandlordId,
    content: &Content,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let day_of = |at: DateTime<Utc>| at.with_timezone(&content::ZONE).date_naive();
    palier_store::agenda::import(tx, landlord, content.agenda.clone(), day_of, at).await?;
    Ok(())
}

async fn import_roll(
    tx: &mut Tx,
    landlord: LandlordId,
    content: &Content,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let made = roll::make(content);
    let hash: [u8; 32] =
        Sha256::digest(palier_domain::landlord::roll::to_csv(&made).as_bytes()).into();
    let imported = palier_store::roll::import(tx, landlord, &made, today(), at, hash, None).await;
    match imported {
        Ok(_) => Ok(()),
        Err(ImportError::Store(error)) => Err(error.into()),
        Err(error) => Err(Failure::new(error.to_string())),
    }
}

/// One account per role of the demonstration's door.
async fn roles(
    tx: &mut Tx,
    landlord: LandlordId,
    associations: &HashMap<String, AssociationId>,
    at: DateTime<Utc>,
) -> Result<People, Failure> {
    let homes = estate::holders_within(tx, landlord, HOME, today(), 3).await?;
    let [(claire, estate), (idriss, _), (bruno, _)] = homes[..] else {
        return Err(Failure::new("the demonstration's residence is empty"));
    };
    let tenant = people::tenant(tx, "demo-locataire", "Claire Moreau", claire, at).await?;
    let claire = people::face(tx, tenant, landlord, "Claire M.", Some(estate), at).await?;
    let angry = people::tenant(tx, "demo-colere", "Bruno Tessier", bruno, at).await?;
    let bruno = people::face(tx, angry, landlord, "Bruno T.", None, at).await?;
    mails::make(tx, tenant, at).await?;
    people::tenant(tx, "demo-voisin", "Idriss Benali", idriss, at).await?;
    let here = Place::Landlord(landlord);
    let cnl = associations.get("cnl").copied();
    let cnl = cnl.ok_or_else(|| Failure::new("the demonstration's associations lack cnl"))?;
    let list = [
        (
            "demo-association",
            "Josiane Petit",
            Role::AssociationDelegate,
            Place::Association(cnl),
        ),
        ("demo-bailleur", "Pôle proximité", Role::LandlordStaff, here),
        ("demo-animatrice", "Hélène Garnier", Role::Facilitator, here),
        ("demo-garante", "Solange Adjovi", Role::Guarantor, here),
        (
            "demo-elections",
            "Marc Delattre",
            Role::ElectionOfficer,
            here,
        ),
        (
            "demo-admin",
            "Administratrice",
            Role::Administrator,
            Place::Instance,
        ),
    ];
    let mut accounts = HashMap::new();
    for (identifier, name, role, place) in list {
        let account = people::with_role(tx, identifier, name, role, place, at).await?;
        accounts.insert(identifier, account);
    }
    let account = |identifier| {
        let found = accounts.get(identifier).copied();
        found.ok_or_else(|| Failure::new(format!("the demonstration lacks {identifier}")))
    };
    Ok(People {
        tenant,
        claire,
        bruno,
        facilitator: account("demo-animatrice")?,
        association: account("demo-association")?,
        staff: account("demo-bailleur")?,
        guarantor: account("demo-garante")?,
    })
}

/// Codes that the demonstration's door shows, for whoever wants to come in by letter.
async fn newcomers(
    tx: &mut Tx,
    landlord: LandlordId,
    instance: &Instance,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let codes = newcomer_codes();
    let limit = i64::try_from(codes.len()).unwrap_or(0) + 20;
    let homes = estate::holders_within(tx, landlord, HOME, today(), limit).await?;
    for ((person, _), code) in homes.into_iter().skip(20).zip(codes) {
        let hash = secret::code_hash(&instance.code_salt, &code)
            .map_err(|_| Failure::new("cannot hash a code"))?;
        activation::issue(tx, person, &hash, now, now + TimeDelta::days(365)).await?;
    }
    Ok(())
}

/// The charter in its first version.
async fn charter(tx: &mut Tx, landlord: LandlordId) -> Result<(TextId, VersionId), Failure> {
    let parsed = grammar::parse(content::CHARTER)
        .map_err(|errors| Failure::new(format!("the demonstration's charter: {errors:?}")))?;
    let new = NewText {
        kind: TextKind::Charter,
        slug: palier_app::charter::load::SLUG.to_owned(),
        audience: Audience::Public,
    };
    let at = amendments::published()?;
    let imported = text::import(tx, landlord, new, &parsed, at).await?;
    Ok((imported.text_id, imported.version_id))
}

/// The days in which its open version is discussed.
async fn discussed(tx: &mut Tx, text: TextId, at: DateTime<Utc>) -> Result<(), Failure> {
    // Until 20 December at 18:00 in Paris, as the agenda says.
    let closes = Utc.with_ymd_and_hms(2030, 12, 20, 17, 0, 0).single();
    let dates = closes.and_then(|closes| Discussion::new(at, closes).ok());
    let dates = dates.ok_or_else(|| Failure::new("the demonstration's discussion"))?;
    let (fr, en) = (content::NEXT_FR, content::NEXT_EN);
    text::set_discussion(tx, text, dates, fr, en, at).await?;
    Ok(())
}

/// The demonstration's first day.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2030, 12, 5).unwrap_or_default()
}
