//! The box of the election that is open: sealed, the first ballots cast, their turnout counted.

use super::{LANDLORD, LEASES, NAME, PHONE, closes, days, read};
use crate::cli::Failure;
use crate::demo::vote::{Poll, ballots, course, instant, sealing};
use palier_app::demo::voting_letters::VOTED;
use palier_domain::election::stage::Stage;
use palier_domain::election::turnout::Figures;
use palier_domain::id::ElectionId;
use palier_store::ballot_box::{BallotBoxes, BallotList};
use palier_store::election::{Election, ElectionKind, electoral_roll};
use palier_store::{Db, Tx, candidate_list, election, landlord};

/// Seals and opens the election, with the first ballots in its box, if that was not done: the box is
/// a database of its own, and one that was interrupted between the two is made whole.
pub(super) async fn ensure_open(db: &Db, boxes: &BallotBoxes) -> Result<(), Failure> {
    let Some(landlord) = landlord::by_slug(db, LANDLORD).await? else {
        return Ok(());
    };
    let known = election::of_landlord(db, landlord.id).await?;
    if !known.iter().any(waiting) {
        return Ok(());
    }
    // Of two processes one makes the box; the other waits here, and finds it made.
    let mut tx = db.begin().await?;
    landlord::hold(&mut tx, landlord.id).await?;
    let all = election::of_landlord_within(&mut tx, landlord.id).await?;
    let Some(waiting) = all.into_iter().find(waiting) else {
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
    let seals = sealed.seals(&waiting.protocol.0, roll.unwrap_or_default());
    course::open(&mut tx, id, &seals, &days).await?;
    turnout(&mut tx, id).await?;
    Ok(tx.commit().await?)
}

/// Whether it was rehearsed and not opened.
fn waiting(one: &Election) -> bool {
    one.stage == Stage::Rehearsed && one.kind == ElectionKind::Binding
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
        closes_at: closes()?,
        publication_minutes: 1,
        least_published: 1,
    })
}
