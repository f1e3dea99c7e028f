//! Closing the roll: the archive up to its setup, and the box with its register.

use super::files::listed_by;
use super::rule_sheet::RuleSheet;
use crate::election::vote::setup::Setup;
use crate::i18n::{Locale, T};
use crate::site::error::AppError;
use crate::site::state::Site;
use chrono::{DateTime, Utc};
use palier_ballots::archive::Writer;
use palier_ballots::conduct::{self, Template, append};
use palier_ballots::wire::{TrusteeText, print};
use palier_ballots::{Ed25519, ElectionId, Error, PublicCredentials};
use palier_domain::election::consultation::stage::{ConsultationMove as Move, ConsultationStage};
use palier_store::ballot_box::{About, BallotList, Help, Kind, Line, Rules, Sealing};
use palier_store::consultation::college;
use palier_store::consultation::holder::{self, Holder};
use palier_store::consultation::roll::{self, Registered};
use palier_store::consultation::{self, Consultation};
use palier_store::landlord::{self, Landlord};
use palier_store::{StoreError, ids, landlord_contact};
use serde_json::json;

/// Minutes between publications.
const PUBLISHED: u16 = 15;
/// Ballots that are published together at least.
const TOGETHER: u16 = 5;

/// Closes a roll whose hour has come; nobody on it, and the consultation is given up.
///
/// # Errors
/// When a database does not answer, or the protocol refuses what was registered.
pub async fn close_roll(site: &Site, asked: &Consultation) -> Result<(), AppError> {
    let now = site.clock.now();
    let found = landlord::get(&site.db, asked.landlord_id).await?;
    let landlord = found.ok_or(AppError::NotFound)?;
    let holders = holder::holders(&site.db, asked.id).await?;
    let mut tx = site.db.begin().await?;
    // Another process may have closed it, or the officer given it up, since it was looked at.
    if consultation::held(&mut tx, asked.id).await?.stage != ConsultationStage::Registering {
        return Ok(());
    }
    let registered = roll::registered(&mut tx, asked.id).await?;
    if registered.is_empty() {
        consultation::advance(&mut tx, asked.id, Move::Cancel, now)
            .await
            .map_err(|error| AppError::internal(&error))?;
        return Ok(tx.commit().await?);
    }
    let colleges = college::colleges_within(&mut tx, asked.id).await?;
    let listed: Vec<_> = registered
        .iter()
        .map(|one| (&*one.credential, one.college))
        .collect();
    let listed = listed_by(&asked.handle, &colleges, &listed);
    let sheet = RuleSheet::of(&site.db, asked, &colleges, &listed).await?;
    let about = sheet.sealed(&landlord.name);
    let setup = setup(asked, &about, &holders, &registered, now)
        .map_err(|error| AppError::internal(&error))?;
    let sealing = sealing(site, asked, &landlord, setup, &registered, now).await?;
    match site.polls.boxes().create(&asked.handle, sealing).await {
        // A process may have been killed before it said that the roll is closed: nobody registers
        // after the hour, so its box is of this roll.
        Ok(_) | Err(StoreError::Conflict(_)) => {}
        Err(error) => return Err(error.into()),
    }
    roll::close(&mut tx, asked.id, &registered, &sheet.hash(), now)
        .await
        .map_err(|error| AppError::internal(&error))?;
    Ok(tx.commit().await?)
}

/// The archive up to its setup, verified.
fn setup(
    asked: &Consultation,
    about: &str,
    holders: &[Holder],
    registered: &[Registered],
    now: DateTime<Utc>,
) -> Result<Setup, String> {
    let text = |error: Error| error.to_string();
    let id = ElectionId::parse(&asked.handle).map_err(text)?;
    let template = template(asked, about);
    let template = Template::read(template.to_string().as_bytes()).map_err(text)?;
    let trustees = trustees(holders).ok_or("a holder has no key")?;
    let election = conduct::election::<Ed25519>(&template, &id, &trustees).map_err(text)?;
    let entries: Vec<&str> = registered.iter().map(|one| &*one.credential).collect();
    let list = PublicCredentials::read::<Ed25519>(&print(&entries)).map_err(text)?;
    let lines = list.len();
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let (mut writer, mut bytes) = Writer::start(seconds).map_err(text)?;
    let setup = append::setup(&mut writer, &election, &print(&trustees), &list);
    bytes.extend(setup.map_err(text)?);
    Setup::verify(bytes, &asked.handle, lines).map_err(|error| error.to_string())
}

/// What is asked, in the words of the archive, which are French.
fn template(asked: &Consultation, about: &str) -> serde_json::Value {
    let t = T { locale: Locale::Fr };
    let ballot = &asked.ballot.0;
    json!({
        "name": asked.title,
        "description": about,
        "questions": [{
            "question": ballot.question,
            "answers": ballot.answers(t.consultation_yes(), t.consultation_no()),
            "blank": true, "min": 1, "max": ballot.most(),
        }],
        "language": "fr",
    })
}

/// The holders' parts of the key, once both have made theirs.
#[must_use]
pub fn trustees(holders: &[Holder]) -> Option<Vec<TrusteeText>> {
    let part = |holder: &Holder| {
        let text = serde_json::from_str(holder.public_key.as_ref()?).ok()?;
        Some(TrusteeText::Single(text))
    };
    holders.iter().map(part).collect()
}

async fn sealing(
    site: &Site,
    asked: &Consultation,
    landlord: &Landlord,
    setup: Setup,
    registered: &[Registered],
    now: DateTime<Utc>,
) -> Result<Sealing, AppError> {
    let contact = landlord_contact::get(&site.db, landlord.id).await?;
    let contact = contact.unwrap_or_default();
    let answers = setup.election.questions.len();
    debug_assert_eq!(answers, 1, "one question is asked");
    let line = |one: &Registered| {
        let tag = <[u8; 32]>::try_from(one.tag.as_slice()).ok()?;
        let id = ids::new_v4();
        Some(Line { id, tag })
    };
    let register: Option<Vec<Line>> = registered.iter().map(line).collect();
    let t = T { locale: Locale::Fr };
    let named = asked
        .ballot
        .answers(t.consultation_yes(), t.consultation_no());
    let lists = named.into_iter().map(|title| BallotList {
        title: title.to_owned(),
        affiliation: String::new(),
    });
    Ok(Sealing {
        start: setup.start,
        opens_at: asked.opens_at,
        closes_at: asked.closes_at,
        rules: Rules {
            revoting: false,
            grace_minutes: 0,
            publication_minutes: PUBLISHED,
            least_published: TOGETHER,
            origins: Vec::new(),
        },
        about: About {
            title: asked.title.clone(),
            landlord: landlord.name.clone(),
            slug: landlord.slug.clone(),
            kind: Kind::Consultation,
            lists: lists.collect(),
            help: Help {
                phone: contact.phone,
                place: contact.postal.lines().collect::<Vec<_>>().join(", "),
            },
        },
        register: register.ok_or_else(|| AppError::internal(&"a tag of another length"))?,
        now,
    })
}
