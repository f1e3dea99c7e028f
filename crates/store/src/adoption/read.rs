//! An adoption as it stands, for pages and for whoever goes on with it.

use crate::dispatch::{all, maybe};
use crate::{Db, StoreError, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::adoption::ballot::{Ballot, Seat};
use palier_domain::charter::adoption::outcome::Standing;
use palier_domain::charter::adoption::rules::{AdoptionRules, CollegeRule};
use palier_domain::charter::amendment::college::College;
use palier_domain::election::consultation::Verdict;
use palier_domain::id::{AdoptionSignatureId, AssociationId, ClauseId, TextId, VersionId};
use sqlx::types::Json;

use super::Concluded;

/// The adoption of a version.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// The version.
    pub version_id: VersionId,
    /// Its number.
    pub sequence: i64,
    /// Its text.
    pub text_id: TextId,
    /// SHA-256 over its bytes: what was voted on.
    pub manifest: [u8; 32],
    /// The rules as they stood.
    pub rules: AdoptionRules,
    /// The associations that are asked.
    pub seats: Vec<Seat>,
    /// Where their weights come from; empty where each has one vote.
    pub weights_from: String,
    /// When it was put before the colleges.
    pub opened_at: DateTime<Utc>,
    /// What came of it, and on which day.
    pub concluded: Option<(Concluded, NaiveDate)>,
    /// Each college, in the order of the rules.
    pub colleges: Vec<CollegeState>,
    /// Who signed, in the order in which that was entered.
    pub signatures: Vec<Signature>,
}

/// A college in an adoption.
#[derive(Clone, Debug)]
pub struct CollegeState {
    /// What it needs.
    pub rule: CollegeRule,
    /// Where it stands.
    pub standing: Standing,
    /// Its ballots, the last one decides.
    pub ballots: Vec<Kept>,
    /// The clauses that it refuses.
    pub refused: Vec<Refused>,
}

/// A ballot that was kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    /// The college.
    pub college: College,
    /// Its place among those of the college, from 1.
    pub place: i64,
    /// How it voted.
    pub ballot: Json<Ballot>,
    /// What it says of it.
    pub statement: String,
    /// What it comes to.
    pub verdict: Verdict,
    /// When it was kept.
    pub kept_at: DateTime<Utc>,
}

/// A clause that a college refuses.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Refused {
    /// The college.
    pub college: College,
    /// The clause.
    pub clause_id: ClauseId,
    /// Its handle in addresses.
    pub handle: i64,
    /// Why.
    pub reason: String,
}

/// A signature under an adopted text.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Signature {
    /// Its identifier.
    pub id: AdoptionSignatureId,
    /// For which college.
    pub college: College,
    /// For which association, if it is theirs.
    pub association_id: Option<AssociationId>,
    /// Its name.
    pub association: Option<String>,
    /// Who signed.
    pub name: String,
    /// As what.
    pub capacity: String,
    /// When.
    pub signed_on: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct Head {
    version_id: VersionId,
    sequence: i64,
    text_id: TextId,
    manifest: Vec<u8>,
    rules: Json<AdoptionRules>,
    seats: Json<Vec<Seat>>,
    weights_from: String,
    opened_at: DateTime<Utc>,
    outcome: Option<Concluded>,
    concluded_on: Option<NaiveDate>,
}

const HEAD: &str = "SELECT a.version_id, v.sequence, a.text_id, a.manifest, a.rules, a.seats,
        a.weights_from, a.opened_at, a.outcome, a.concluded_on
     FROM adoption a JOIN text_version v ON v.id = a.version_id WHERE a.version_id = $1";
const KEPT: &str = "SELECT college, place, ballot, statement, verdict, kept_at
     FROM adoption_college WHERE version_id = $1 ORDER BY college, place";
const REFUSED: &str = "SELECT r.college, r.clause_id, c.handle, r.reason
     FROM adoption_refusal r JOIN clause c ON c.id = r.clause_id
     LEFT JOIN version_entry e ON e.version_id = r.version_id AND e.clause_id = r.clause_id
     WHERE r.version_id = $1 ORDER BY r.college, e.position";
const SIGNED: &str = "SELECT s.id, s.college, s.association_id, a.name AS association, s.name,
        s.capacity, s.signed_on
     FROM adoption_signature s LEFT JOIN association a ON a.id = s.association_id
     WHERE s.version_id = $1 ORDER BY s.entered_at, s.id";

macro_rules! load {
    ($on:expr, $version:expr) => {{
        match maybe!($on => Head, HEAD, $version)? {
            None => Ok(None),
            Some(head) => {
                let kept = all!($on => Kept, KEPT, $version)?;
                let refused = all!($on => Refused, REFUSED, $version)?;
                let signatures = all!($on => Signature, SIGNED, $version)?;
                whole(head, &kept, &refused, signatures).map(Some)
            }
        }
    }};
}

/// The adoption of a version, if it was put before the colleges.
///
/// # Errors
/// When the database fails.
pub async fn of_version(db: &Db, version: VersionId) -> Result<Option<Adoption>, StoreError> {
    load!(db.reads(), version)
}

pub(super) async fn within(
    tx: &mut Tx,
    version: VersionId,
) -> Result<Option<Adoption>, StoreError> {
    load!(tx.on(), version)
}

/// The versions of a text that were put before the colleges, the latest first.
///
/// # Errors
/// When the database fails.
pub async fn of_text(db: &Db, text: TextId) -> Result<Vec<VersionId>, StoreError> {
    let rows = all!(
        db.reads() => (VersionId,),
        "SELECT a.version_id FROM adoption a JOIN text_version v ON v.id = a.version_id
         WHERE a.text_id = $1 ORDER BY v.sequence DESC",
        text,
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The adopted version that is in force, and its number.
///
/// # Errors
/// When the database fails.
pub async fn in_force(db: &Db, text: TextId) -> Result<Option<(VersionId, i64)>, StoreError> {
    maybe!(
        db.reads() => (VersionId, i64),
        "SELECT id, sequence FROM text_version WHERE text_id = $1 AND status = 'adopted'
         ORDER BY sequence DESC LIMIT 1",
        text,
    )
}

fn whole(
    head: Head,
    kept: &[Kept],
    refused: &[Refused],
    signatures: Vec<Signature>,
) -> Result<Adoption, StoreError> {
    let of = |rule: &CollegeRule| {
        let its = |college: College| college == rule.college;
        let ballots: Vec<Kept> = kept
            .iter()
            .filter(|one| its(one.college))
            .cloned()
            .collect();
        let clauses = refused.iter().filter(|one| its(one.college));
        let refused: Vec<Refused> = clauses.cloned().collect();
        CollegeState {
            rule: *rule,
            standing: Standing::of(ballots.last().map(|one| one.verdict), refused.len()),
            ballots,
            refused,
        }
    };
    Ok(Adoption {
        version_id: head.version_id,
        sequence: head.sequence,
        text_id: head.text_id,
        manifest: StoreError::hash(&head.manifest)?,
        colleges: head.rules.colleges().iter().map(of).collect(),
        rules: head.rules.0,
        seats: head.seats.0,
        weights_from: head.weights_from,
        opened_at: head.opened_at,
        concluded: head.outcome.zip(head.concluded_on),
        signatures,
    })
}

impl Adoption {
    /// A college, if it is asked.
    #[must_use]
    pub fn college(&self, college: College) -> Option<&CollegeState> {
        let mut all = self.colleges.iter();
        all.find(|one| one.rule.college == college)
    }

    /// Where the colleges stand, in the order of the rules.
    #[must_use]
    pub fn standings(&self) -> Vec<Standing> {
        self.colleges.iter().map(|one| one.standing).collect()
    }
}
