//! The steps that were taken before visitors come, each in its role and on its day.

use super::lists::{self, Lists};
use super::{date, holders, sealing, ten};
use crate::cli::Failure;
use crate::command::by_hand::rng;
use crate::demo::content::ZONE;
use chrono::{DateTime, NaiveDate, Utc};
use palier_ballots::ElectionId as Handle;
use palier_ballots::wire::print;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::protocol::Protocol;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_domain::id::{AccountId, ElectionId, LandlordId};
use palier_store::Tx;
use palier_store::election::seal::{self, Seal};
use palier_store::election::{self, NewElection, code_list, electoral_roll, key_ceremony};
use sha2::{Digest as _, Sha256};

/// The title of each election.
pub const TITLE: &str = "Élection des représentants des locataires 2030";

/// The days of an election's preparation, all in 2030 but the first.
pub struct Days {
    /// When the national protocol was signed.
    pub national: NaiveDate,
    /// When ballot papers were sent.
    pub sent: NaiveDate,
    /// Month and day of each step up to the rehearsal.
    pub steps: [(u32, u32, Move); 7],
    /// When the box was sealed.
    pub sealed: NaiveDate,
    /// When the vote opened.
    pub opened: NaiveDate,
}

/// Makes the election, as a draft that was begun at `now`; gives its handle too.
///
/// # Errors
/// When the database refuses.
pub async fn begin(
    tx: &mut Tx,
    landlord_id: LandlordId,
    protocol: Protocol,
    days: &Days,
    now: DateTime<Utc>,
) -> Result<(ElectionId, String), Failure> {
    let handle = Handle::random(&mut rng()).as_str().to_owned();
    let new = NewElection {
        landlord_id,
        handle: handle.clone(),
        title: TITLE.to_owned(),
        rehearsal_of: None,
        protocol,
    };
    let id = election::create(tx, new, now).await?;
    election::say_done(tx, id, Step::NationalProtocol, days.national, now).await?;
    let sent = ten(days.sent)?;
    election::say_done(tx, id, Step::BallotsSent, days.sent, sent).await?;
    Ok((id, handle))
}

/// An election whose steps are taken.
pub struct Course<'a> {
    /// Its identifier.
    pub election: ElectionId,
    /// Its handle.
    pub handle: &'a str,
    /// Who presides over its tally board.
    pub board: AccountId,
    /// Electors on its roll.
    pub electors: u32,
    /// Its days.
    pub days: &'a Days,
}

/// Takes the steps up to the rehearsal.
///
/// # Errors
/// When a step is refused.
pub async fn run(tx: &mut Tx, course: &Course<'_>, lists: &Lists<'_>) -> Result<(), Failure> {
    let id = course.election;
    for (month, day, step) in course.days.steps {
        let today = date(month, day)?;
        let now = ten(today)?;
        if step == Move::CloseLists {
            lists::file(tx, lists, now).await?;
            lists::draw(tx, id, now).await?;
        }
        if step == Move::PublishRoll {
            let made = electoral_roll::make(tx, id, today, now).await;
            made.map_err(failed)?;
        }
        if step == Move::MakeKeys {
            keys(tx, course, now).await?;
        }
        if step == Move::SealCodes {
            codes(tx, course, now).await?;
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
    Ok(())
}

/// Conditions that are met by what was done, and not by saying so.
const FROM_ACTS: [Condition; 6] = [
    Condition::ProtocolSound,
    Condition::OrderDrawn,
    Condition::RollMade,
    Condition::SharesCertified,
    Condition::HalvesProved,
    Condition::CredentialsMatchElectors,
];

/// What the holders of the key made together.
async fn keys(tx: &mut Tx, course: &Course<'_>, now: DateTime<Utc>) -> Result<(), Failure> {
    let made = holders::ceremony(course.handle)?;
    for (round, holder, body) in &made.messages {
        let new = key_ceremony::NewMessage {
            round: *round,
            holder: *holder,
            body,
            sha256: &hex(body),
        };
        key_ceremony::keep(tx, course.election, new, now).await?;
    }
    let trustees = text(print(&made.trustees));
    let fingerprint = hex(&trustees);
    Ok(key_ceremony::finish(tx, course.election, &trustees, &fingerprint, now).await?)
}

/// What the two authorities combined in public.
async fn codes(tx: &mut Tx, course: &Course<'_>, now: DateTime<Utc>) -> Result<(), Failure> {
    let electors = sealing::electors(course.handle, course.electors)?;
    let credentials = text(print(&sealing::credentials(&electors)?.entries()));
    let tags: Vec<_> = electors.iter().map(|one| one.tag.print()).collect();
    let tags = print(&tags);
    let received = code_list::Received {
        credentials: credentials.as_bytes(),
        sha256: &hex(&credentials),
        tags: &tags,
        lines: i64::from(course.electors),
        by: course.board,
    };
    code_list::receive(tx, course.election, &received, now)
        .await
        .map_err(failed)
}

/// What was printed is ASCII.
fn text(printed: Vec<u8>) -> String {
    String::from_utf8(printed).unwrap_or_default()
}

fn hex(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// Holders of the key.
const HOLDERS: i64 = 6;

/// Seals the election and opens it, its box being made.
///
/// # Errors
/// When a step is refused.
pub async fn open(tx: &mut Tx, id: ElectionId, seals: &[Seal], days: &Days) -> Result<(), Failure> {
    let (sealed, opened) = (ten(days.sealed)?, ten(days.opened)?);
    for holder in 1..=HOLDERS {
        key_ceremony::reopen(tx, id, holder, HOLDERS, sealed).await?;
    }
    seal::seal(tx, id, seals, Move::Seal.role(), days.sealed, sealed)
        .await
        .map_err(failed)?;
    election::declare(tx, id, Condition::OpeningHour, "", opened).await?;
    election::advance(tx, id, Move::Open, Move::Open.role(), days.opened, opened)
        .await
        .map(drop)
        .map_err(failed)
}

/// Ends the vote, its box being frozen.
///
/// # Errors
/// When the step is refused.
pub async fn close(tx: &mut Tx, id: ElectionId, at: DateTime<Utc>) -> Result<(), Failure> {
    for condition in Move::Freeze.conditions(true) {
        election::declare(tx, id, *condition, "", at).await?;
    }
    let today = at.with_timezone(&ZONE).date_naive();
    let role = Move::Freeze.role();
    election::advance(tx, id, Move::Freeze, role, today, at)
        .await
        .map(drop)
        .map_err(failed)
}

/// Says of what is refused that it is the demonstration's.
pub fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("the demonstration's election: {error}"))
}
