//! What the platform does by itself: it closes rolls, opens and ends votes, adds ballots up, and opens
//! the result once both holders have decrypted.

use super::problem::refused;
use super::{files, seal, sums};
use crate::election::vote::Poll;
use crate::election::vote::clock::Looks;
use crate::election::vote::publish::look;
use crate::site::dates::local;
use crate::site::error::AppError;
use crate::site::forms::Refusal;
use crate::site::state::Site;
use chrono::{DateTime, TimeDelta, Utc};
use palier_domain::election::consultation::outcome::{Counted, Outcome};
use palier_domain::election::consultation::stage::{
    ConsultationMove as Move, ConsultationStage as Stage,
};
use palier_store::ballot_box::BallotBox;
use palier_store::consultation::college::{self, College};
use palier_store::consultation::{self, Consultation, StepError, holder};
use palier_store::{StoreError, landlord};
use std::slice::from_ref;
use std::sync::Arc;

/// Looks at every consultation that the clock brings on, or at one alone; what fails with one is told
/// and tried again.
///
/// # Errors
/// When the main database does not answer.
pub async fn look_at_all(
    site: &Site,
    looks: &mut Looks,
    only: Option<&str>,
) -> Result<(), StoreError> {
    for asked in consultation::on_the_clock(&site.db).await? {
        if only.is_some_and(|only| only != asked.handle) {
            continue;
        }
        if let Err(error) = look_at(site, &asked, looks).await {
            tracing::warn!(consultation = %asked.handle, ?error, "a consultation waits");
        }
    }
    Ok(())
}

async fn look_at(site: &Site, asked: &Consultation, looks: &mut Looks) -> Result<(), AppError> {
    let now = site.clock.now();
    match asked.stage {
        Stage::Registering if now >= asked.roll_closes_at => seal::close_roll(site, asked).await,
        Stage::Registering => {
            let looked = looks.entry(asked.handle.clone()).or_default();
            if looked.enrolled.is_none_or(|at| now - at >= ENROLLED) {
                enrol(site, asked, now).await?;
                looked.enrolled = Some(now);
            }
            Ok(())
        }
        Stage::RollClosed => {
            let poll = poll(site, asked).await?;
            // A process may have been killed between ending the box and saying that it is given up.
            if poll.boxed.board().await?.frozen_at.is_some() {
                step(site, asked, Move::Cancel).await
            } else if now >= asked.opens_at {
                step(site, asked, Move::Open).await
            } else {
                Ok(())
            }
        }
        Stage::Open => {
            let poll = poll(site, asked).await?;
            look(site, &poll, looks.entry(asked.handle.clone()).or_default()).await?;
            if poll.boxed.board().await?.frozen_at.is_some() {
                step(site, asked, Move::Close).await?;
            }
            Ok(())
        }
        Stage::Closed => after(site, asked).await,
        _ => Ok(()),
    }
}

/// How often an open roll takes in those who joined a college.
const ENROLLED: TimeDelta = TimeDelta::minutes(1);

/// Takes in those who joined a college since; what is counted when the roll closes could register.
async fn enrol(site: &Site, asked: &Consultation, now: DateTime<Utc>) -> Result<(), AppError> {
    let found = landlord::get(&site.db, asked.landlord_id).await?;
    let found = found.ok_or(AppError::NotFound)?;
    let day = local(now, &found.zone).date_naive();
    let mut tx = site.db.begin().await?;
    if consultation::held(&mut tx, asked.id).await?.stage == Stage::Registering {
        college::enrol(&mut tx, asked.id, found.id, day).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn poll(site: &Site, asked: &Consultation) -> Result<Arc<Poll>, AppError> {
    let found = site.polls.get(&asked.handle).await?;
    found.ok_or(AppError::NotFound)
}

/// Gives a consultation up. A box that is sealed already takes no vote any more, before anybody
/// reads that it is given up.
///
/// # Errors
/// [`StepError`] as a refusal when it is too late, or a database does not answer.
pub async fn cancel(site: &Site, asked: &Consultation) -> Result<(), Refusal> {
    let now = site.clock.now();
    let mut tx = site.db.begin().await?;
    consultation::advance(&mut tx, asked.id, Move::Cancel, now)
        .await
        .map_err(refused)?;
    // There is one before the roll is said to be closed, too, if a process was killed in between.
    if let Some(poll) = site.polls.get(&asked.handle).await? {
        poll.freeze(now).await.map_err(AppError::from)?;
    }
    tx.commit().await?;
    Ok(())
}

async fn step(site: &Site, asked: &Consultation, step: Move) -> Result<(), AppError> {
    let mut tx = site.db.begin().await?;
    match consultation::advance(&mut tx, asked.id, step, site.clock.now()).await {
        Ok(_) => Ok(tx.commit().await?),
        // Another process took it.
        Err(StepError::Refused(_)) => Ok(()),
        Err(StepError::Store(error)) => Err(error.into()),
    }
}

/// Events of an archive that was added up, ballots left out: setup, end, tally.
const TALLIED: usize = 3;

/// After the vote: the tally, then the result.
async fn after(site: &Site, asked: &Consultation) -> Result<(), AppError> {
    let poll = poll(site, asked).await?;
    let holders = holder::holders(&site.db, asked.id).await?;
    let tallied = poll.boxed.steps().await?.len() >= TALLIED;
    let given: Vec<_> = holders
        .iter()
        .filter_map(|one| one.decryption.as_ref())
        .collect();
    if tallied && given.len() < holders.len() {
        return Ok(());
    }
    let internal = |error: palier_ballots::Error| AppError::internal(&error);
    let frozen = sums::frozen(&poll.boxed).await?.map_err(internal)?;
    let colleges = college::colleges(&site.db, asked.id).await?;
    let rules = asked.rules.0.for_colleges(colleges.len());
    if !tallied {
        if !rules.opens(frozen.voters()) {
            let judged = asked.ballot.judged();
            let outcome = rules.unopened(electors(&colleges), frozen.voters(), judged);
            return decide(site, asked, &outcome).await;
        }
        return extend(
            site,
            &poll.boxed,
            frozen.tally(&poll.record).map_err(internal)?,
        )
        .await;
    }
    let text = files::text(&site.db, asked, &colleges).await?;
    let voters = text.voters(&frozen.archive.ballots);
    let parted = rules.opens_colleges(&voters).then_some(&text);
    let given = given.iter().map(|text| serde_json::from_str(text));
    let given: Vec<sums::Decryption> = given
        .collect::<Result<_, _>>()
        .map_err(|error| AppError::internal(&error))?;
    let outcome = {
        let (grown, whole, parts) = frozen.open(&given, parted).map_err(internal)?;
        if let Some(grown) = grown {
            extend(site, &poll.boxed, grown).await?;
        }
        let total = counted("", electors(&colleges), frozen.voters(), &whole);
        let part = |((college, voters), counts): ((&College, &u64), &Vec<u64>)| {
            counted(&college.name, electors(from_ref(college)), *voters, counts)
        };
        let parts = parted.map(|_| colleges.iter().zip(&voters).zip(&parts).map(part).collect());
        rules.outcome(total, parts, asked.ballot.judged())
    };
    let outcome = outcome.map_err(|error| AppError::internal(&error))?;
    decide(site, asked, &outcome).await
}

async fn extend(site: &Site, boxed: &BallotBox, grown: sums::Grown) -> Result<(), AppError> {
    let now = site.clock.now();
    boxed
        .extend(&grown.from, &grown.events, &grown.to, now)
        .await?;
    Ok(())
}

async fn decide(site: &Site, asked: &Consultation, outcome: &Outcome) -> Result<(), AppError> {
    let mut tx = site.db.begin().await?;
    match consultation::decide(&mut tx, asked.id, outcome, site.clock.now()).await {
        Ok(()) => Ok(tx.commit().await?),
        Err(StepError::Refused(_)) => Ok(()),
        Err(StepError::Store(error)) => Err(error.into()),
    }
}

fn electors(colleges: &[College]) -> u64 {
    let all = colleges
        .iter()
        .filter_map(|college| college.electors)
        .sum::<i64>();
    u64::try_from(all).unwrap_or_default()
}

/// The blank vote comes first in the archive.
fn counted(college: &str, electors: u64, voters: u64, counts: &[u64]) -> Counted {
    let (blank, answers) = counts.split_first().unwrap_or((&0, &[]));
    Counted {
        college: college.to_owned(),
        electors,
        voters,
        blank: *blank,
        answers: answers.to_vec(),
    }
}
