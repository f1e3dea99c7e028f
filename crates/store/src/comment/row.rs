//! A comment as it is shown.

use crate::dispatch::maybe;
use crate::quality::{self, QualityColumn};
use crate::{Db, StoreError};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::account::role::Quality;
use palier_domain::charter::amendment::college::College;
use palier_domain::entry::source::{EnteredAs, Source};
use palier_domain::id::{
    AmendmentId, AssociationId, ClauseId, CommentId, ContributorId, LandlordId, TextId,
};
use palier_domain::moderation::decider::DecidedAs;
use palier_domain::moderation::ground::Ground;

/// What stands in place of words that a moderation hid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HiddenMark {
    /// When.
    pub at: DateTime<Utc>,
    /// On which ground.
    pub ground: Ground,
    /// The public reason.
    pub reason: String,
    /// In what role somebody decided it.
    pub by: DecidedAs,
}

/// Where words that somebody else typed were heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryMark {
    /// Heard or read how.
    pub source: Source,
    /// Where; may be empty.
    pub place: String,
    /// On which day.
    pub heard_on: NaiveDate,
    /// In what role somebody typed them.
    pub entered_as: EnteredAs,
}

/// A comment as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// Its identifier.
    pub id: CommentId,
    /// The first of its thread; absent on the first itself.
    pub thread_id: Option<CommentId>,
    /// Who shows her name on it.
    pub author: ContributorId,
    /// That name.
    pub author_name: String,
    /// The estate that she shows, if she wants.
    pub estate: Option<String>,
    /// In what quality she spoke.
    pub quality: Quality,
    /// The association for which she spoke.
    pub association_name: Option<String>,
    /// Its words; empty once withdrawn, and while they are hidden.
    pub body: String,
    /// What stands in place of its words, if a moderation hid them.
    pub hidden: Option<HiddenMark>,
    /// Where it was heard, if somebody else typed it.
    pub entry: Option<EntryMark>,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
    /// When its words were last changed.
    pub edited_at: Option<DateTime<Utc>>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// How many support it.
    pub supports: i64,
    /// Whether the viewer does.
    pub supported_by_viewer: bool,
}

/// A comment and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentAt {
    /// The comment; without a viewer.
    pub row: CommentRow,
    /// The text.
    pub text_id: TextId,
    /// The clause on which it is.
    pub clause_id: ClauseId,
    /// That clause's handle.
    pub handle: i64,
    /// Whose text it is.
    pub landlord_id: LandlordId,
    /// The amendment on which it is.
    pub amendment_id: Option<AmendmentId>,
    /// The college that alone reads it, besides the host.
    pub college: Option<College>,
}

impl CommentAt {
    /// Whether somebody who speaks in these qualities reads it: what is of one college alone is not
    /// for others.
    #[must_use]
    pub fn is_read_in(&self, qualities: &[Quality]) -> bool {
        self.college.is_none_or(|college| {
            let mut colleges = qualities.iter().map(|quality| College::of(*quality));
            colleges.any(|one| one == college)
        })
    }
}

/// [`CommentRow`] as the engines give it.
#[derive(sqlx::FromRow)]
pub(super) struct Stored {
    id: CommentId,
    thread_id: Option<CommentId>,
    author: ContributorId,
    author_name: String,
    estate: Option<String>,
    quality: QualityColumn,
    association_id: Option<AssociationId>,
    association_name: Option<String>,
    body: String,
    created_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    withdrawn_at: Option<DateTime<Utc>>,
    supports: i64,
    supported_by_viewer: bool,
    hidden_at: Option<DateTime<Utc>>,
    hidden_ground: Option<Ground>,
    hidden_reason: Option<String>,
    hidden_as: Option<DecidedAs>,
    source: Option<Source>,
    place: Option<String>,
    heard_on: Option<NaiveDate>,
    entered_as: Option<EnteredAs>,
}

impl Stored {
    fn hidden(&mut self) -> Result<Option<HiddenMark>, StoreError> {
        let Some(at) = self.hidden_at else {
            return Ok(None);
        };
        let why = (
            self.hidden_ground,
            self.hidden_reason.take(),
            self.hidden_as,
        );
        match why {
            (Some(ground), Some(reason), Some(by)) => Ok(Some(HiddenMark {
                at,
                ground,
                reason,
                by,
            })),
            _ => Err(StoreError::Corrupt(
                "a hidden comment without its moderation".to_owned(),
            )),
        }
    }

    fn entry(&mut self) -> Option<EntryMark> {
        Some(EntryMark {
            source: self.source?,
            place: self.place.take()?,
            heard_on: self.heard_on?,
            entered_as: self.entered_as?,
        })
    }

    pub(super) fn shown(mut self) -> Result<CommentRow, StoreError> {
        let (hidden, entry) = (self.hidden()?, self.entry());
        Ok(CommentRow {
            id: self.id,
            thread_id: self.thread_id,
            author: self.author,
            author_name: self.author_name,
            estate: self.estate,
            quality: quality::join(self.quality, self.association_id)?,
            association_name: self.association_name,
            body: self.body,
            hidden,
            entry,
            created_at: self.created_at,
            edited_at: self.edited_at,
            withdrawn_at: self.withdrawn_at,
            supports: self.supports,
            supported_by_viewer: self.supported_by_viewer,
        })
    }
}

/// A query for [`Stored`] rows, the viewer being `$1`: `shown_comments!("WHERE ..")`.
macro_rules! shown_comments {
    ($rest:literal) => {
        concat!(
            "SELECT c.id, c.thread_id, c.contributor_id AS author, COALESCE(w.name, '') AS author_name,
                e.name AS estate, c.quality, c.association_id, a.name AS association_name,
                c.body, c.created_at, c.edited_at, c.withdrawn_at,
                (SELECT COUNT(*) FROM comment_support s WHERE s.comment_id = c.id) AS supports,
                EXISTS (SELECT 1 FROM comment_support s
                    WHERE s.comment_id = c.id AND s.contributor_id = $1) AS supported_by_viewer,
                c.hidden_at, m.ground AS hidden_ground, m.reason AS hidden_reason,
                m.decided_as AS hidden_as, n.source, n.place, n.heard_on, n.entered_as
             FROM comment c
             JOIN contributor w ON w.id = c.contributor_id
             LEFT JOIN estate e ON e.id = w.estate_id
             LEFT JOIN association a ON a.id = c.association_id
             LEFT JOIN entry n ON n.comment_id = c.id
             LEFT JOIN moderation m ON m.comment_id = c.id AND m.decided_at = c.hidden_at
                AND m.outcome = 'hidden'
             ",
            $rest
        )
    };
}

pub(super) use shown_comments;

/// A comment and where it stands.
///
/// # Errors
/// When the database fails.
pub async fn get(db: &Db, id: CommentId) -> Result<Option<CommentAt>, StoreError> {
    let stored = maybe!(
        db.reads() => Stored,
        shown_comments!("WHERE c.id = $2"),
        None::<ContributorId>,
        id,
    )?;
    let Some(stored) = stored else {
        return Ok(None);
    };
    let place = maybe!(
        db.reads() => (TextId, ClauseId, i64, LandlordId, Option<AmendmentId>, Option<College>),
        "SELECT c.text_id, c.clause_id, k.handle, t.landlord_id, c.amendment_id, c.college
         FROM comment c
         JOIN clause k ON k.id = c.clause_id
         JOIN text t ON t.id = c.text_id
         WHERE c.id = $1",
        id,
    )?;
    let Some((text_id, clause_id, handle, landlord_id, amendment_id, college)) = place else {
        return Ok(None);
    };
    Ok(Some(CommentAt {
        row: stored.shown()?,
        text_id,
        clause_id,
        handle,
        landlord_id,
        amendment_id,
        college,
    }))
}
