//! `palier text merge`, `diff` and `replay`: texts by files alone, without configuration or database.

use super::{diff, merge, replay};
use crate::cli::Failure;
use crate::command::{by_hand, utf8};
use clap::{Args, Subcommand};
use palier_domain::charter::grammar::{ParsedText, parse};
use palier_domain::charter::operation::BaseClause;
use palier_domain::id::{ClauseId, RevisionId};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use uuid::Uuid;

/// What is done with texts by files alone.
#[derive(Debug, Subcommand)]
pub enum Files {
    /// Merge amended copies of a text, in whatever order; 0 with the merged text, 1 with the conflicts
    Merge(Merge),
    /// Show what a text changes in another, word by word
    Diff(Diff),
    /// Make an adopted text again from its first version and the decisions, and compare
    Replay(Replay),
}

/// Options of `palier text merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// Say it as JSON
    #[arg(long)]
    pub json: bool,
    /// The text that was amended
    pub base: PathBuf,
    /// Copies of it, each with the changes of one amendment
    #[arg(required = true)]
    pub amended: Vec<PathBuf>,
}

/// Options of `palier text diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// What was
    pub old: PathBuf,
    /// What is
    pub new: PathBuf,
}

/// Options of `palier text replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// The export of the process, JSON
    pub export: PathBuf,
}

/// Runs a command about texts in files.
#[must_use]
pub fn run(command: &Files) -> ExitCode {
    match command {
        Files::Merge(options) => merge::merge(options),
        Files::Diff(options) => by_hand::exit(diff::diff(options)),
        Files::Replay(options) => by_hand::exit(replay::replay(options)),
    }
}

/// A text out of a file, cut into clauses.
pub(super) fn read(path: &Path) -> Result<ParsedText, Failure> {
    parse(&utf8(path)?).map_err(|errors| {
        let lines = errors
            .iter()
            .map(|error| format!("{}: {error}", path.display()));
        Failure::new(lines.collect::<Vec<_>>().join("\n"))
    })
}

/// Its clauses under ids of this run alone: files carry none.
pub(super) fn numbered(text: &ParsedText) -> Vec<BaseClause> {
    let clauses = (1..).zip(&text.clauses).map(|(number, clause)| BaseClause {
        clause: ClauseId(Uuid::from_u128(number)),
        revision: RevisionId(Uuid::from_u128(number)),
        kind: clause.kind,
        source: clause.source.clone(),
    });
    clauses.collect()
}

/// Writes to the standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    std::io::stdout()
        .write_all(text.as_bytes())
        .map_err(|e| Failure::new(format!("cannot write: {e}")))
}
