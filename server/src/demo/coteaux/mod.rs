//! Les Coteaux Habitat, the sister landlord: its election is open, and visitors vote in it.
//!
//! Its codes, keys and first ballots follow from its handle, so that the letters can be shown again
//! and the count made: nothing of a demonstration is secret, and its box says that it is one.

mod opening;
mod protocol;

use super::content::{self, Content, Residence};
use super::vote::course::{self, Course, Days};
use super::vote::lists::{Filed, Lists};
use super::vote::{date, instant, ten};
use super::{people, roll};
use crate::cli::Failure;
use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use palier_app::demo::voting_letters::{LANDLORD, LEASES};
use palier_app::election::closing::freeze;
use palier_app::election::vote::Polls;
use palier_domain::account::role::{Place, Role};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_domain::id::{AccountId, AssociationId, ElectionId, LandlordId};
use palier_domain::landlord::kind::LandlordKind;
use palier_domain::landlord::roll::Roll;
use palier_store::association::NewAssociation;
use palier_store::election::{Election, ElectionKind};
use palier_store::landlord::NewLandlord;
use palier_store::landlord_contact::{self, Contact};
use palier_store::{Db, Tx, account, association, election, landlord};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The landlord's name.
const NAME: &str = "Les Coteaux Habitat";
/// The help desk.
const PHONE: &str = "01 99 00 14 14";
/// The account by which visitors see the desks of the election.
const BOARD: &str = "demo-scrutin";
/// Another of its commission and board.
const SECOND: &str = "bruno-keller";
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

impl List {
    /// The slug of the association that presents it.
    fn slug(&self) -> String {
        format!("{}-coteaux", self.association)
    }
}

/// Reads the file.
///
/// # Errors
/// When it cannot be read.
pub fn read() -> Result<Coteaux, Failure> {
    content::parse("coteaux", include_str!("../../../demo/coteaux.toml"))
}

/// Makes the landlord, its roll, its associations and those who run its election.
///
/// # Errors
/// When the database refuses.
async fn make(
    tx: &mut Tx,
    content: &Content,
    coteaux: &Coteaux,
    at: DateTime<Utc>,
) -> Result<LandlordId, Failure> {
    let new = NewLandlord {
        slug: LANDLORD.to_owned(),
        name: NAME.to_owned(),
        kind: LandlordKind::Esh,
        zone: content::ZONE.name().to_owned(),
    };
    let landlord = landlord::add(tx, new, at).await?;
    landlord_contact::set(tx, landlord, &contact(), at).await?;
    for list in &coteaux.list {
        let new = NewAssociation {
            slug: list.slug(),
            name: format!("{} Les Coteaux", list.national),
            about: list.about.clone(),
            national_body: Some(list.national.clone()),
        };
        association::add(tx, new, &[landlord], at).await?;
    }
    let roll = roll::of(&coteaux.estate, EMPTY, &content.names);
    import(tx, landlord, &roll, at).await?;
    let here = Place::Landlord(landlord);
    let role = Role::ElectionOfficer;
    people::with_role(tx, BOARD, "Alice Marchand", role, here, at).await?;
    // A lost letter takes two of the commission.
    people::account(tx, SECOND, "Bruno Keller", at).await?;
    Ok(landlord)
}

/// Makes the election of a round up to its rehearsal; says whether it did, which is not so when
/// another process has.
///
/// # Errors
/// When the database refuses.
async fn make_election(
    db: &Db,
    content: &Content,
    coteaux: &Coteaux,
    landlord: LandlordId,
    round: i64,
) -> Result<bool, Failure> {
    let mut associations = Vec::new();
    for list in &coteaux.list {
        let found = association::by_slug(db, &list.slug()).await?;
        let found = found.ok_or_else(|| Failure::new("an association of the demonstration"))?;
        associations.push(found.id);
    }
    let members = [member(db, BOARD).await?, member(db, SECOND).await?];
    let roll = roll::of(&coteaux.estate, EMPTY, &content.names);
    let mut tx = db.begin().await?;
    // Two processes look at the clock: behind this lock one of them sees what the other made.
    landlord::hold(&mut tx, landlord).await?;
    let there = election::of_landlord_within(&mut tx, landlord).await?;
    if last_round(&there)?.is_some_and(|last| last >= round) {
        return Ok(false);
    }
    let (days, protocol) = (days()?, protocol::make()?);
    let at = made_at(round)?;
    let (election, handle) = course::begin(&mut tx, landlord, protocol, &days, at).await?;
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
        board: board(&mut tx, election, members).await?,
        electors: LEASES,
        days: &days,
    };
    course::run(&mut tx, &course, &lists).await?;
    tx.commit().await?;
    Ok(true)
}

/// The last round that has an election.
fn last_round(elections: &[Election]) -> Result<Option<i64>, Failure> {
    let mut last = None;
    for one in elections.iter().filter(|one| is_of_round(one)) {
        last = last.max(Some(round_of(one.created_at)?));
    }
    Ok(last)
}

/// Whether an election was made here, and is no rehearsal.
fn is_of_round(one: &Election) -> bool {
    one.title == course::TITLE && one.kind == ElectionKind::Binding
}

/// When the election of a round is made: rounds differ by a second, so that each is told from the one
/// before.
fn made_at(round: i64) -> Result<DateTime<Utc>, Failure> {
    Ok(ten(date(9, 16)?)? + TimeDelta::seconds(round))
}

/// The round of an election that was made here.
fn round_of(created_at: DateTime<Utc>) -> Result<i64, Failure> {
    Ok((created_at - made_at(0)?).num_seconds())
}

/// When the vote ends: noon of 13 December.
fn closes() -> Result<DateTime<Utc>, Failure> {
    instant(12, 13, 12)
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

/// The landlord, and the election of the round that the clock is in; one that is over is closed, and
/// stays to be read.
///
/// Says whether one was made.
///
/// # Errors
/// When the database refuses, or a box cannot be made.
pub async fn ensure_round(
    db: &Db,
    polls: &Polls,
    round: i64,
    at: DateTime<Utc>,
) -> Result<bool, Failure> {
    let landlord = match landlord::by_slug(db, LANDLORD).await? {
        Some(landlord) => landlord.id,
        None => made(db, at).await?,
    };
    let there = election::of_landlord(db, landlord).await?;
    for one in there.iter().filter(|one| is_of_round(one)) {
        let over = round_of(one.created_at)? < round;
        if over && one.stage == Stage::Open {
            close(db, polls, one).await?;
        }
    }
    if last_round(&there)?.is_some_and(|last| last >= round) {
        opening::ensure_open(db, polls.boxes()).await?;
        return Ok(false);
    }
    let made = make_election(db, &content::read()?, &read()?, landlord, round).await?;
    opening::ensure_open(db, polls.boxes()).await?;
    if made {
        tracing::info!(round, "the demonstration's election begins anew");
    }
    Ok(made)
}

async fn made(db: &Db, at: DateTime<Utc>) -> Result<LandlordId, Failure> {
    let mut tx = db.begin().await?;
    let landlord = make(&mut tx, &content::read()?, &read()?, at).await?;
    tx.commit().await?;
    Ok(landlord)
}

/// Ends a vote whose round is over, also when nobody was there at its hour.
async fn close(db: &Db, polls: &Polls, over: &Election) -> Result<(), Failure> {
    let failed = |error: &dyn std::fmt::Display| Failure::new(format!("a vote that ends: {error}"));
    let poll = polls.get(&over.handle).await;
    if let Some(poll) = poll.map_err(|error| failed(&format!("{error:?}")))? {
        let frozen = poll.freeze(closes()?).await;
        frozen.map_err(|error| failed(&error))?;
        freeze::record(db, over, &poll.boxed, closes()?).await?;
    }
    let mut tx = db.begin().await?;
    landlord::hold(&mut tx, over.landlord_id).await?;
    let now = election::of_landlord_within(&mut tx, over.landlord_id).await?;
    // Another process may have been first.
    if now
        .iter()
        .any(|one| one.id == over.id && one.stage == Stage::Open)
    {
        course::close(&mut tx, over.id, closes()?).await?;
    }
    Ok(tx.commit().await?)
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

/// Gives those who run an election their parts; gives the one who presides.
async fn board(
    tx: &mut Tx,
    id: ElectionId,
    [first, second]: [AccountId; 2],
) -> Result<AccountId, Failure> {
    let at = closes()?;
    for (account, role) in [
        (first, ElectionRole::Commission),
        (first, ElectionRole::TallyBoard),
        (first, ElectionRole::CodeAuthorities),
        (second, ElectionRole::Commission),
        (second, ElectionRole::TallyBoard),
    ] {
        election::add_member(tx, id, account, role, at).await?;
    }
    Ok(first)
}

async fn member(db: &Db, identifier: &str) -> Result<AccountId, Failure> {
    let found = account::by_identifier(db, identifier).await?;
    let found = found.ok_or_else(|| Failure::new(format!("no account {identifier}")))?;
    Ok(found.id)
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
