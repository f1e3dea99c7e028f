//! Les Coteaux Habitat, the sister landlord: its election is open, and visitors vote in it.
//!
//! Its codes, keys and first ballots follow from its handle, so that the letters can be shown again
//! and the count made: nothing of a demonstration is secret, and its box says that it is one.

mod ballots;
mod course;
mod holders;
mod lists;
mod protocol;
mod sealing;

use super::content::{self, Content, Residence};
use super::{people, roll};
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use lists::Lists;
use palier_app::demo::voting_letters::LANDLORD;
use palier_domain::account::role::{Place, Role};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::id::{AccountId, ElectionId, LandlordId};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::Roll;
use palier_store::association::NewAssociation;
use palier_store::ballot_box::BallotBoxes;
use palier_store::election::electoral_roll;
use palier_store::landlord::NewLandlord;
use palier_store::landlord_contact::{self, Contact};
use palier_store::{Db, Tx, association, election, landlord};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The landlord's name.
const NAME: &str = "Les Coteaux Habitat";
/// The help desk.
const PHONE: &str = "01 99 00 14 14";
/// Dwellings that stand empty.
const EMPTY: u32 = 32;

/// What the file says of the landlord.
#[derive(Clone, Deserialize)]
pub struct Coteaux {
    estate: Vec<Residence>,
    /// The candidate lists, as they were filed.
    pub list: Vec<List>,
}

/// A candidate list.
#[derive(Clone, Deserialize)]
pub struct List {
    /// Its title.
    pub title: String,
    /// The slug of the association that presents it, without the landlord's.
    association: String,
    /// The national body that it is affiliated to.
    national: String,
    /// What the association says of itself.
    about: String,
    /// Its campaign statement.
    statement: String,
    /// Its affiliation, as ballots print it.
    pub affiliation: String,
    /// Its ballots that are in the box when the demonstration begins.
    pub votes: u32,
}

/// Reads the file.
///
/// # Errors
/// When it cannot be read.
pub fn read() -> Result<Coteaux, Failure> {
    content::parse("coteaux", include_str!("../../../demo/coteaux.toml"))
}

/// Makes the landlord, its roll and its election up to the open vote.
///
/// # Errors
/// When the database refuses.
pub async fn make(
    tx: &mut Tx,
    content: &Content,
    coteaux: &Coteaux,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let new = NewLandlord {
        slug: LANDLORD.to_owned(),
        name: NAME.to_owned(),
        kind: LandlordKind::Esh,
        zone: content::ZONE.name().to_owned(),
    };
    let landlord = landlord::add(tx, new, at).await?;
    landlord_contact::set(tx, landlord, &contact(), at).await?;
    let mut associations = Vec::new();
    for list in &coteaux.list {
        let new = NewAssociation {
            slug: format!("{}-coteaux", list.association),
            name: format!("{} Les Coteaux", list.national),
            about: list.about.clone(),
            national_body: Some(list.national.clone()),
        };
        associations.push(association::add(tx, new, &[landlord], at).await?);
    }
    let roll = roll::of(&coteaux.estate, EMPTY, &content.names);
    import(tx, landlord, &roll, at).await?;
    let (election, handle) = course::begin(tx, landlord).await?;
    let board = board(tx, landlord, election, at).await?;
    let lists = Lists {
        landlord,
        election,
        handle: &handle,
        board,
        coteaux,
        associations: &associations,
        roll: &roll,
        names: &content.names,
    };
    course::run(tx, &lists).await
}

/// How to reach the landlord: the booth names it where nothing else can be done.
fn contact() -> Contact {
    Contact {
        postal: "1, place du Belvédère\n99140 Les Coteaux".to_owned(),
        phone: PHONE.to_owned(),
        publisher: "La directrice générale des Coteaux Habitat".to_owned(),
        ..Contact::default()
    }
}

/// The account by which visitors see the desks of the election.
async fn board(
    tx: &mut Tx,
    landlord: LandlordId,
    id: ElectionId,
    at: DateTime<Utc>,
) -> Result<AccountId, Failure> {
    let here = Place::Landlord(landlord);
    let (login, name, role) = ("demo-scrutin", "Alice Marchand", Role::ElectionOfficer);
    let account = people::with_role(tx, login, name, role, here, at).await?;
    for role in [
        ElectionRole::Commission,
        ElectionRole::TallyBoard,
        ElectionRole::CodeAuthorities,
    ] {
        election::add_member(tx, id, account, role, at).await?;
    }
    // A lost letter takes two of the commission.
    let second = people::account(tx, "bruno-keller", "Bruno Keller", at).await?;
    for role in [ElectionRole::Commission, ElectionRole::TallyBoard] {
        election::add_member(tx, id, second, role, at).await?;
    }
    Ok(account)
}

async fn import(
    tx: &mut Tx,
    landlord: LandlordId,
    roll: &Roll,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let csv = palier_domain::landlord::roll::to_csv(roll);
    let hash = Sha256::digest(csv.as_bytes()).into();
    let today = super::world::today();
    palier_store::roll::import(tx, landlord, roll, today, at, hash, None)
        .await
        .map(drop)
        .map_err(|error| Failure::new(error.to_string()))
}

/// Seals and opens the election, with the first ballots in its box, if that was not done.
///
/// Each start of a demonstration asks: the box is a database of its own, and one that was
/// interrupted between the two is made whole.
///
/// # Errors
/// When the box cannot be made or refuses a ballot.
pub async fn ensure_open(db: &Db, boxes: &BallotBoxes) -> Result<(), Failure> {
    let Some(landlord) = landlord::by_slug(db, LANDLORD).await? else {
        return Ok(());
    };
    let waiting = election::current(db, landlord.id).await?;
    let Some(waiting) = waiting.filter(|one| one.stage == Stage::Rehearsed) else {
        return Ok(());
    };
    let (id, handle) = (waiting.id, waiting.handle.as_str());
    boxes.destroy(handle).await?;
    let electors = sealing::electors(handle)?;
    let lists = sealing::lists(db, id, &read()?).await?;
    let lines = electoral_roll::line_ids(db, id).await?;
    let standing = electoral_roll::standing(db, id).await?;
    let roll = standing.and_then(|roll| roll.fingerprint);
    let sealed = sealing::seal(boxes, handle, &electors, &lines, &lists).await?;
    ballots::fill(&sealed.boxed, &sealed.election, &electors, &lists).await?;
    let mut tx = db.begin().await?;
    let seals = sealed.seals(&waiting.protocol.0, roll.unwrap_or_default());
    course::open(&mut tx, id, &seals).await?;
    Ok(tx.commit().await?)
}
