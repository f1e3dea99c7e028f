//! Everything that is known of an election once it is counted.

use super::outcome::{Outcome, Stood, outcome};
use crate::account::standing;
use crate::election::load::{Found, found};
use crate::site::{context::Ctx, error::AppError};
use chrono::NaiveDate;
use palier_domain::account::role::Quality;
use palier_domain::election::challenge::ChallengeOutcome;
use palier_domain::election::official_record::figures::Figures;
use palier_domain::election::stage::step::ElectionRole;
use palier_domain::election::stage::{Stage, StageDates};
use palier_domain::id::CandidateListId;
use palier_store::Db;
use palier_store::candidate_list::{self, CandidateList};
use palier_store::election;
use palier_store::election::challenge::{self, Challenge};
use palier_store::election::count::{self, Count};
use palier_store::election::vacancy::{self, Vacancy};
use std::collections::BTreeSet;

/// A counted election.
pub struct Known {
    /// The election, and what the reader is in it.
    pub found: Found,
    /// The count.
    pub count: Count,
    /// The lists that stood, in the drawn order.
    pub stood: Vec<Stood>,
    /// Those who left their seats since.
    pub left: Vec<Vacancy>,
    /// The days of its steps, those that run from the count too.
    pub dates: Option<StageDates>,
    /// What a court said that annulled the election.
    pub annulled: Option<Annulled>,
}

/// A court's word that annulled an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annulled {
    /// When.
    pub on: NaiveDate,
    /// What it said, in short.
    pub words: String,
}

impl Annulled {
    /// The decision that annulled, among all challenges.
    fn among(challenges: Vec<Challenge>) -> Option<Self> {
        let annuls = |one: &Challenge| one.outcome == Some(ChallengeOutcome::Annulled);
        let found = challenges.into_iter().find(annuls)?;
        Some(Self {
            on: found.decided_on?,
            words: found.decision,
        })
    }
}

impl Known {
    /// The figures.
    #[must_use]
    pub fn figures(&self) -> &Figures {
        &self.count.figures.0
    }

    /// The result as it was on the day of the count.
    ///
    /// # Errors
    /// When the count makes none: it was kept with its seats settled, so that is a mistake of ours.
    pub fn at_first(&self) -> Result<Outcome, AppError> {
        self.outcome(&BTreeSet::new())
    }

    /// The result as it stands, with those who followed.
    ///
    /// # Errors
    /// As [`Known::at_first`].
    pub fn now(&self) -> Result<Outcome, AppError> {
        let left = self.left.iter().map(|one| (one.list_id, one.place));
        self.outcome(&left.collect())
    }

    /// The lists that the reader is an agent of: those of associations that she speaks for.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn agent_of(&self, ctx: &Ctx) -> Result<Vec<CandidateListId>, AppError> {
        let standing = standing::of(ctx, &self.found.landlord).await?;
        let mine = |list: &CandidateList| {
            list.association_id.is_some_and(|association| {
                standing
                    .qualities
                    .contains(&Quality::Association(association))
            })
        };
        let lists = self.stood.iter().map(|(list, _)| list);
        Ok(lists
            .filter(|list| mine(list))
            .map(|list| list.id)
            .collect())
    }

    fn outcome(&self, left: &BTreeSet<(CandidateListId, i64)>) -> Result<Outcome, AppError> {
        let protocol = &self.found.election.protocol.0;
        let lots = &self.count.lots.0;
        outcome(protocol, &self.stood, self.figures(), lots, left)
            .map_err(|error| AppError::internal(&error))
    }
}

/// Whether somebody runs the election in one of the roles that see a result before it is posted.
#[must_use]
pub fn runs(found: &Found) -> bool {
    let roles = [
        ElectionRole::ElectionOfficer,
        ElectionRole::Commission,
        ElectionRole::TallyBoard,
    ];
    roles.into_iter().any(|role| found.is(role))
}

/// The result of an election, once it is posted.
///
/// # Errors
/// When nothing is posted yet, or the database does not answer.
pub async fn posted(ctx: &Ctx, slug: &str, handle: &str) -> Result<Known, AppError> {
    let found = found(ctx, slug, handle).await?;
    if found.election.stage < Stage::Proclaimed {
        return Err(AppError::NotFound);
    }
    of(&ctx.site.db, found).await
}

/// Everything that is known of a counted election.
///
/// # Errors
/// When there is no count, or the database does not answer.
pub async fn of(db: &Db, found: Found) -> Result<Known, AppError> {
    let id = found.election.id;
    let count = count::of(db, id).await?.ok_or(AppError::NotFound)?;
    let mut stood = Vec::new();
    for list in candidate_list::admitted(db, id).await? {
        let names = candidate_list::candidates(db, list.id).await?;
        stood.push((list, names));
    }
    Ok(Known {
        left: vacancy::of(db, id).await?,
        dates: election::dates(db, &found.election).await?,
        annulled: Annulled::among(challenge::of(db, id).await?),
        found,
        count,
        stood,
    })
}
