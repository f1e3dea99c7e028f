//! Opening the sum: enough holders decrypted, their shares join the archive, and the whole of it is
//! verified as anybody verifies it before the result is kept.

use super::share::Handed;
use super::sum::Sum;
use super::tally::{checked, open, seconds};
use super::walk::{Pieces, Walk, Walked, through};
use super::{ClosingError, Ground};
use palier_ballots::archive::Step;
use palier_ballots::conduct::{self, append};
use palier_ballots::verify::Report;
use palier_ballots::wire::{ElectionText, EventType, QuestionText, parse};
use palier_ballots::{Belenios2048, Ed25519, Error, Group, Rule};
use palier_domain::election::official_record::figures::OnlineFigures;
use palier_store::election::freeze::{self, Freeze};
use palier_store::election::tally::{Check, OnlineResult};
use palier_store::election::{Election as Row, decryption};
use std::collections::HashMap;

/// A result that was opened and verified, ready to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The result.
    pub result: OnlineResult,
    /// What was checked, in short.
    pub checked: String,
}

/// Opens the result of an election and lets its archive go on with the shares and the result; done
/// before, it is verified once more and nothing is added. `progress` is told how many ballots are
/// checked, of how many.
///
/// # Errors
/// [`ClosingError`]; nothing was added then.
pub async fn result(
    ground: Ground<'_>,
    election: &Row,
    progress: impl Fn(usize, usize),
) -> Result<Opened, ClosingError> {
    let (boxed, group) = open(ground.polls, &election.handle).await?;
    let freeze = freeze::of(ground.db, election.id).await?;
    let freeze = freeze.ok_or(ClosingError::NotNow("the box is not frozen"))?;
    let shares = decryption::of(ground.db, election.id).await?;
    let valid = shares.iter().filter(|share| share.fault.is_none());
    let handed: Vec<Handed> = valid
        .filter_map(|share| Handed::read(&share.body))
        .collect();
    let all = usize::try_from(freeze.ballots).unwrap_or(usize::MAX);
    let seconds = seconds(&boxed);
    let told = |done: u64| progress(usize::try_from(done).unwrap_or(usize::MAX), all);
    let done = through(&boxed, told, move |pieces| {
        if group == Belenios2048::NAME {
            decrypt::<Belenios2048>(pieces, seconds, &handed)
        } else {
            decrypt::<Ed25519>(pieces, seconds, &handed)
        }
    });
    let done = done.await?;
    let (walked, now) = (&done.walked, ground.clock.now());
    walked.is_of(&freeze)?;
    if !walked.added.is_empty() {
        boxed
            .extend(&walked.from, &walked.added, &walked.to, now)
            .await?;
    }
    let (lists, figures) = figures(&done, &freeze)?;
    let rules = [Rule::BallotProofs, Rule::DecryptionProof];
    Ok(Opened {
        checked: checked(&walked.report, &rules),
        result: OnlineResult {
            lists,
            figures,
            checks: checks(&walked.report),
            head: walked.to.clone(),
            verified_at: now,
        },
    })
}

/// What going through the archive gave.
struct Done {
    walked: Walked,
    election: ElectionText,
    /// How many ballots were added up.
    ballots: u64,
}

fn decrypt<G: Group>(
    mut pieces: Pieces,
    seconds: u64,
    handed: &[Handed],
) -> Result<Done, ClosingError> {
    let mut walk = Walk::new(seconds);
    let mut kept: Vec<Step> = Vec::new();
    while let Some(piece) = pieces.next() {
        let more = walk.push(&piece, |step| {
            let wanted = matches!(step.event, EventType::Setup | EventType::EncryptedTally);
            kept.extend(wanted.then_some(step));
            Ok(())
        })?;
        pieces.tell(walk.ballots());
        if !more {
            break;
        }
    }
    let sum = Sum::<G>::of(&kept)?.ok_or(Error::NoTally)?;
    let setup = kept.first().and_then(|step| step.records.first());
    let election = parse(&setup.ok_or(Error::Missing)?.body)?;
    let added = match walk.stage() {
        Some(EventType::Result) => Vec::new(),
        _ => opened(&walk, &sum, handed)?,
    };
    Ok(Done {
        ballots: sum.ballots,
        walked: walk.finish(added)?,
        election,
    })
}

/// The shares and the result, as the archive goes on with them.
fn opened<G: Group>(
    walk: &Walk,
    sum: &Sum<G>,
    handed: &[Handed],
) -> Result<Vec<Vec<u8>>, ClosingError> {
    let (mut writer, mut added, mut factors) = (walk.writer(), Vec::new(), HashMap::new());
    for Handed { owner, decryption } in handed {
        factors.insert(*owner, sum.check(*owner, decryption)?);
        added.push(append::partial_decryption(&mut writer, *owner, decryption)?);
    }
    let result = conduct::result::<G>(&sum.ciphertexts, sum.weight, &sum.trustees, &factors)?;
    added.push(append::result(&mut writer, &result)?);
    Ok(added)
}

/// The figures of the record, and the lists that they are of.
fn figures(done: &Done, freeze: &Freeze) -> Result<(Vec<String>, OnlineFigures), ClosingError> {
    let none = || ClosingError::NotNow("the archive gives no result for one question");
    let rows = done.walked.report.result.as_deref().unwrap_or_default();
    let (Some(row), Some(QuestionText::Homomorphic(question))) =
        (rows.first(), done.election.questions.first())
    else {
        return Err(none());
    };
    let (blank, votes) = match question.blank {
        Some(true) => row.split_first().map(|(blank, votes)| (*blank, votes)),
        _ => Some((0, &row[..])),
    }
    .ok_or_else(none)?;
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    let figures = OnlineFigures {
        marks: count(freeze.marks),
        ballots: done.ballots,
        votes: votes.to_vec(),
        blank,
        in_grace: count(freeze.late),
    };
    Ok((question.answers.clone(), figures))
}

fn checks(report: &Report) -> Vec<Check> {
    let check = |check: &palier_ballots::verify::Check| Check {
        rule: check.rule.name().to_owned(),
        done: check.done,
        of: check.of,
    };
    report.checks.iter().map(check).collect()
}
