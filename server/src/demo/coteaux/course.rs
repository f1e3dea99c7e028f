//! The steps that were taken before visitors come, each in its role and on its day.

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
use palier_store::election::{self, NewElection};

/// The title of the election.
pub const TITLE: &str = "Élection des représentants des locataires 2030";

/// Makes the election and opens it; gives its handle.
pub async fn run(tx: &mut Tx, landlord_id: LandlordId) -> Result<String, Failure> {
    let handle = Handle::random(&mut rng()).as_str().to_owned();
    let new = NewElection {
        landlord_id,
        handle: handle.clone(),
        title: TITLE.to_owned(),
        rehearsal_of: None,
        protocol: protocol::make()?,
    };
    let made = protocol::date(9, 16)?;
    let id = election::create(tx, new, ten(made)?).await?;
    for (month, day, step) in STEPS {
        let today = protocol::date(month, day)?;
        let now = ten(today)?;
        for condition in step.conditions(true) {
            if *condition != Condition::ProtocolSound {
                election::declare(tx, id, *condition, "", now).await?;
            }
        }
        election::advance(tx, id, step, step.role(), today, now)
            .await
            .map_err(|error| Failure::new(format!("the demonstration's election: {error}")))?;
    }
    turnout(tx, id).await?;
    Ok(handle)
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
