//! `palier election verify`.

use super::Verify;
use super::pieces::Pieces;
use palier_ballots::archive::Head;
use palier_ballots::verify::{Options, Report, Verdict, Verifier};
use palier_ballots::wire::EventType;
use palier_ballots::{Refusal, Rule};
use std::path::Path;
use std::process::ExitCode;

/// Verifies an archive and prints what was checked.
pub(super) fn verify(options: &Verify) -> ExitCode {
    let report = report(options).unwrap_or_else(|report| *report);
    if options.json {
        match serde_json::to_string(&report) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("palier: {error}"),
        }
    } else {
        print!("{}", text(&report));
    }
    ExitCode::from(match report.verdict {
        Verdict::Valid => 0,
        Verdict::Refused => 1,
        Verdict::Unreadable => 2,
    })
}

/// The report on the archive, or the one on what could not even be read.
fn report(options: &Verify) -> Result<Report, Box<Report>> {
    let after = options.after.as_deref().map(head).transpose()?;
    let mut verifier = Verifier::new(Options {
        legacy: options.legacy,
        finished: options.finished,
        after,
    });
    let mut pieces = open(&options.archive)?;
    for piece in pieces.by_ref() {
        if !verifier.push(&piece) {
            break;
        }
    }
    whole(pieces, &options.archive)?;
    Ok(verifier.finish())
}

/// The head of the earlier copy.
fn head(path: &Path) -> Result<Head, Box<Report>> {
    let mut pieces = open(path)?;
    let head = Head::read(pieces.by_ref());
    whole(pieces, path)?;
    head.map_err(|refusal| {
        let record = format!("{}, {}", path.display(), refusal.record);
        let verdict = match refusal.rule {
            Rule::Beginning => Verdict::Unreadable,
            _ => Verdict::Refused,
        };
        let report = Report::unreadable(Refusal { record, ..refusal });
        Box::new(Report { verdict, ..report })
    })
}

fn open(path: &Path) -> Result<Pieces, Box<Report>> {
    Pieces::open(path).map_err(|error| unreadable(path, &error))
}

/// Says so if the file could not be read to its end.
fn whole(pieces: Pieces, path: &Path) -> Result<(), Box<Report>> {
    match pieces.failure() {
        None => Ok(()),
        Some(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Box<Report> {
    Box::new(Report::unreadable(Refusal {
        record: path.display().to_string(),
        rule: Rule::Beginning,
        culprit: error.to_string(),
    }))
}

/// The report as lines; the last one says what was checked.
fn text(report: &Report) -> String {
    let mut lines = Vec::new();
    if let (Some(uuid), Some(group)) = (&report.uuid, report.group) {
        lines.push(format!("election {uuid}, group {group}"));
    }
    for check in &report.checks {
        lines.push(format!("{}: {} of {}", check.rule, check.done, check.of));
    }
    for tolerated in &report.tolerated {
        lines.push(format!("not counted, and not needed: {tolerated}"));
    }
    if let Some(result) = &report.result {
        lines.push(format!("result {result:?}"));
    }
    lines.push(last_line(report));
    lines.join("\n") + "\n"
}

fn last_line(report: &Report) -> String {
    let ballots = report.check(Rule::BallotProofs);
    let checked = format!("{} of {} ballots checked", ballots.done, ballots.of);
    match (&report.refusal, report.stage) {
        (Some(refusal), _) if report.verdict == Verdict::Unreadable => {
            format!("unreadable: {}: {}", refusal.record, refusal.culprit)
        }
        (Some(refusal), _) => format!("refused, {checked}: {refusal}"),
        (None, Some(EventType::Result)) => {
            let decryptions = report.check(Rule::DecryptionProof);
            let (done, of) = (decryptions.done, decryptions.of);
            format!("valid: {checked}, {done} of {of} partial decryptions, the result recomputed")
        }
        (None, Some(stage)) => format!("unfinished, stage {stage}"),
        (None, None) => "unfinished, no stage".to_owned(),
    }
}
