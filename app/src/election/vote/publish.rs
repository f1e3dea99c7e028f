//! Publications, the opening and the end, on time by the site's clock.

use super::poll::{Phase, Poll};
use crate::site::error::AppError;
use crate::site::state::Site;
use chrono::{DateTime, TimeDelta, Utc};
use palier_ballots::archive::Writer;
use palier_ballots::conduct::append;
use palier_ballots::wire::EventType;
use palier_store::StoreError;
use palier_store::ballot_box::{Board, Published, Sealed, Waiting};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The store could not.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record cannot be made.
    #[error("the archive cannot grow: {0}")]
    Archive(#[from] palier_ballots::Error),
}

impl From<PublishError> for AppError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => error.into(),
            PublishError::Archive(error) => Self::internal(&error),
        }
    }
}

impl Poll {
    /// Publishes what waits, if enough do; gives the board if it went on.
    ///
    /// # Errors
    /// [`PublishError`]; nothing was published then.
    pub async fn publish(&self, now: DateTime<Utc>) -> Result<Option<Board>, PublishError> {
        let least = i64::from(self.boxed.sealed().rules.least_published.max(1));
        self.go_on(now, least, false).await
    }

    /// Ends the vote: publishes all that waits, and takes nothing any more.
    ///
    /// # Errors
    /// [`PublishError`]; the vote has not ended then.
    pub async fn freeze(&self, now: DateTime<Utc>) -> Result<Option<Board>, PublishError> {
        self.go_on(now, 0, true).await
    }

    async fn go_on(
        &self,
        now: DateTime<Utc>,
        least: i64,
        end: bool,
    ) -> Result<Option<Board>, PublishError> {
        let mut publication = self.boxed.publish().await?;
        let board = publication.board().clone();
        if board.frozen_at.is_some() || publication.waiting().await? < least {
            return Ok(None);
        }
        let mut head = board.head;
        let seconds = u64::try_from(self.boxed.sealed().seconds).unwrap_or(0);
        let height = u64::try_from(board.height).unwrap_or(0);
        let mut writer = Writer::resume(seconds, Some((head.clone(), height)));
        loop {
            let some = publication.next().await?;
            if some.is_empty() {
                break;
            }
            for waiting in some {
                let event = event_of(&mut writer, waiting, &mut head)?;
                publication.add(&event).await?;
            }
        }
        if end {
            let bytes = append::end_of_ballots(&mut writer)?;
            name_of_last(&bytes, &mut head);
            let ballot = None;
            publication.add(&Published { ballot, bytes }).await?;
        }
        Ok(Some(publication.finish(&head, now, end).await?))
    }
}

/// What the archive grows by with a ballot.
fn event_of(
    writer: &mut Writer,
    waiting: Waiting,
    head: &mut String,
) -> Result<Published, palier_ballots::Error> {
    let (mut bytes, name) = writer.data(&waiting.ballot)?;
    let event = writer.event(EventType::Ballot, Some(name))?;
    name_of_last(&event, head);
    bytes.extend(event);
    let ballot = Some((waiting.tracking, waiting.credential));
    Ok(Published { ballot, bytes })
}

/// The hash of an event, which its file is named after: `HASH.event.json`.
fn name_of_last(event: &[u8], head: &mut String) {
    if let Some(Ok(name)) = event.get(..64).map(std::str::from_utf8) {
        name.clone_into(head);
    }
}

/// The publication that was due last: the hours are counted from the opening.
#[must_use]
pub fn due(sealed: &Sealed, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let minutes = i64::from(sealed.rules.publication_minutes.max(1));
    last_due(sealed.opens_at, minutes, now)
}

fn last_due(opens: DateTime<Utc>, minutes: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let passed = (now - opens).num_minutes() / minutes;
    (passed > 0).then(|| opens + TimeDelta::minutes(passed * minutes))
}

/// When the next publication is due: at the end at the latest; none once the vote has ended.
#[must_use]
pub fn next_due(poll: &Poll, board: &Board, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if board.frozen_at.is_some() {
        return None;
    }
    let sealed = poll.boxed.sealed();
    let minutes = i64::from(sealed.rules.publication_minutes.max(1));
    let after = due(sealed, now).unwrap_or(sealed.opens_at) + TimeDelta::minutes(minutes);
    Some(after.min(poll.ends_at()))
}

/// What a process remembers between two looks at an election.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looked {
    /// The publication that was tried last.
    tried: Option<DateTime<Utc>>,
    /// When a roll that is open was last brought up to date.
    pub enrolled: Option<DateTime<Utc>>,
}

/// Does what is due for an election: a publication, or its end.
///
/// Too few waiting ballots wait for the next hour, not for the tenth of them: the hour of a
/// publication must not tell when somebody voted. A process that was down at the hour waits too.
///
/// # Errors
/// When the database fails; what was due is done at the next look.
pub async fn look(
    site: &Site,
    poll: &Poll,
    looked: &mut Looked,
) -> Result<Option<Board>, PublishError> {
    let now = site.clock.now();
    let board = poll.boxed.board().await?;
    if !board.tidy {
        poll.boxed.tidy().await?;
    }
    if board.frozen_at.is_some() {
        return Ok(None);
    }
    match poll.phase(now) {
        Phase::Before => Ok(None),
        Phase::Closed => poll.freeze(now).await,
        Phase::Open | Phase::Grace => {
            let due = due(poll.boxed.sealed(), now);
            let fresh = due.filter(|due| now - *due < LATE && *due > board.published_at);
            if fresh.is_none() || looked.tried == fresh {
                return Ok(None);
            }
            let published = poll.publish(now).await?;
            looked.tried = fresh;
            Ok(published)
        }
    }
}

/// How late a publication is still one of its hour.
const LATE: TimeDelta = TimeDelta::seconds(30);

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(opens: &str, minutes: i64, now: &str) -> Option<String> {
        let at = |time: &str| format!("2030-12-05T{time}Z").parse::<DateTime<Utc>>();
        let due = last_due(at(opens).unwrap(), minutes, at(now).unwrap());
        due.map(|due| due.format("%H:%M").to_string())
    }

    #[test]
    fn publications_are_due_a_whole_number_of_times_after_the_opening() {
        assert_eq!(hour("08:10:00", 60, "07:00:00"), None);
        assert_eq!(hour("08:10:00", 60, "09:09:59"), None);
        assert_eq!(hour("08:10:00", 60, "09:10:00").unwrap(), "09:10");
        assert_eq!(hour("08:10:00", 60, "11:00:00").unwrap(), "10:10");
        assert_eq!(hour("08:10:00", 1, "08:13:30").unwrap(), "08:13");
    }
}
