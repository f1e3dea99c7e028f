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
use super::roll;
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use lists::Lists;
use palier_app::demo::voting_letters::LANDLORD;
use palier_domain::election::stage::Stage;
use palier_domain::id::LandlordId;
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::Roll;
use palier_store::association::NewAssociation;
use palier_store::ballot_box::BallotBoxes;
use palier_store::election::electoral_roll;
use palier_store::landlord::NewLandlord;
use palier_store::{Db, Tx, association, election, landlord};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The landlord's name.
const NAME: &str = "Les Coteaux Habitat";
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
    let election = course::begin(tx, landlord).await?;
    let lists = Lists {
        landlord,
        election,
        coteaux,
        associations: &associations,
        roll: &roll,
        names: &content.names,
    };
    course::run(tx, &lists).await
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

/// Makes the box of the election that is open, with the first ballots, if it has none.
///
/// Each start of a demonstration asks: one that was interrupted between its two databases is made
/// whole.
///
/// # Errors
/// When the box cannot be made or refuses a ballot.
pub async fn ensure_box(db: &Db, boxes: &BallotBoxes) -> Result<(), Failure> {
    let Some(landlord) = landlord::by_slug(db, LANDLORD).await? else {
        return Ok(());
    };
    let Some(open) = election::current(db, landlord.id).await? else {
        return Ok(());
    };
    let filled = match boxes.open(&open.handle).await? {
        Some(boxed) => {
            let count = boxed.count().await?;
            count.voters > 0
        }
        None => false,
    };
    if filled || open.stage != Stage::Open {
        return Ok(());
    }
    boxes.destroy(&open.handle).await?;
    let coteaux = read()?;
    let electors = sealing::electors(&open.handle)?;
    let lists = sealing::lists(db, open.id, &coteaux).await?;
    let lines = electoral_roll::line_ids(db, open.id).await?;
    let (boxed, election) = sealing::seal(boxes, &open.handle, &electors, &lines, &lists).await?;
    ballots::fill(&boxed, &election, &electors, &lists).await
}
