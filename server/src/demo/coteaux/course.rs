//! The steps that were taken before visitors come, each in its role and on its day.

use super::lists::{self, Lists};
use super::{holders, protocol, sealing};
use crate::cli::Failure;
use crate::command::by_hand::rng;
use crate::demo::content::ZONE;
use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta, TimeZone as _, Utc};
use palier_app::demo::voting_letters::LEASES;
use palier_ballots::ElectionId as Handle;
use palier_ballots::wire::print;
use palier_domain::election::calendar::step::Step;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::Move;
use palier_domain::election::turnout::Figures;
use palier_domain::id::{ElectionId, LandlordId};
use palier_store::Tx;
use palier_store::election::seal::{self, Seal};
use palier_store::election::{self, NewElection, code_list, electoral_roll, key_ceremony};
use sha2::{Digest as _, Sha256};

/// The title of the election.
pub const TITLE: &str = "Élection des représentants des locataires 2030";

/// When the election of a round is made: rounds differ by a second, so that each is told from the one
/// before.
fn made_at(round: i64) -> Result<DateTime<Utc>, Failure> {
    Ok(ten(protocol::date(9, 16)?)? + TimeDelta::seconds(round))
}

/// The round of an election that was made here.
pub fn round_of(created_at: DateTime<Utc>) -> Result<i64, Failure> {
    Ok((created_at - made_at(0)?).num_seconds())
}

/// Makes the election of a round, as a draft; gives its handle too.
pub async fn begin(
    tx: &mut Tx,
    landlord_id: LandlordId,
    round: i64,
) -> Result<(ElectionId, String), Failure> {
    let handle = Handle::random(&mut rng()).as_str().to_owned();
    let new = NewElection {
        landlord_id,
        handle: handle.clone(),
        title: TITLE.to_owned(),
        rehearsal_of: None,
        protocol: protocol::make()?,
    };
    let now = made_at(round)?;
    let id = election::create(tx, new, now).await?;
    let national = protocol::date(12, 4)?.with_year(2029);
    if let Some(signed) = national {
        election::say_done(tx, id, Step::NationalProtocol, signed, now).await?;
    }
    let sent = protocol::date(11, 27)?;
    election::say_done(tx, id, Step::BallotsSent, sent, ten(sent)?).await?;
    Ok((id, handle))
}

/// Takes the steps up to the rehearsal.
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
        if step == Move::MakeKeys {
            keys(tx, lists, now).await?;
        }
        if step == Move::SealCodes {
            codes(tx, lists, now).await?;
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
async fn keys(tx: &mut Tx, lists: &Lists<'_>, now: DateTime<Utc>) -> Result<(), Failure> {
    let made = holders::ceremony(lists.handle)?;
    for (round, holder, body) in &made.messages {
        let new = key_ceremony::NewMessage {
            round: *round,
            holder: *holder,
            body,
            sha256: &hex(body),
        };
        key_ceremony::keep(tx, lists.election, new, now).await?;
    }
    let trustees = text(print(&made.trustees));
    let fingerprint = hex(&trustees);
    Ok(key_ceremony::finish(tx, lists.election, &trustees, &fingerprint, now).await?)
}

/// What the two authorities combined in public.
async fn codes(tx: &mut Tx, lists: &Lists<'_>, now: DateTime<Utc>) -> Result<(), Failure> {
    let electors = sealing::electors(lists.handle)?;
    let credentials = text(print(&sealing::credentials(&electors)?.entries()));
    let tags: Vec<_> = electors.iter().map(|one| one.tag.print()).collect();
    let tags = print(&tags);
    let received = code_list::Received {
        credentials: credentials.as_bytes(),
        sha256: &hex(&credentials),
        tags: &tags,
        lines: i64::from(LEASES),
        by: lists.board,
    };
    code_list::receive(tx, lists.election, &received, now)
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

/// Seals the election and opens it, its box being made: the last two steps.
pub async fn open(tx: &mut Tx, id: ElectionId, seals: &[Seal]) -> Result<(), Failure> {
    let day = protocol::date(11, 29)?;
    for holder in 1..=HOLDERS {
        key_ceremony::reopen(tx, id, holder, HOLDERS, ten(day)?).await?;
    }
    seal::seal(tx, id, seals, Move::Seal.role(), day, ten(day)?)
        .await
        .map_err(failed)?;
    let day = protocol::date(12, 2)?;
    election::declare(tx, id, Condition::OpeningHour, "", ten(day)?).await?;
    election::advance(tx, id, Move::Open, Move::Open.role(), day, ten(day)?)
        .await
        .map_err(failed)?;
    turnout(tx, id).await
}

/// Ends the vote of a round that is over, its box being frozen.
pub async fn close(tx: &mut Tx, id: ElectionId) -> Result<(), Failure> {
    let (day, at) = (protocol::date(12, 13)?, closes()?);
    for condition in Move::Freeze.conditions(true) {
        election::declare(tx, id, *condition, "", at).await?;
    }
    let role = Move::Freeze.role();
    election::advance(tx, id, Move::Freeze, role, day, at)
        .await
        .map_err(failed)?;
    Ok(())
}

/// When the vote ends: noon of 13 December.
pub fn closes() -> Result<DateTime<Utc>, Failure> {
    instant(12, 13, 12)
}

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
const STEPS: [(u32, u32, Move); 7] = [
    (10, 1, Move::Announce),
    (10, 21, Move::CloseLists),
    (11, 2, Move::PublishRoll),
    (11, 22, Move::FreezeRoll),
    (11, 25, Move::MakeKeys),
    (11, 26, Move::SealCodes),
    (11, 28, Move::Rehearse),
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
