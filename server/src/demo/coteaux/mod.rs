//! Les Coteaux Habitat, the sister landlord: its election is open, and visitors vote in it.
//!
mod protocol;

use super::content::{self, Content, Residence};
use super::vote::course::{self, Course, Days};
use super::vote::lists::{Filed, Lists};
use super::vote::{Poll, ballots, date, instant, sealing};
use super::{people, roll};
use crate::cli::Failure;
use chrono::{DateTime, Datelike as _, Utc};
use palier_app::demo::voting_letters::{LANDLORD, LEASES, VOTED};
use palier_domain::account::role::{Place, Role};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::election::turnout::Figures;
use palier_domain::id::{AccountId, AssociationId, ElectionId, LandlordId};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::Roll;
use palier_store::association::NewAssociation;
use palier_store::ballot_box::{BallotBoxes, BallotList};
use palier_store::election::electoral_roll;
use palier_store::landlord::NewLandlord;
use palier_store::landlord_contact::{self, Contact};
use palier_store::{Db, Tx, association, candidate_list, election, landlord};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The landlord's name.
const NAME: &str = "Les Coteaux Habitat";
/// The help desk.
const PHONE: &str = "01 99 00 14 14";
/// Names on a list: twice the three seats of a company (CCH R.422-2-1).
const NAMES: i64 = 6;
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
    let days = days()?;
    let (election, handle) = course::begin(tx, landlord, protocol::make()?, &days).await?;
    let lists = Lists {
        landlord,
        election,
        filed: filed(coteaux, &associations),
        length: NAMES,
        roll: &roll,
        names: &content.names,
    };
    let course = Course {
        election,
        handle: &handle,
        board: board(tx, landlord, election, at).await?,
        electors: LEASES,
        days: &days,
    };
    course::run(tx, &course, &lists).await
}

/// What the associations filed.
fn filed<'a>(coteaux: &'a Coteaux, associations: &[AssociationId]) -> Vec<Filed<'a>> {
    let both = coteaux.list.iter().zip(associations);
    both.map(|(list, association)| Filed {
        association: *association,
        title: &list.title,
        national: &list.national,
        statement: &list.statement,
    })
    .collect()
}

/// The days of its preparation.
fn days() -> Result<Days, Failure> {
    let national = date(12, 4)?.with_year(2029);
    Ok(Days {
        national: national.ok_or_else(|| Failure::new("a day of 2029"))?,
        begun: date(9, 16)?,
        sent: date(11, 27)?,
        steps: [
            (10, 1, Move::Announce),
            (10, 21, Move::CloseLists),
            (11, 2, Move::PublishRoll),
            (11, 22, Move::FreezeRoll),
            (11, 25, Move::MakeKeys),
            (11, 26, Move::SealCodes),
            (11, 28, Move::Rehearse),
        ],
        sealed: date(11, 29)?,
        opened: date(12, 2)?,
    })
}

/// The election, as its box knows it.
fn poll() -> Result<Poll, Failure> {
    Ok(Poll {
        title: course::TITLE,
        landlord: NAME,
        slug: LANDLORD,
        phone: PHONE,
        place: "Loge du Belvédère, 1, place du Belvédère",
        electors: LEASES,
        sealed_at: instant(11, 29, 10)?,
        opens_at: instant(12, 2, 9)?,
        closes_at: instant(12, 13, 12)?,
        publication_minutes: 1,
        least_published: 1,
    })
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
    let (poll, days) = (poll()?, days()?);
    let electors = sealing::electors(handle, poll.electors)?;
    let (lists, votes) = on_ballot(db, id).await?;
    let lines = electoral_roll::line_ids(db, id).await?;
    let standing = electoral_roll::standing(db, id).await?;
    let roll = standing.and_then(|roll| roll.fingerprint);
    let sealed = sealing::seal(boxes, (&poll, handle), &electors, &lines, &lists).await?;
    let choices = ballots::choices(&votes, VOTED);
    ballots::fill(&sealed.boxed, &sealed.election, &electors, &choices).await?;
    let mut tx = db.begin().await?;
    let seals = sealed.seals(&waiting.protocol.0, roll.unwrap_or_default());
    course::open(&mut tx, id, &seals, &days).await?;
    turnout(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// The admitted lists in the drawn order, and their ballots when the demonstration begins.
async fn on_ballot(db: &Db, id: ElectionId) -> Result<(Vec<BallotList>, Vec<u32>), Failure> {
    let coteaux = read()?;
    let (mut lists, mut votes) = (Vec::new(), Vec::new());
    for list in candidate_list::admitted(db, id).await? {
        let said = coteaux.list.iter().find(|one| one.title == list.title);
        votes.push(said.map_or(0, |said| said.votes));
        lists.push(BallotList {
            affiliation: said.map_or(list.national_body, |said| said.affiliation.clone()),
            title: list.title,
        });
    }
    Ok((lists, votes))
}

/// Voters at the set hours of the first three days.
const VOTERS: [[i64; 3]; 3] = [[6, 31, 58], [83, 104, 131], [150, 170, 193]];

/// What was counted before visitors come.
async fn turnout(tx: &mut Tx, id: ElectionId) -> Result<(), Failure> {
    for (day, hours) in (2..).zip(VOTERS) {
        for (hour, online) in [10, 14, 18].into_iter().zip(hours) {
            let at = instant(12, day, hour)?;
            let figures = Figures {
                electors: i64::from(LEASES),
                online,
                ..Figures::default()
            };
            election::turnout::keep(tx, id, at, figures, at).await?;
        }
    }
    Ok(())
}
