//! Rive-Neuve's election of 3 December 2030: over, counted and posted, its archive there to verify.

mod board;
mod closing;
mod figures;
mod paper;
mod posted;
mod protocol;

use super::content::Content;
use super::vote::course::{self, Course, Days};
use super::vote::lists::{Filed, Lists};
use super::vote::{Poll, ballots, date, instant, sealing, ten};
use super::{content, roll};
use crate::cli::Failure;
use chrono::{DateTime, Datelike as _, NaiveDate, TimeZone as _, Utc};
use figures::{Voted, Way};
use palier_app::election::closing::freeze;
use palier_app::election::vote::Polls;
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::step::Move;
use palier_domain::election::turnout::Figures;
use palier_domain::id::{ElectionId, LandlordId, RollLineId};
use palier_store::ballot_box::{BallotBox, BallotList};
use palier_store::election::{Election, ElectionKind, electoral_roll};
use palier_store::{Clock, Db, Tx, association, candidate_list, election, landlord};

/// The landlord.
const SLUG: &str = "rive-neuve";
/// Its electors: one for each dwelling that is let.
const ELECTORS: u32 = 11_872;
/// Names on a list: twice the seats of an office (CCH R.421-7).
const NAMES: i64 = 10;

/// Makes the accounts of those who run the election.
///
/// # Errors
/// When the database refuses.
pub async fn accounts(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), Failure> {
    board::accounts(tx, at).await
}

/// The election, made and brought to its end where that was interrupted.
///
/// # Errors
/// When a database refuses.
pub async fn ensure(db: &Db, polls: &Polls) -> Result<(), Failure> {
    let Some(landlord) = landlord::by_slug(db, SLUG).await? else {
        return Ok(());
    };
    let ours = || async {
        let all = election::of_landlord(db, landlord.id).await?;
        let is_ours =
            |one: &Election| one.title == course::TITLE && one.kind == ElectionKind::Binding;
        Ok::<_, Failure>(all.into_iter().find(is_ours))
    };
    if ours().await?.is_none() {
        make(db, landlord.id).await?;
    }
    let voted = figures::read()?;
    while let Some(one) = ours().await? {
        match one.stage {
            Stage::Rehearsed => vote(db, polls, &one, &voted).await?,
            Stage::Open => end(db, polls, &one).await?,
            Stage::Frozen => closing::tally(db, polls, &one).await?,
            Stage::Tallied => {
                paper::settle(db, polls, &one, &voted).await?;
                closing::decrypt(db, polls, &one).await?;
            }
            Stage::Decrypted => paper::join(db, &one).await?,
            Stage::Counted => posted::proclaim(db, polls, &one).await?,
            _ => break,
        }
    }
    Ok(())
}

/// The days of its preparation.
fn days() -> Result<Days, Failure> {
    let national = date(11, 24)?.with_year(2029);
    Ok(Days {
        national: national.ok_or_else(|| Failure::new("a day of 2029"))?,
        sent: date(11, 17)?,
        steps: [
            (9, 21, Move::Announce),
            (10, 11, Move::CloseLists),
            (10, 23, Move::PublishRoll),
            (11, 12, Move::FreezeRoll),
            (11, 15, Move::MakeKeys),
            (11, 16, Move::SealCodes),
            (11, 18, Move::Rehearse),
        ],
        sealed: date(11, 19)?,
        opened: date(11, 22)?,
    })
}

/// The election, as its box knows it.
fn poll() -> Result<Poll, Failure> {
    Ok(Poll {
        title: course::TITLE,
        landlord: "Rive-Neuve Habitat",
        slug: SLUG,
        phone: "01 99 00 12 12",
        place: "Agence de la Plaine",
        electors: ELECTORS,
        sealed_at: instant(11, 19, 10)?,
        opens_at: instant(11, 22, 9)?,
        closes_at: closes()?,
        publication_minutes: 60,
        least_published: 10,
    })
}

/// When the vote ended: noon of 3 December.
fn closes() -> Result<DateTime<Utc>, Failure> {
    instant(12, 3, 12)
}

/// A clock that goes on from an hour of the evening of the count.
fn evening(hour: u32) -> Result<Clock, Failure> {
    Ok(Clock::starting_at(instant(12, 3, hour)?, Utc::now()))
}

/// Makes it up to its rehearsal.
async fn make(db: &Db, landlord: LandlordId) -> Result<(), Failure> {
    let (content, voted) = (content::read()?, figures::read()?);
    let members = board::found(db).await?;
    let filed = filed(db, &voted).await?;
    let roll = roll::make(&content);
    let (days, protocol, mut tx) = (days()?, protocol::make()?, db.begin().await?);
    let at = ten(date(9, 6)?)?;
    let (election, handle) = course::begin(&mut tx, landlord, protocol, &days, at).await?;
    board::appoint(&mut tx, election, &members, at).await?;
    let Content { names, .. } = &content;
    let lists = Lists {
        landlord,
        election,
        filed,
        length: NAMES,
        roll: &roll,
        names,
    };
    let president = members.first().copied();
    let course = Course {
        election,
        handle: &handle,
        board: president.ok_or_else(|| Failure::new("a board of the demonstration"))?,
        electors: ELECTORS,
        days: &days,
    };
    course::run(&mut tx, &course, &lists).await?;
    Ok(tx.commit().await?)
}

/// What the associations filed.
async fn filed<'a>(db: &Db, voted: &'a Voted) -> Result<Vec<Filed<'a>>, Failure> {
    let mut filed = Vec::new();
    for list in &voted.list {
        let found = association::by_slug(db, &list.association).await?;
        let found = found.ok_or_else(|| Failure::new("an association of the demonstration"))?;
        filed.push(Filed {
            association: found.id,
            title: &list.title,
            national: &list.national,
            statement: &list.statement,
        });
    }
    Ok(filed)
}

/// The admitted lists, in the drawn order.
async fn on_ballot(db: &Db, id: ElectionId, voted: &Voted) -> Result<Vec<BallotList>, Failure> {
    let mut lists = Vec::new();
    for list in candidate_list::admitted(db, id).await? {
        lists.push(BallotList {
            affiliation: voted.of(&list.title)?.affiliation.clone(),
            title: list.title,
        });
    }
    Ok(lists)
}

/// Seals the box, takes the votes, and freezes it.
async fn vote(db: &Db, polls: &Polls, one: &Election, voted: &Voted) -> Result<(), Failure> {
    let (poll, days, handle) = (poll()?, days()?, one.handle.as_str());
    polls.boxes().destroy(handle).await?;
    polls.forget(handle);
    let electors = sealing::electors(handle, poll.electors)?;
    let lists = on_ballot(db, one.id, voted).await?;
    let titles: Vec<String> = lists.iter().map(|list| list.title.clone()).collect();
    let lines = electoral_roll::line_ids(db, one.id).await?;
    let standing = electoral_roll::standing(db, one.id).await?;
    let roll = standing.and_then(|roll| roll.fingerprint);
    let sealed = sealing::seal(polls.boxes(), (&poll, handle), &electors, &lines, &lists).await?;
    let votes = voted.votes(Way::Online, &titles)?;
    let choices = ballots::choices(&votes, voted.voters(Way::Online));
    ballots::fill(&sealed.boxed, &sealed.election, &electors, &choices).await?;
    in_box(&sealed.boxed, &lines, voted).await?;
    let frozen = polls.get(handle).await.ok().flatten();
    let frozen = frozen.ok_or_else(|| course::failed("its box is not there"))?;
    frozen
        .freeze(poll.closes_at)
        .await
        .map_err(course::failed)?;
    let mut tx = db.begin().await?;
    let seals = sealed.seals(&one.protocol.0, roll.unwrap_or_default());
    course::open(&mut tx, one.id, &seals, &days).await?;
    turnout(&mut tx, one.id, voted).await?;
    paper::received(&mut tx, one.id).await?;
    tx.commit().await?;
    end(db, polls, one).await
}

/// Puts the frozen box on record and ends the vote.
async fn end(db: &Db, polls: &Polls, one: &Election) -> Result<(), Failure> {
    let (boxed, at) = (polls.boxes().open(&one.handle).await?, closes()?);
    let boxed = boxed.ok_or_else(|| course::failed("its box is not there"))?;
    freeze::record(db, one, &boxed, at).await?;
    let mut tx = db.begin().await?;
    course::close(&mut tx, one.id, at).await?;
    Ok(tx.commit().await?)
}

/// Marks those who came to the ballot box.
async fn in_box(boxed: &BallotBox, lines: &[RollLineId], voted: &Voted) -> Result<(), Failure> {
    let [online, there] = [Way::Online, Way::Box].map(|way| of(voted.voters(way)));
    for line in lines.iter().skip(online).take(there) {
        boxed.mark_paper(line.0, false).await?;
    }
    Ok(())
}

fn of(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// What was counted at the set hours, from the opening to the last morning.
async fn turnout(tx: &mut Tx, id: ElectionId, voted: &Voted) -> Result<(), Failure> {
    let hours = set_hours()?;
    let all = i64::from(voted.voters(Way::Online));
    let last = i64::try_from(hours.len()).unwrap_or(1);
    for (number, at) in (1..).zip(hours) {
        let figures = Figures {
            electors: i64::from(ELECTORS),
            online: all * number / last,
            ..Figures::default()
        };
        election::turnout::keep(tx, id, at, figures, at).await?;
    }
    Ok(())
}

fn set_hours() -> Result<Vec<DateTime<Utc>>, Failure> {
    let (first, end) = (date(11, 22)?, closes()?);
    let days = first.iter_days().take_while(|day| *day <= end.date_naive());
    let at = |day: NaiveDate, hour| {
        let local = day.and_hms_opt(hour, 0, 0)?;
        Some(content::ZONE.from_local_datetime(&local).single()?.to_utc())
    };
    let hours = days.flat_map(|day| {
        [10, 14, 18]
            .into_iter()
            .filter_map(move |hour| at(day, hour))
    });
    Ok(hours.filter(|at| *at <= end).collect())
}
