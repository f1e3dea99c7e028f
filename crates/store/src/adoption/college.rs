//! Keeping how a college voted.

use super::read::within;
use super::{Adoption, AdoptionError, CollegeState, hers, open};
use crate::amendment::{self, By};
use crate::consultation::college::colleges_within;
use crate::consultation::{self, Consultation};
use crate::dispatch::run;
use crate::{Tx, journal};
use chrono::{DateTime, NaiveDate, Utc};
use palier_domain::charter::adoption::ballot::{Ballot, Voice};
use palier_domain::charter::adoption::rules::CollegeRule;
use palier_domain::charter::adoption::task::Task;
use palier_domain::charter::amendment::college::College;
use palier_domain::charter::status::VersionStatus;
use palier_domain::election::consultation::Verdict;
use palier_domain::election::consultation::ballot::Answer;
use palier_domain::id::{ConsultationId, TextId};
use serde_json::json;
use sqlx::types::Json;

use crate::consultation::college::Source;

/// How a college voted, as it is given.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// In secret, by a consultation on that version, which is decided.
    Consultation(ConsultationId),
    /// Each association under its name.
    Named(&'a [Voice]),
    /// The landlord's board.
    Board {
        /// When it deliberated.
        held_on: NaiveDate,
        /// Its members.
        members: u32,
        /// For.
        ayes: u32,
        /// Against.
        noes: u32,
        /// Neither.
        abstentions: u32,
    },
}

/// Keeps how a college voted, with what it says of it, and judges it; `today` is the landlord's day.
///
/// # Errors
/// [`AdoptionError`]; a ballot that decided is kept once, so of two who keep one is told.
pub async fn keep(
    tx: &mut Tx,
    (text, college): (TextId, College),
    (given, statement): (Given<'_>, &str),
    by: By<'_>,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Verdict, AdoptionError> {
    hers(Task::Keep(college), by)?;
    let adoption = held(tx, text).await?;
    let state = adoption
        .college(college)
        .ok_or(AdoptionError::NotAsked(college))?;
    if !state.standing.takes_a_ballot() {
        return Err(AdoptionError::Voted(college));
    }
    let ballot = ballot(tx, &adoption, state, given).await?;
    let statement = statement.trim();
    let verdict = ballot.verdict(&state.rule, statement, today)?;
    let place = state.ballots.last().map_or(1, |last| last.place + 1);
    run!(
        tx.on(),
        "INSERT INTO adoption_college (version_id, college, place, ballot, statement, verdict,
            kept_by, kept_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        adoption.version_id,
        college,
        place,
        Json(&ballot),
        statement,
        verdict,
        by.account(),
        now,
    )
    .map_err(AdoptionError::from)?;
    let data = json!({
        "version": adoption.version_id, "college": college, "place": place, "ballot": ballot,
        "statement": statement, "verdict": verdict, "by": by.account(),
    });
    let (chain, id) = (journal::of_text(text), adoption.version_id.0);
    journal::append(tx, &chain, "adoption.voted", Some(id), &data, now).await?;
    Ok(verdict)
}

/// The adoption of the version that is before the colleges, with its text held.
pub(super) async fn held(tx: &mut Tx, text: TextId) -> Result<Adoption, AdoptionError> {
    amendment::hold_text(tx, text).await?;
    let (version, status) = open::latest(tx, text).await?;
    if status != VersionStatus::Submitted {
        return Err(AdoptionError::NotNow);
    }
    within(tx, version).await?.ok_or(AdoptionError::NotNow)
}

async fn ballot(
    tx: &mut Tx,
    adoption: &Adoption,
    state: &CollegeState,
    given: Given<'_>,
) -> Result<Ballot, AdoptionError> {
    Ok(match given {
        Given::Named(voices) => Ballot::Named {
            seats: adoption.seats.clone(),
            voices: voices.to_vec(),
        },
        Given::Board {
            held_on,
            members,
            ayes,
            noes,
            abstentions,
        } => Ballot::Board {
            held_on,
            members,
            ayes,
            noes,
            abstentions,
        },
        Given::Consultation(id) => {
            let found = consultation::held(tx, id).await?;
            let kept_before = state.ballots.iter().any(|one| {
                matches!(&one.ballot.0, Ballot::Secret { consultation, .. }
                    if *consultation == found.handle)
            });
            if kept_before {
                return Err(AdoptionError::NoResult);
            }
            secret(tx, adoption, &state.rule, &found).await?
        }
    })
}

/// The ballot of a consultation: on that version, yes or no, with a college of these people.
async fn secret(
    tx: &mut Tx,
    adoption: &Adoption,
    rule: &CollegeRule,
    found: &Consultation,
) -> Result<Ballot, AdoptionError> {
    let none = AdoptionError::NoResult;
    let on_it = found.version_id == Some(adoption.version_id);
    let (true, Answer::YesNo, Some(outcome)) = (on_it, &found.ballot.answer, &found.outcome) else {
        return Err(none);
    };
    let wanted = match rule.college {
        College::Tenants => Source::Tenants,
        College::Associations => Source::Associations,
        College::Landlord => Source::Landlord,
    };
    let colleges = colleges_within(tx, found.id).await?;
    let of_them = |source: Source| source == wanted || source == Source::Listed;
    let place = match &colleges[..] {
        [only] => of_them(only.source).then_some(0),
        several => several.iter().position(|one| one.source == wanted),
    };
    let electors: Vec<u64> = colleges
        .iter()
        .map(|one| u64::try_from(one.electors.unwrap_or_default()).unwrap_or_default())
        .collect();
    let asked = (&found.rules.0, &outcome.0);
    let place = (place.ok_or(none)?, &electors[..]);
    Ok(Ballot::secret(&found.handle, asked, place, rule)?)
}
