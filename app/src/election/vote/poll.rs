//! An election that takes votes, as one process holds it in memory.

use super::check::{Checked, Checker, Listed, checker};
use super::counter::Counter;
use super::guesses::Guesses;
use super::promise::PromiseKey;
use super::refusal::Refusal;
use super::setup::Setup;
use crate::election::closing::summed::Summed;
use crate::site::error::AppError;
use crate::site::state::Site;
use chrono::{DateTime, TimeDelta, Utc};
use palier_store::ballot_box::{BallotBox, BallotBoxes};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// The elections that take votes, opened when they are first asked for.
pub struct Polls {
    boxes: BallotBoxes,
    open: Mutex<HashMap<String, Arc<Poll>>>,
    /// Held by whoever opens one.
    opening: tokio::sync::Mutex<()>,
    /// How many ballots are checked at once: computing must leave the pages some air.
    checking: Arc<Semaphore>,
    /// Wrong ballots by address.
    pub guesses: Guesses,
    /// Numbers of third voters, by address.
    pub thirds: Guesses,
}

/// One of them.
pub struct Poll {
    /// Its box.
    pub boxed: BallotBox,
    /// The exact text of the election's record.
    pub record: String,
    /// The entries of the public list, sorted.
    pub credentials: Listed,
    /// What signs promises.
    pub key: PromiseKey,
    /// Where checked votes are handed in.
    pub counter: Counter,
    /// What shares of its sum are checked against, once there is one.
    pub summed: Summed,
    checker: Arc<dyn Checker>,
    checking: Arc<Semaphore>,
}

/// Where an election stands by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Votes are not taken yet.
    Before,
    /// Votes are taken.
    Open,
    /// The hour of closing has come; voters who entered before it may finish.
    Grace,
    /// Votes are not taken any more.
    Closed,
}

/// Ballots that may wait to be checked: at a millisecond each, they wait a moment.
const QUEUE: usize = 256;

impl Polls {
    /// Nothing is opened yet.
    #[must_use]
    pub fn new(boxes: BallotBoxes) -> Self {
        Self {
            boxes,
            open: Mutex::default(),
            opening: tokio::sync::Mutex::default(),
            checking: Arc::new(Semaphore::new(QUEUE)),
            guesses: Guesses::default(),
            thirds: Guesses::default(),
        }
    }

    /// The boxes, to seal or destroy one.
    #[must_use]
    pub fn boxes(&self) -> &BallotBoxes {
        &self.boxes
    }

    /// The election of a handle, if its box was sealed.
    ///
    /// # Errors
    /// When the database fails, or the box holds what was never sealed.
    pub async fn get(&self, handle: &str) -> Result<Option<Arc<Poll>>, AppError> {
        if let Some(found) = self.known(handle) {
            return Ok(Some(found));
        }
        // Many ask at once when the vote opens: one reads the list, the others wait for it.
        let _alone = self.opening.lock().await;
        if let Some(found) = self.known(handle) {
            return Ok(Some(found));
        }
        let Some(boxed) = self.boxes.open(handle).await? else {
            return Ok(None);
        };
        let poll = Arc::new(Poll::open(boxed, Arc::clone(&self.checking)).await?);
        if let Ok(mut open) = self.open.lock() {
            open.insert(handle.to_owned(), Arc::clone(&poll));
        }
        Ok(Some(poll))
    }

    /// Forgets an election whose box is destroyed.
    pub fn forget(&self, handle: &str) {
        if let Ok(mut open) = self.open.lock() {
            open.remove(handle);
        }
    }

    fn known(&self, handle: &str) -> Option<Arc<Poll>> {
        self.open.lock().ok()?.get(handle).cloned()
    }
}

impl Poll {
    async fn open(boxed: BallotBox, checking: Arc<Semaphore>) -> Result<Self, AppError> {
        let bytes = boxed.setup().await?;
        let read = tokio::task::spawn_blocking(move || {
            let setup = Setup::read(bytes).map_err(|error| AppError::internal(&error))?;
            let listed = Listed::from(setup.credentials);
            let checker = checker(&setup.election.group, setup.record.as_bytes(), &listed);
            let checker = checker.map_err(|error| AppError::internal(&error))?;
            Ok::<_, AppError>((setup.record, listed, checker))
        });
        let (record, credentials, checker) =
            read.await.map_err(|error| AppError::internal(&error))??;
        let key = PromiseKey::of(&boxed.sealed().promise_key)
            .ok_or_else(|| AppError::internal(&"a promise key of another length"))?;
        Ok(Self {
            counter: Counter::before(boxed.clone()),
            summed: Summed::default(),
            record,
            credentials,
            key,
            checker,
            checking,
            boxed,
        })
    }

    /// The election's identifier.
    #[must_use]
    pub fn handle(&self) -> &str {
        &self.boxed.sealed().handle
    }

    /// When the last ballot may come.
    #[must_use]
    pub fn ends_at(&self) -> DateTime<Utc> {
        let sealed = self.boxed.sealed();
        sealed.closes_at + TimeDelta::minutes(i64::from(sealed.rules.grace_minutes))
    }

    /// Where the election stands.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        let sealed = self.boxed.sealed();
        if now < sealed.opens_at {
            Phase::Before
        } else if now < sealed.closes_at {
            Phase::Open
        } else if now < self.ends_at() {
            Phase::Grace
        } else {
            Phase::Closed
        }
    }

    /// What makes link tags.
    #[must_use]
    pub fn checker(&self) -> &dyn Checker {
        &*self.checker
    }

    /// Checks a ballot beside a few others.
    ///
    /// # Errors
    /// [`Refusal::BallotInvalid`], or [`Refusal::Busy`] when too many wait.
    pub async fn check(&self, ballot: Arc<str>) -> Result<Checked, Refusal> {
        let Ok(_waits) = self.checking.try_acquire() else {
            return Err(Refusal::Busy);
        };
        let checker = Arc::clone(&self.checker);
        let _works = processors().acquire().await.map_err(|_| Refusal::Busy)?;
        let checked = tokio::task::spawn_blocking(move || checker.check(ballot.as_bytes()));
        let checked = checked.await.map_err(|_| Refusal::Busy)?;
        checked.map_err(|fault| Refusal::BallotInvalid(fault.rule.name().to_owned()))
    }
}

/// As many ballots are checked at once as there are processors, in all elections together.
fn processors() -> &'static Semaphore {
    static PROCESSORS: std::sync::OnceLock<Semaphore> = std::sync::OnceLock::new();
    PROCESSORS.get_or_init(|| {
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Semaphore::new(processors)
    })
}

/// The election of an address that takes votes: landlord and handle fit.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or the database's.
pub async fn of_address(site: &Site, slug: &str, handle: &str) -> Result<Arc<Poll>, AppError> {
    let poll = of_handle(site, handle).await?;
    if poll.boxed.sealed().about.slug == slug {
        Ok(poll)
    } else {
        Err(AppError::NotFound)
    }
}

/// The election of a handle that takes votes.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or the database's.
pub async fn of_handle(site: &Site, handle: &str) -> Result<Arc<Poll>, AppError> {
    if let Some(poll) = site.polls.known(handle) {
        return Ok(poll);
    }
    // Anybody may ask for any handle: the main database knows which ones are elections.
    let db = &site.db;
    let elects = palier_store::election::by_handle(db, handle)
        .await?
        .is_some();
    if !elects
        && palier_store::consultation::by_handle(db, handle)
            .await?
            .is_none()
    {
        return Err(AppError::NotFound);
    }
    site.polls.get(handle).await?.ok_or(AppError::NotFound)
}
