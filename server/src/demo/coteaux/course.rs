//! The steps that were taken before visitors come, each in its role and on its day.

use super::lists::{self, Lists};
use super::protocol;
use crate::cli::Failure;
use crate::command::by_hand::rng;
use crate::demo::content::ZONE;
use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use palier_app::demo::voting_letters::LEASES;
use palier_ballots::ElectionId as Handle;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_domain::election::turnout::Figures;
use palier_domain::id::{ElectionId, LandlordId};
use palier_store::Tx;
use palier_store::election::{self, NewElection, electoral_roll};

/// The title of the election.
pub const TITLE: &str = "Élection des représentants des locataires 2030";

/// Makes the election, as a draft.
pub async fn begin(tx: &mut Tx, landlord_id: LandlordId) -> Result<ElectionId, Failure> {
    let new = NewElection {
        landlord_id,
        handle: Handle::random(&mut rng()).as_str().to_owned(),
        title: TITLE.to_owned(),
        rehearsal_of: None,
        protocol: protocol::make()?,
    };
    Ok(election::create(tx, new, ten(protocol::date(9, 16)?)?).await?)
}

/// Takes the steps up to the open vote.
pub async fn run(tx: &mut Tx, lists: &Lists<'_>) -> Result<(), Failure> {
    let id = lists.election;
    for (month, day, step) in STEPS {
        let today = protocol::date(month, day)?;
        let now = ten(today)?;
        if step == Move::CloseLists {
            lists::file(tx, lists).await?;
            lists::draw(tx, id).await?;
        }
        if step == Move::PublishRoll {
            let made = electoral_roll::make(tx, id, today, now).await;
            made.map_err(failed)?;
        }
        if step == Move::FreezeRoll {
            let frozen = electoral_roll::freeze(tx, id, step.role(), today, now).await;
            frozen.map_err(failed)?;
            continue;
        }
        for condition in step.conditions(true) {
            if !FROM_ACTS.contains(condition) {
                election::declare(tx, id, *condition, "", now).await?;
            }
        }
        election::advance(tx, id, step, step.role(), today, now)
            .await
            .map_err(failed)?;
    }
    turnout(tx, id).await
}

/// Conditions that are met by what was done, and not by saying so.
const FROM_ACTS: [Condition; 3] = [
    Condition::ProtocolSound,
    Condition::OrderDrawn,
    Condition::RollMade,
];

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's election: {error}"))
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

/// Month and day of each step.
const STEPS: [(u32, u32, Move); 9] = [
    (10, 1, Move::Announce),
    (10, 21, Move::CloseLists),
    (11, 2, Move::PublishRoll),
    (11, 22, Move::FreezeRoll),
    (11, 25, Move::MakeKeys),
    (11, 26, Move::SealCodes),
    (11, 28, Move::Rehearse),
    (11, 29, Move::Seal),
    (12, 2, Move::Open),
];

/// Ten o'clock there.
fn ten(day: NaiveDate) -> Result<DateTime<Utc>, Failure> {
    at(day, 10)
}

/// An hour of 2030 there.
///
/// # Errors
/// Never for those asked for here.
pub fn instant(month: u32, day: u32, hour: u32) -> Result<DateTime<Utc>, Failure> {
    at(protocol::date(month, day)?, hour)
}

fn at(day: NaiveDate, hour: u32) -> Result<DateTime<Utc>, Failure> {
    let local = day.and_hms_opt(hour, 0, 0);
    let at = local.and_then(|local| ZONE.from_local_datetime(&local).single());
    at.map(|at| at.to_utc())
        .ok_or_else(|| Failure::new("an hour of 2030"))
}
