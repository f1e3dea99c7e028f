//! What was typed in the form of a consultation, read field by field.

use super::form::Sent;
use crate::charter::load::charter;
use crate::consultation::problem::ConsultationProblem;
use crate::election::desk::typed::{TITLE, line};
use crate::site::context::Ctx;
use crate::site::dates::zone_of;
use crate::site::error::AppError;
use crate::site::forms::Complaint;
use crate::site::problem::Problem;
use chrono::{DateTime, NaiveDateTime, Utc};
use palier_domain::election::consultation::ballot::{Answer, Ballot, BallotError};
use palier_domain::election::consultation::ratio::Ratio;
use palier_domain::election::consultation::stage::{Hours, HoursError};
use palier_domain::election::consultation::{Colleges, MajorityOf, RuleSet};
use palier_domain::id::VersionId;
use palier_store::consultation::Draft;
use palier_store::landlord::Landlord;

/// The most characters of what it is about.
const BODY: usize = 20_000;
/// The most characters of a question or an answer.
const QUESTION: usize = 300;

/// The version of the landlord's charter that could be put to the vote.
///
/// # Errors
/// When the database does not answer.
pub async fn version(ctx: &Ctx, landlord: &Landlord) -> Result<Option<VersionId>, AppError> {
    match charter(ctx, landlord).await {
        Ok(found) => Ok(Some(found.text.version_id)),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The consultation as it was typed.
///
/// # Errors
/// The first field that is wrong.
pub fn draft(
    sent: &Sent,
    zone: &str,
    version: Option<VersionId>,
    now: DateTime<Utc>,
) -> Result<Draft, Complaint> {
    let title = line("title", &sent.title, TITLE)?;
    if title.is_empty() {
        return Err(Complaint::about("title", Problem::Empty));
    }
    let found = sent.body.chars().count();
    if found > BODY {
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (max, found) = (number(BODY), number(found));
        return Err(Complaint::about("body", Problem::TooLong { max, found }));
    }
    Ok(Draft {
        title,
        body: sent.body.replace("\r\n", "\n"),
        version_id: version.filter(|_| sent.charter == "true"),
        ballot: ballot(sent)?,
        rules: rules(sent)?,
        hours: hours(sent, zone, now)?,
    })
}

fn ballot(sent: &Sent) -> Result<Ballot, Complaint> {
    let answers = sent
        .answers
        .lines()
        .map(|one| line("answers", one, QUESTION));
    let answers: Vec<String> = answers.collect::<Result<_, _>>()?;
    let answers: Vec<String> = answers.into_iter().filter(|one| !one.is_empty()).collect();
    let answer = if answers.is_empty() {
        Answer::YesNo
    } else {
        let most = sent.most.trim().parse().unwrap_or_default();
        Answer::Choose { answers, most }
    };
    let ballot = Ballot {
        question: line("question", &sent.question, QUESTION)?,
        answer,
    };
    ballot.check().map_err(|error| {
        let field = match error {
            BallotError::NoQuestion => "question",
            BallotError::Answers(_) | BallotError::Twice => "answers",
            BallotError::Most(_) => "most",
        };
        Complaint::about(field, ConsultationProblem::from(error))
    })?;
    Ok(ballot)
}

fn rules(sent: &Sent) -> Result<RuleSet, Complaint> {
    let quorum = match sent.quorum.trim() {
        "" => None,
        typed => Some(ratio("quorum", typed)?),
    };
    Ok(RuleSet {
        quorum,
        majority: ratio("majority", &sent.majority)?,
        of: match sent.of.as_str() {
            "voters" => MajorityOf::Voters,
            "electors" => MajorityOf::Electors,
            _ => MajorityOf::Expressed,
        },
        colleges: match sent.colleges.as_str() {
            "each" => Colleges::Each,
            _ => Colleges::Together,
        },
        ..RuleSet::default()
    })
}

/// "1/3" is reached, "> 1/2" is passed.
fn ratio(field: &str, typed: &str) -> Result<Ratio, Complaint> {
    let wrong = || Complaint::about(field, ConsultationProblem::NotARatio);
    let typed: String = typed.split_whitespace().collect();
    let (passed, part) = match typed.strip_prefix('>') {
        Some(part) => (true, part),
        None => (false, typed.as_str()),
    };
    let (upper, lower) = part.split_once('/').ok_or_else(wrong)?;
    let (upper, lower) = upper
        .parse()
        .ok()
        .zip(lower.parse().ok())
        .ok_or_else(wrong)?;
    let made = if passed {
        Ratio::more_than(upper, lower)
    } else {
        Ratio::at_least(upper, lower)
    };
    made.map_err(|_| wrong())
}

/// A fraction as the form takes it.
#[must_use]
pub fn written(ratio: Ratio) -> String {
    let sign = if ratio.is_passed() { "> " } else { "" };
    format!("{sign}{}/{}", ratio.numerator(), ratio.denominator())
}

fn hours(sent: &Sent, zone: &str, now: DateTime<Utc>) -> Result<Hours, Complaint> {
    let hours = Hours {
        roll_closes_at: hour("roll_closes", &sent.roll_closes, zone)?,
        opens_at: hour("opens", &sent.opens, zone)?,
        closes_at: hour("closes", &sent.closes, zone)?,
    };
    hours.check(now).map_err(|error| {
        let field = match error {
            HoursError::Past => "roll_closes",
            HoursError::OpensTooSoon => "opens",
            HoursError::ClosesTooSoon => "closes",
        };
        Complaint::about(field, ConsultationProblem::from(error))
    })?;
    Ok(hours)
}

/// A civil hour as browsers send it, or as people write it.
fn hour(field: &str, typed: &str, zone: &str) -> Result<DateTime<Utc>, Complaint> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Complaint::about(field, Problem::Empty));
    }
    let read = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(typed, format).ok());
    let local = read.and_then(|read| read.and_local_timezone(zone_of(zone)).earliest());
    local
        .map(|local| local.with_timezone(&Utc))
        .ok_or_else(|| Complaint::about(field, Problem::NotADate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_read_as_it_is_written() {
        for typed in ["1/3", "> 1/2", "1/1"] {
            assert_eq!(written(ratio("quorum", typed).unwrap()), typed);
        }
        for wrong in ["", "half", "3/2", ">1/1", "1/0", "1"] {
            assert!(ratio("quorum", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_hour_is_the_landlords() {
        let at = hour("opens", "2030-12-06T08:00", "Europe/Paris").unwrap();
        assert_eq!(at.to_rfc3339(), "2030-12-06T07:00:00+00:00");
        let same = hour("opens", "06/12/2030 08:00", "Europe/Paris").unwrap();
        assert_eq!(same, at);
    }
}
