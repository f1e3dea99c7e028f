//! Envelopes and the ballot box, counted by two operators who differ once.

use super::figures::{Voted, Way};
use super::{board, course, evening, of};
use crate::cli::Failure;
use crate::demo::vote::{date, ten};
use chrono::{DateTime, Utc};
use palier_app::election::vote::Polls;
use palier_domain::election::official_record::failed_checks;
use palier_domain::election::official_record::figures::Figures;
use palier_domain::election::paper::count::{Ground, Sheet};
use palier_domain::election::paper::envelope::Seen;
use palier_domain::election::seats::seats;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_domain::id::{ElectionId, RollLineId};
use palier_store::ballot_box::{Arrived, BallotBox};
use palier_store::election::{Election, count as counts, electoral_roll, paper, tally};
use palier_store::{Db, Tx, candidate_list, election};

/// Envelopes of each day: month, day, number; the last came too late.
const RECEIVED: [(u32, u32, u32); 8] = [
    (11, 25, 180),
    (11, 26, 210),
    (11, 27, 240),
    (11, 28, 190),
    (11, 29, 150),
    (12, 2, 95),
    (12, 3, 46),
    (12, 4, 14),
];

/// Notes how many envelopes came by the day.
///
/// # Errors
/// When the database refuses.
pub async fn received(tx: &mut Tx, id: ElectionId) -> Result<(), Failure> {
    for (month, day, envelopes) in RECEIVED {
        let day = date(month, day)?;
        paper::note_received(tx, id, day, envelopes, ten(day)?)
            .await
            .map_err(course::failed)?;
    }
    Ok(())
}

/// Enters the envelopes and counts paper, before anybody knows the online result.
///
/// # Errors
/// When a database refuses, or the figures do not add up.
pub async fn settle(db: &Db, polls: &Polls, one: &Election, voted: &Voted) -> Result<(), Failure> {
    if paper::outcome(db, one.id).await?.is_some() {
        return Ok(());
    }
    let boxed = polls.boxes().open(&one.handle).await?;
    let boxed = boxed.ok_or_else(|| course::failed("its box is not there"))?;
    let lines = electoral_roll::line_ids(db, one.id).await?;
    let entered = boxed.enter_envelopes(&envelopes(&lines, voted)).await?;
    entered.keep().await?;
    two_counts(db, one, &boxed, voted, evening(14)?.now()).await
}

/// The envelopes as they lie on the table: those in order, then those that are set aside.
fn envelopes(lines: &[RollLineId], voted: &Voted) -> Vec<Arrived> {
    let [online, there, post] = [Way::Online, Way::Box, Way::Post].map(|way| of(voted.voters(way)));
    let first = online + there;
    let paper = &voted.paper;
    let after = first + post;
    let groups = [
        (first, post, Seen::InOrder),
        (0, paper.double, Seen::InOrder),
        (after, paper.late, Seen::Late),
        (after + paper.late, paper.unsigned, Seen::Unsigned),
    ];
    let arrived = |at: usize, seen: Seen| {
        lines.get(at).map(|line| Arrived {
            line: Some(line.0),
            typed: (at + 1).to_string(),
            seen,
            another: false,
            known: None,
        })
    };
    groups
        .into_iter()
        .flat_map(|(from, many, seen)| (from..from + many).map(move |at| (at, seen)))
        .filter_map(|(at, seen)| arrived(at, seen))
        .collect()
}

/// Two operators count; the second took a blank vote of the ballot box for a null one.
async fn two_counts(
    db: &Db,
    one: &Election,
    boxed: &BallotBox,
    voted: &Voted,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let titles = titles(db, one.id).await?;
    let right = Sheet {
        post: Some(voted.paper(Way::Post, &titles)?),
        ballot_box: Some(voted.paper(Way::Box, &titles)?),
    };
    let mut wrong = right.clone();
    if let Some(sheet) = &mut wrong.ballot_box {
        (sheet.blank, sheet.null) = (sheet.blank - 1, sheet.null + 1);
    }
    let marks = boxed.count().await?;
    let ground = Ground {
        channels: one.protocol.channels,
        lists: titles.len(),
        envelopes: boxed.envelopes().await?,
        in_box: u64::try_from(marks.in_box).unwrap_or_default(),
        online: u64::try_from(marks.online).unwrap_or_default(),
        noted: None,
    };
    let members = board::found(db).await?;
    let [first, second, _] = members[..] else {
        return Err(course::failed("its board"));
    };
    let mut tx = db.begin().await?;
    for (operator, sheet) in [(first, &right), (second, &wrong)] {
        paper::send(&mut tx, one.id, operator, sheet, &ground, now)
            .await
            .map_err(course::failed)?;
    }
    let reason = "Une enveloppe de l’urne contenait une feuille sans aucune marque : \
                  c’est un vote blanc, relu par les deux opérateurs.";
    paper::settle(&mut tx, one.id, first, (&right, &ground, reason), now)
        .await
        .map_err(course::failed)?;
    Ok(tx.commit().await?)
}

async fn titles(db: &Db, id: ElectionId) -> Result<Vec<String>, Failure> {
    let admitted = candidate_list::admitted(db, id).await?;
    Ok(admitted.into_iter().map(|list| list.title).collect())
}

/// Joins the channels and keeps the count.
///
/// # Errors
/// When a database refuses, or the figures do not add up.
pub async fn join(db: &Db, one: &Election) -> Result<(), Failure> {
    let now = evening(16)?.now();
    let online = tally::of(db, one.id).await?;
    let online = online.ok_or_else(|| course::failed("no online result"))?;
    let paper = paper::outcome(db, one.id).await?;
    let paper = paper.ok_or_else(|| course::failed("no count of paper"))?;
    let figures = Figures {
        lists: online.lists,
        registered: u64::from(super::ELECTORS),
        online: Some(online.figures),
        post: paper.post,
        ballot_box: paper.ballot_box,
        envelopes_received: paper.envelopes_received,
        set_aside: paper.set_aside,
    };
    // No tie asks for a birth date.
    let births = vec![Vec::new(); figures.lists.len()];
    let seats = seats(&one.protocol.0, &figures, births, &[]).map_err(course::failed)?;
    if let Some(failed) = failed_checks(&figures, &seats).first() {
        return Err(course::failed(failed));
    }
    let mut tx = db.begin().await?;
    let shared: Vec<String> = seats
        .lists
        .iter()
        .map(|list| format!("{}: {}", list.list, list.seats))
        .collect();
    let note = shared.join(", ");
    election::declare(&mut tx, one.id, Condition::SeatsSettled, &note, now).await?;
    let today = date(12, 3)?;
    election::advance(&mut tx, one.id, Move::Count, Move::Count.role(), today, now)
        .await
        .map_err(course::failed)?;
    counts::keep(&mut tx, one.id, &figures, &[], now).await?;
    Ok(tx.commit().await?)
}
