//! The timeline of an amendment: what happened, when; never an account.

use crate::dispatch::{all, one, run};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, Utc};
use palier_domain::id::AmendmentId;
use serde_json::Value;
use sqlx::types::Json;

/// What happened to an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum What {
    /// Its author asked others to sign it.
    SupportAsked,
    /// It was handed in, and has a number.
    Submitted,
    /// Somebody signed it.
    Signed,
    /// Somebody took her signature back.
    Unsigned,
    /// It was ruled admissible.
    Admissible,
    /// It was ruled inadmissible.
    Inadmissible,
    /// Its author asked the guarantor.
    Appealed,
    /// The guarantor decided.
    AppealRuled,
    /// The drafting committee recommended something.
    Recommended,
    /// Its author answered to a rewording.
    Answered,
    /// It is on the list of what is voted.
    PutToVote,
    /// A vote decided.
    Decided,
    /// It lapsed.
    Lapsed,
    /// Its words are in the text.
    Incorporated,
    /// Its author took it back.
    Withdrawn,
    /// A co-signatory took it over.
    TakenOver,
    /// It was carried over to a new version.
    Carried,
    /// Its author chose what becomes of it on the new version.
    Chosen,
    /// Somebody amended it.
    Amended,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::SupportAsked,
        Self::Submitted,
        Self::Signed,
        Self::Unsigned,
        Self::Admissible,
        Self::Inadmissible,
        Self::Appealed,
        Self::AppealRuled,
        Self::Recommended,
        Self::Answered,
        Self::PutToVote,
        Self::Decided,
        Self::Lapsed,
        Self::Incorporated,
        Self::Withdrawn,
        Self::TakenOver,
        Self::Carried,
        Self::Chosen,
        Self::Amended,
    ];

    /// Its name in the journal, after `amendment.`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SupportAsked => "support_asked",
            Self::Submitted => "submitted",
            Self::Signed => "signed",
            Self::Unsigned => "unsigned",
            Self::Admissible => "admissible",
            Self::Inadmissible => "inadmissible",
            Self::Appealed => "appealed",
            Self::AppealRuled => "appeal_ruled",
            Self::Recommended => "recommended",
            Self::Answered => "answered",
            Self::PutToVote => "put_to_vote",
            Self::Decided => "decided",
            Self::Lapsed => "lapsed",
            Self::Incorporated => "incorporated",
            Self::Withdrawn => "withdrawn",
            Self::TakenOver => "taken_over",
            Self::Carried => "carried",
            Self::Chosen => "chosen",
            Self::Amended => "amended",
        }
    }

    /// Whether its author and those who signed it are written to: it changes what becomes of it, or
    /// waits for an answer.
    #[must_use]
    pub fn is_told(self) -> bool {
        !matches!(
            self,
            Self::SupportAsked
                | Self::Signed
                | Self::Unsigned
                | Self::Appealed
                | Self::Answered
                | Self::Chosen
        )
    }
}

/// Something that happened to an amendment.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Event {
    /// What.
    pub what: What,
    /// When.
    pub at: DateTime<Utc>,
    /// What there is to say besides.
    pub data: Json<Value>,
}

/// What happened to an amendment, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn timeline(db: &Db, id: AmendmentId) -> Result<Vec<Event>, StoreError> {
    all!(
        db.reads() => Event,
        "SELECT what, at, data FROM amendment_event WHERE amendment_id = $1 ORDER BY place",
        id,
    )
}

/// Notes that something happened; gives its place on the timeline.
pub(super) async fn append(
    tx: &mut Tx,
    id: AmendmentId,
    what: What,
    data: &Value,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let (place,) = one!(
        tx.on() => (i64,),
        "SELECT COALESCE(MAX(place), 0) + 1 FROM amendment_event WHERE amendment_id = $1",
        id,
    )?;
    run!(
        tx.on(),
        "INSERT INTO amendment_event (amendment_id, place, what, at, data)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        place,
        what,
        now,
        Json(data),
    )?;
    Ok(place)
}
