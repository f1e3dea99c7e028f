//! What is public of how a text came to be, besides what is needed to make it again: versions, who
//! proposed what and why, votes, what became of comments, adoptions.
//!
//! It names people as they name themselves here, and nobody who only commented, signed or voted.

mod adoption;

pub use adoption::{AdoptionRecord, BallotRecord, CollegeRecord, RefusedClause, SignatureRecord};

use super::amendment::college::College;
use super::amendment::lifecycle::Lifecycle;
use super::amendment::outcome::Outcome;
use super::comment_fate::CommentFate;
use super::status::VersionStatus;
use crate::id::AmendmentId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What was public on the day of the export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The landlord.
    pub landlord: String,
    /// The address of the text.
    pub address: String,
    /// When the export was made.
    pub exported_at: DateTime<Utc>,
    /// The versions, from the first to the latest.
    pub versions: Vec<VersionRecord>,
    /// The amendments that were handed in, by number.
    pub amendments: Vec<AmendmentRecord>,
    /// The votes on them, in order.
    pub votes: Vec<VoteRecord>,
    /// What became of comments, by clause.
    pub comments: Vec<CommentRecord>,
    /// The versions that the colleges voted on, in order.
    pub adoptions: Vec<AdoptionRecord>,
    /// By when the adopted text is looked at again.
    #[serde(default)]
    pub next_revision: Option<NaiveDate>,
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRecord {
    /// Its number, from 1.
    pub version: u32,
    /// Where it stands.
    pub status: VersionStatus,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// An amendment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmendmentRecord {
    /// Its number.
    pub number: i64,
    /// By what the rounds name it.
    pub amendment: AmendmentId,
    /// The version that it was written against.
    pub base: u32,
    /// The number of the amendment that it amends.
    #[serde(default)]
    pub amends: Option<i64>,
    /// The college for which it is proposed.
    pub college: College,
    /// The name that its author shows; empty once she left.
    pub author: String,
    /// The association for which she speaks.
    #[serde(default)]
    pub association: Option<String>,
    /// Whether staff entered it from a sheet of paper.
    pub on_paper: bool,
    /// What it is called.
    pub title: String,
    /// What it changes, in French sentences.
    pub changes: Vec<String>,
    /// Why, as Markdown.
    pub reasons: String,
    /// How many signed it besides its author.
    pub signatures: i64,
    /// How far it came.
    pub lifecycle: Lifecycle,
    /// What was decided.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// When it was handed in.
    #[serde(default)]
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was decided.
    #[serde(default)]
    pub decided_at: Option<DateTime<Utc>>,
}

/// A vote on amendments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteRecord {
    /// On amendments of which version.
    pub version: u32,
    /// When.
    pub held_on: NaiveDate,
    /// Where.
    pub place: String,
    /// Whether the tenants voted in secret, by a consultation.
    pub secret: bool,
    /// What was said of it.
    pub reason: String,
    /// Its figures.
    pub figures: Vec<VoteFigures>,
}

/// The figures of a college for an amendment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteFigures {
    /// The number of the amendment.
    pub number: i64,
    /// The college.
    pub college: College,
    /// For.
    pub ayes: u32,
    /// Against.
    pub noes: u32,
    /// Neither.
    pub abstentions: u32,
}

/// What became of a comment; neither its words nor who wrote it, for both may go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentRecord {
    /// The handle of the clause on which it is.
    pub clause: i64,
    /// What became of it.
    pub fate: CommentFate,
    /// The argument under which it stands.
    #[serde(default)]
    pub argument: Option<String>,
    /// The number of the amendment in which it is.
    #[serde(default)]
    pub number: Option<i64>,
    /// Why.
    pub reason: String,
}
