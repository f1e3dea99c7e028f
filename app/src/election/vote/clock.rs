//! What the platform does by itself: it opens the vote, publishes, and ends the vote, on time.

use super::Poll;
use super::poll::Phase;
use super::publish::{Looked, look};
use crate::election::closing::freeze;
use crate::election::turnout::count_due;
use crate::site::dates::local;
use crate::site::error::AppError;
use crate::site::state::Site;
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::election::stage::Stage;
use palier_domain::election::stage::condition::Condition;
use palier_domain::election::stage::step::{ElectionRole, Move};
use palier_store::election::{self, Election, StepError};
use palier_store::{StoreError, landlord};
use std::collections::HashMap;
use std::time::Duration;

/// How often elections are looked at.
pub const BETWEEN: Duration = Duration::from_secs(1);

/// What a process remembers between two looks, by handle.
pub type Looks = HashMap<String, Looked>;

/// Looks at every election that is sealed or open, or at one alone; what fails with one is told and
/// tried again.
///
/// # Errors
/// When the main database does not answer.
pub async fn look_at_all(
    site: &Site,
    looks: &mut Looks,
    only: Option<&str>,
) -> Result<(), StoreError> {
    for found in election::on_the_clock(&site.db).await? {
        if only.is_some_and(|only| only != found.handle) {
            continue;
        }
        let looked = looks.entry(found.handle.clone()).or_default();
        if let Err(error) = look_at(site, &found, looked).await {
            tracing::warn!(election = %found.handle, ?error, "an election waits for its hour");
        }
    }
    Ok(())
}

async fn look_at(site: &Site, found: &Election, looked: &mut Looked) -> Result<(), AppError> {
    let Some(poll) = site.polls.get(&found.handle).await? else {
        return Ok(());
    };
    if let Some(board) = look(site, &poll, looked).await? {
        tracing::info!(
            election = %found.handle, ballots = board.ballots, "published"
        );
    }
    bring_on(site, &poll, found).await
}

/// Brings the stage after the clock and the box.
async fn bring_on(site: &Site, poll: &Poll, found: &Election) -> Result<(), AppError> {
    let now = site.clock.now();
    let frozen = poll.boxed.board().await?.frozen_at.is_some();
    let landlord = landlord::get(&site.db, found.landlord_id).await?;
    let landlord = landlord.ok_or(AppError::NotFound)?;
    let today = local(now, &landlord.zone).date_naive();
    if found.stage == Stage::Open {
        count_due(site, &landlord, found, &poll.boxed).await?;
    }
    if found.stage == Stage::Sealed && poll.phase(now) != Phase::Before {
        let said = [(Condition::OpeningHour, String::new())];
        step(site, found, Move::Open, &said, today, now).await?;
    }
    if frozen && matches!(found.stage, Stage::Sealed | Stage::Open) {
        freeze::record(site, found, &poll.boxed).await?;
        let said = [(Condition::ClosingHour, String::new())];
        step(site, found, Move::Freeze, &said, today, now).await?;
    }
    Ok(())
}

/// Declares what holds and takes a step, in one transaction.
async fn step(
    site: &Site,
    found: &Election,
    step: Move,
    said: &[(Condition, String)],
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let mut tx = site.db.begin().await?;
    for (condition, note) in said {
        election::declare(&mut tx, found.id, *condition, note, now).await?;
    }
    let role = ElectionRole::Platform;
    match election::advance(&mut tx, found.id, step, role, today, now).await {
        Ok(_) => Ok(tx.commit().await?),
        // Another process took it; or its day, as the protocol has it, has not come.
        Err(StepError::Refused(refusal)) => {
            tracing::debug!(election = %found.handle, %refusal, "a step waits");
            Ok(())
        }
        Err(StepError::Store(error)) => Err(error.into()),
        Err(error @ StepError::NoDay) => Err(AppError::internal(&error)),
    }
}
