//! The files of `server/demo/amendments`, read.

use crate::cli::Failure;
use crate::demo::content;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::amendment::ground::InadmissibleGround;
use palier_domain::charter::amendment::reworded::Advice;
use palier_domain::charter::commitment::state::CommitmentState;
use serde::Deserialize;

#[derive(Deserialize)]
struct Stories {
    amendment: Vec<Story>,
}

/// One amendment and what became of it.
#[derive(Deserialize)]
pub struct Story {
    /// Number of the article, as "4.1".
    pub article: String,
    #[serde(flatten)]
    pub by: Writer,
    pub title: String,
    pub reasons: String,
    /// Days before the demonstration's first instant.
    #[serde(default)]
    pub days: i64,
    /// The day, where it is of the past.
    pub on: Option<NaiveDate>,
    #[serde(default)]
    pub edit: Vec<Edit>,
    /// A paragraph put at the end of the article.
    pub add: Option<String>,
    /// How the paragraph begins that goes.
    pub delete: Option<String>,
    /// The title of the amendment that it amends.
    pub amends: Option<String>,
    #[serde(default)]
    pub signatures: usize,
    /// Nobody else sees it yet.
    #[serde(default)]
    pub draft: bool,
    /// Shown to gather signatures, and no further.
    #[serde(default)]
    pub gathers: bool,
    /// What the facilitator ruled.
    pub admissible: Option<String>,
    pub inadmissible: Option<Inadmissible>,
    pub advice: Option<Advised>,
    /// What its author said when she took it back.
    pub withdrawn: Option<String>,
    /// Somebody who had signed it goes on with it then.
    #[serde(default)]
    pub taken_over: bool,
    /// Why it lapsed.
    pub lapsed: Option<String>,
    #[serde(default)]
    pub said: Vec<Said>,
    /// How the colleges voted, once it was put to the vote.
    pub vote: Option<Voted>,
}

impl Story {
    /// When it was begun.
    pub fn begun(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let morning = NaiveTime::from_hms_opt(8, 40, 0).unwrap_or_default();
        match self.on {
            Some(day) => day.and_time(morning).and_utc(),
            None => now - TimeDelta::days(self.days),
        }
    }
}

/// Who writes, and on which side: "tenant", "landlord", or the short name of an association.
#[derive(Clone, Deserialize)]
pub struct Writer {
    pub who: String,
    pub name: String,
}

#[derive(Deserialize)]
pub struct Edit {
    pub find: String,
    pub put: String,
}

#[derive(Deserialize)]
pub struct Inadmissible {
    pub ground: InadmissibleGround,
    pub reason: String,
    pub appeal: Option<String>,
    /// What the guarantor answers when she confirms it.
    pub upheld: Option<String>,
    /// What she answers when she does not.
    pub reversed: Option<String>,
}

#[derive(Deserialize)]
pub struct Advised {
    pub advice: Advice,
    pub words: String,
    #[serde(default)]
    pub edit: Vec<Edit>,
    /// What its author answered when she agreed.
    pub agreed: Option<String>,
    /// What she answered when she did not.
    pub declined: Option<String>,
}

#[derive(Deserialize)]
pub struct Said {
    #[serde(flatten)]
    pub by: Writer,
    pub text: String,
}

/// Hands for, against and neither; none where it was not voted any more.
#[derive(Deserialize)]
pub struct Voted {
    #[serde(default)]
    pub tenants: [u32; 3],
    #[serde(default)]
    pub associations: [u32; 3],
    #[serde(default)]
    pub landlord: [u32; 3],
    /// In which other one its words are, where it was not voted.
    pub absorbed: Option<String>,
    pub reason: String,
}

/// The way of the first version to its adoption.
#[derive(Deserialize)]
pub struct Past {
    pub committee: Vec<Writer>,
    pub signatory: Vec<Writer>,
    pub calendar: Calendar,
    pub meeting: Meeting,
    pub touch: Touch,
    pub comment: Vec<Comment>,
    pub tenants: Tenants,
    pub named: Named,
    pub landlord: Board,
    pub signature: Vec<Signature>,
    pub progress: Vec<Progress>,
}

/// When each step was taken.
#[derive(Deserialize)]
pub struct Calendar {
    pub published: DateTime<Utc>,
    pub frozen: DateTime<Utc>,
    pub votes: DateTime<Utc>,
    pub meeting: DateTime<Utc>,
    pub merging: DateTime<Utc>,
    pub merged: DateTime<Utc>,
    pub overdue: DateTime<Utc>,
    pub frozen_again: DateTime<Utc>,
    pub submitted: DateTime<Utc>,
    pub consultation_opens: DateTime<Utc>,
    pub consultation_closes: DateTime<Utc>,
    pub associations: DateTime<Utc>,
    pub board: DateTime<Utc>,
    pub concluded: DateTime<Utc>,
    pub signed: DateTime<Utc>,
    pub reopened: DateTime<Utc>,
}

#[derive(Deserialize)]
pub struct Meeting {
    pub place: String,
}

/// A slip that was mended in the merge draft.
#[derive(Deserialize)]
pub struct Touch {
    pub article: String,
    #[serde(flatten)]
    pub edit: Edit,
    pub label: String,
}

/// What somebody said of the first version, and what became of it.
#[derive(Deserialize)]
pub struct Comment {
    pub article: String,
    #[serde(flatten)]
    pub by: Writer,
    pub on: NaiveDate,
    pub text: String,
    /// The argument under which it stands.
    pub argument: Option<String>,
    #[serde(default)]
    pub reason: String,
    /// Why it changes nothing.
    pub nothing: Option<String>,
}

#[derive(Deserialize)]
pub struct Tenants {
    pub title: String,
    pub body: String,
    pub question: String,
    pub yes: u64,
    pub no: u64,
    pub blank: u64,
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(rename = "for")]
    pub ayes: Vec<String>,
    pub abstains: Vec<String>,
    pub statement: String,
}

#[derive(Deserialize)]
pub struct Board {
    pub members: u32,
    pub ayes: u32,
    pub noes: u32,
    pub abstentions: u32,
    pub statement: String,
}

#[derive(Deserialize)]
pub struct Signature {
    pub college: College,
    pub association: Option<String>,
    pub name: String,
    pub capacity: String,
}

/// What was reported of a commitment since.
#[derive(Deserialize)]
pub struct Progress {
    pub article: String,
    /// Who keeps it.
    pub owner: String,
    pub due: NaiveDate,
    pub on: NaiveDate,
    pub state: CommitmentState,
    pub words: String,
    pub evidence: String,
}

/// What became of the first version.
pub fn past() -> Result<Past, Failure> {
    let file = include_str!("../../../demo/amendments/adoption.toml");
    content::parse("adoption", file)
}

/// Amendments of the first version.
pub fn first() -> Result<Vec<Story>, Failure> {
    let file = include_str!("../../../demo/amendments/first.toml");
    Ok(content::parse::<Stories>("first amendments", file)?.amendment)
}

/// Amendments of the open version.
pub fn open() -> Result<Vec<Story>, Failure> {
    let files = [
        include_str!("../../../demo/amendments/discussed.toml"),
        include_str!("../../../demo/amendments/open.toml"),
    ];
    let mut all = Vec::new();
    for file in files {
        all.extend(content::parse::<Stories>("open amendments", file)?.amendment);
    }
    Ok(all)
}
