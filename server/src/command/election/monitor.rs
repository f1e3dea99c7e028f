//! `palier election monitor`: an archive watched from outside.

mod changed;
mod fetch;
mod folder;

use super::options::Monitor;
use crate::cli::Failure;
use folder::Folder;
use palier_ballots::Rule;
use palier_ballots::verify::{Options, Report, Verdict, Verifier};
use palier_ballots::wire::EventType;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// What became of one look at an archive.
enum Outcome {
    /// It is right: what is said.
    Right(String),
    /// It is wrong: what is said.
    Wrong(String),
}

/// Fetches an archive and compares it with the last copy.
pub(super) fn monitor(options: &Monitor) -> ExitCode {
    match look(options) {
        Ok(Outcome::Right(said)) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Ok(Outcome::Wrong(said)) => {
            println!("{said}");
            ExitCode::FAILURE
        }
        Err(failure) => {
            eprintln!("palier: {failure}");
            ExitCode::from(2)
        }
    }
}

fn look(options: &Monitor) -> Result<Outcome, Failure> {
    let folder = Folder::open(&options.dir)?;
    let last = folder.last()?;
    let fetched = folder.incoming()?;
    let limit = options.limit.saturating_mul(1 << 20);
    let patience = Duration::from_secs(options.timeout);
    fetch::fetch(&options.url, fetched.file(), limit, patience)?;
    let after = last.as_ref().map(|last| last.head.clone());
    let report = verify(fetched.path(), after)?;
    let events = report.head.events.len();
    let known = last.as_ref().map_or(0, |last| last.head.events.len());
    match report.verdict {
        Verdict::Unreadable => Err(Failure::new(format!(
            "what {} serves is no archive of an election",
            options.url
        ))),
        // What stands in the last copy is all there: only the end is not complete yet.
        Verdict::Refused if events >= known && torn(&report, fetched.path())? => {
            Err(Failure::new(format!(
                "what {} serves ends in the middle of an addition: look again in a minute",
                options.url
            )))
        }
        Verdict::Refused => {
            let gone = match (&report.refusal, &last) {
                (Some(refusal), Some(last)) if refusal.rule == Rule::Extends => {
                    changed::told(&last.archive, fetched.path())?
                }
                _ => Vec::new(),
            };
            let kept = folder.keep_refused(&fetched)?;
            Ok(Outcome::Wrong(wrong(&report, &gone, &kept)))
        }
        Verdict::Valid => {
            let stage = report
                .stage
                .map_or(String::new(), |stage| format!(", stage {stage}"));
            let before = last.map(|last| last.head.events.len());
            if before == Some(events) {
                return Ok(Outcome::Right(format!("unchanged: {events} events{stage}")));
            }
            let kept = folder.keep(&fetched, &report.head)?;
            let kept = kept.display();
            let ballots = report.check(Rule::BallotProofs).done;
            Ok(Outcome::Right(match before {
                None => {
                    format!("first copy: {events} events, {ballots} ballots{stage}; kept as {kept}")
                }
                Some(before) => format!(
                    "grown from {before} to {events} events, {ballots} ballots{stage}; kept as {kept}"
                ),
            }))
        }
    }
}

/// Verifies a copy, also against the head of the last one.
fn verify(path: &Path, after: Option<palier_ballots::archive::Head>) -> Result<Report, Failure> {
    let unreadable =
        |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut verifier = Verifier::new(Options {
        after,
        ..Options::default()
    });
    let mut pieces = super::pieces::Pieces::open(path).map_err(unreadable)?;
    for piece in pieces.by_ref() {
        if !verifier.push(&piece) {
            break;
        }
    }
    pieces
        .failure()
        .map_or(Ok(()), |error| Err(unreadable(error)))?;
    Ok(verifier.finish())
}

/// Whether nothing is wrong but that the end of the archive is not complete.
fn torn(report: &Report, path: &Path) -> Result<bool, Failure> {
    let rule = report.refusal.as_ref().map(|refusal| refusal.rule);
    let of_the_end = matches!(rule, Some(Rule::RecordBytes | Rule::References));
    Ok(of_the_end && changed::torn(path)?)
}

/// What is wrong, in lines.
fn wrong(report: &Report, gone: &[String], kept: &Path) -> String {
    let refusal = report.refusal.as_ref();
    let mut lines = vec![match refusal {
        Some(refusal) if refusal.rule == Rule::Extends => {
            format!(
                "the archive does not extend the last copy: {}",
                refusal.culprit
            )
        }
        Some(refusal) => format!("the archive is refused: {refusal}"),
        None => "the archive is refused".to_owned(),
    }];
    lines.extend_from_slice(gone);
    if report.stage == Some(EventType::Ballot) && !gone.is_empty() {
        lines.push("the vote goes on: whoever cast such a ballot should be told".to_owned());
    }
    lines.push(format!("kept as evidence: {}", kept.display()));
    lines.join("\n")
}
