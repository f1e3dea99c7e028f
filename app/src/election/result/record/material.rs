//! Everything that a record says, read in one go, and the fingerprint that is signed.

use crate::election::result::known::Known;
use crate::election::result::outcome::Outcome;
use crate::site::error::AppError;
use palier_domain::election::official_record::{FailedCheck, failed_checks};
use palier_domain::election::stage::condition::Condition;
use palier_domain::id::ElectionId;
use palier_store::Db;
use palier_store::ballot_box::BallotBoxes;
use palier_store::election::lots::{self, Lots};
use palier_store::election::mark_letters;
use palier_store::election::paper::{self, Settlement};
use palier_store::election::record::{self, RecordEntry, Signature};
use palier_store::election::seal::{self, Seal};
use palier_store::election::{self, Declared, Taken};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Answers to the letters "did you vote?" that a lot of online marks is asked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DidYouVote {
    /// Letters sent.
    pub asked: i64,
    /// Who answered that she voted online.
    pub yes: i64,
    /// Who answered that she did not.
    pub no: i64,
}

/// Everything that a record says.
pub struct Material {
    /// The election, its count and its lists.
    pub known: Known,
    /// The result on the day of the count.
    pub outcome: Outcome,
    /// Checks that fail; none may.
    pub failed: Vec<FailedCheck>,
    /// What was entered.
    pub entries: Vec<RecordEntry>,
    /// Who signed.
    pub signatures: Vec<Signature>,
    /// Whether most of the tally board did.
    pub signed: bool,
    /// What was sealed before the vote.
    pub seals: Vec<Seal>,
    /// The head of the archive, once it is whole; it outlives the box.
    pub head: Option<String>,
    /// The steps that were taken.
    pub steps: Vec<Taken>,
    /// How the counts of paper were settled.
    pub paper: Vec<Settlement>,
    /// The lots that were drawn, if any.
    pub lots: Option<Lots>,
    /// Answers to the letters, where there are any.
    pub did_you_vote: Option<DidYouVote>,
}

/// Reads it.
///
/// # Errors
/// When the count makes no result, or the database does not answer.
pub async fn load(db: &Db, boxes: &BallotBoxes, known: Known) -> Result<Material, AppError> {
    let id = known.found.election.id;
    let outcome = known.at_first()?;
    let failed = failed_checks(known.figures(), &outcome.seats);
    let handle = &known.found.election.handle;
    let declared = election::declared(db, id).await?;
    let head = match boxes.open(handle).await? {
        Some(boxed) => Some(boxed.board().await?.head),
        None => kept_head(&declared),
    };
    let is_signed = |one: &Declared| one.condition == Condition::RecordSigned;
    Ok(Material {
        outcome,
        failed,
        entries: record::entries(db, id).await?,
        signatures: record::signatures(db, id).await?,
        signed: declared.iter().any(is_signed),
        seals: seal::seals(db, id).await?,
        head,
        steps: election::taken(db, id).await?,
        paper: paper::settlements(db, id).await?,
        lots: lots::of(db, id).await?,
        did_you_vote: asked(db, id).await?,
        known,
    })
}

/// What was answered to the letters: it may come in after a signature, so no signature covers it.
async fn asked(db: &Db, id: ElectionId) -> Result<Option<DidYouVote>, AppError> {
    let answers = mark_letters::answers(db, id).await?;
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(answers.map(|answers| DidYouVote {
        asked: number(answers.asked),
        yes: number(answers.yes),
        no: number(answers.no),
    }))
}

/// The head of an archive whose box was destroyed.
fn kept_head(declared: &[Declared]) -> Option<String> {
    let gone = Condition::DestructionJournalled;
    let said = declared.iter().find(|one| one.condition == gone);
    said.map(|one| one.note.clone())
        .filter(|note| !note.is_empty())
}

impl Material {
    /// The SHA-256 of what is signed: figures, how paper was settled, lots, seats, names, entries and
    /// seals.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let lists: Vec<_> = self
            .outcome
            .lists
            .iter()
            .map(|list| {
                let names: Vec<_> = list.candidates.iter().map(|one| &one.name).collect();
                json!({ "list": list.title, "seats": list.seats.seats, "candidates": names })
            })
            .collect();
        let entries: Vec<_> = self
            .entries
            .iter()
            .map(|one| {
                json!({
                    "kind": one.kind, "list": one.list_id, "author": one.author, "words": one.words,
                    "happened_at": one.happened_at.map(|at| at.timestamp_micros()),
                    "entered_at": one.entered_at.timestamp_micros(),
                })
            })
            .collect();
        let paper: Vec<_> = self
            .paper
            .iter()
            .map(|one| json!([one.round, one.reason, one.reopened_why]))
            .collect();
        let draw = self.lots.as_ref().map(|lots| {
            json!({ "seed": lots.seed, "source": lots.source, "at": lots.drawn_at.timestamp_micros() })
        });
        let said = json!({
            "format": "palier-record-1",
            "election": self.known.found.election.handle,
            "figures": self.known.figures(),
            "lots": self.known.count.lots.0,
            "draw": draw,
            "paper": paper,
            "lists": lists,
            "entries": entries,
            "seals": self.seals,
        });
        hex::encode(Sha256::digest(said.to_string()))
    }
}
