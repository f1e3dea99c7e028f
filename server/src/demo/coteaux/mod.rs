//! Les Coteaux Habitat, the sister landlord: its election is open, and visitors vote in it.
//!
//! Its codes, keys and first ballots follow from its handle, so that the letters can be shown again
//! and the count made: nothing of a demonstration is secret, and its box says that it is one.

mod ballots;
mod course;
mod holders;
mod protocol;
mod sealing;

use super::content::{self, Content, Residence};
use super::roll;
use crate::cli::Failure;
use chrono::{DateTime, Utc};
use palier_app::demo::voting_letters::LANDLORD;
use palier_domain::id::LandlordId;
use palier_domain::landlord::kind::LandlordKind;
use palier_store::association::NewAssociation;
use palier_store::ballot_box::BallotBoxes;
use palier_store::landlord::NewLandlord;
use palier_store::{Tx, association, landlord};
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
    /// The candidate lists, in the drawn order.
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

/// Seals the box of the election and puts the first ballots into it.
///
/// # Errors
/// When the box cannot be made or refuses a ballot.
pub async fn open_box(boxes: &BallotBoxes, handle: &str, coteaux: &Coteaux) -> Result<(), Failure> {
    let electors = sealing::electors(handle)?;
    let (boxed, election) = sealing::seal(boxes, handle, &electors, coteaux).await?;
    ballots::fill(&boxed, &election, &electors, coteaux).await
}

/// Makes the landlord, its roll and its election up to the open vote; gives the handle.
///
/// # Errors
/// When the database refuses.
pub async fn make(
    tx: &mut Tx,
    content: &Content,
    coteaux: &Coteaux,
    at: DateTime<Utc>,
) -> Result<String, Failure> {
    let new = NewLandlord {
        slug: LANDLORD.to_owned(),
        name: NAME.to_owned(),
        kind: LandlordKind::Esh,
        zone: content::ZONE.name().to_owned(),
    };
    let landlord = landlord::add(tx, new, at).await?;
    for list in &coteaux.list {
        let new = NewAssociation {
            slug: format!("{}-coteaux", list.association),
            name: format!("{} Les Coteaux", list.national),
            about: list.about.clone(),
            national_body: Some(list.national.clone()),
        };
        association::add(tx, new, &[landlord], at).await?;
    }
    import(tx, landlord, content, coteaux, at).await?;
    course::run(tx, landlord).await
}

async fn import(
    tx: &mut Tx,
    landlord: LandlordId,
    content: &Content,
    coteaux: &Coteaux,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let made = roll::of(&coteaux.estate, EMPTY, &content.names);
    let csv = palier_domain::landlord::roll::to_csv(&made);
    let hash = Sha256::digest(csv.as_bytes()).into();
    let today = super::world::today();
    palier_store::roll::import(tx, landlord, &made, today, at, hash, None)
        .await
        .map(drop)
        .map_err(|error| Failure::new(error.to_string()))
}
