//! `palier text diff`: what goes as `[-…-]`, what comes as `{+…+}`, clause by clause.

use super::files::{Diff, numbered, print, read};
use super::name::Names;
use crate::cli::Failure;
use palier_domain::charter::align::align;
use palier_domain::charter::compare::compare;
use palier_domain::charter::grammar::ParsedText;
use palier_domain::charter::shown::plain;

/// Prints the clauses that differ; nothing when none does.
pub(super) fn diff(options: &Diff) -> Result<(), Failure> {
    let (old, new) = (read(&options.old)?, read(&options.new)?);
    let pairs = align(&numbered(&old), &new.clauses);
    let (old_names, new_names) = (names(&old), names(&new));
    let mut told = String::new();
    for one in compare(&sources(&old), &sources(&new), &pairs) {
        if one.is_same() {
            continue;
        }
        let name = match (one.new, one.old) {
            (Some(new), _) => &new_names[new],
            (None, Some(old)) => &old_names[old],
            (None, None) => continue,
        };
        told.push_str(&format!("{name}\n"));
        for line in plain(&one.runs).lines() {
            told.push_str(&format!("    {line}\n"));
        }
    }
    print(&told)
}

fn names(text: &ParsedText) -> Vec<String> {
    Names::of(
        text.clauses
            .iter()
            .map(|clause| (clause.kind, clause.source.as_str())),
    )
}

fn sources(text: &ParsedText) -> Vec<&str> {
    text.clauses
        .iter()
        .map(|clause| clause.source.as_str())
        .collect()
}
