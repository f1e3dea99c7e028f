//! `palier text merge`: copies of a text, each amended by somebody, put together.
//!
//! Nothing but the set of files decides: copies are put in the order of what they say, and named in
//! the order of their names.

use super::conflicts::{Clash, clashes};
use super::files::{self, numbered, print, read};
use crate::cli::Failure;
use palier_domain::charter::align::operations;
use palier_domain::charter::merge::{Fate, Lapse, Merge, merge as merged};
use palier_domain::charter::operation::{AmendmentOps, BaseClause};
use palier_domain::id::AmendmentId;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::ExitCode;
use uuid::Uuid;

/// What the JSON of this command looks like.
const SCHEMA: u32 = 1;

/// The copies as amendments, and their files.
pub(super) struct Copies {
    pub amendments: Vec<AmendmentOps>,
    pub names: BTreeMap<AmendmentId, String>,
}

/// Prints the merged text, or the conflicts: then 1.
pub(super) fn merge(options: &files::Merge) -> ExitCode {
    match told(options) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("palier: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn told(options: &files::Merge) -> Result<ExitCode, Failure> {
    let text = read(&options.base)?;
    let base = numbered(&text);
    let copies = copies(options, &base)?;
    let merge = merged(&base, &copies.amendments);
    let notes = notes(&merge, &copies)?;
    let clashes = clashes(&base, &merge, &copies);
    let code = ExitCode::from(u8::from(!clashes.is_empty()));
    if options.json {
        let text = clashes.is_empty().then(|| merge.print(&text.prefix));
        print(&format!("{}\n", as_json(text, &clashes, &merge, &copies)))?;
        return Ok(code);
    }
    for note in notes {
        eprintln!("palier: {note}");
    }
    if clashes.is_empty() {
        print(&merge.print(&text.prefix))?;
    } else {
        print(&clashes.iter().map(ToString::to_string).collect::<String>())?;
    }
    Ok(code)
}

fn copies(options: &files::Merge, base: &[BaseClause]) -> Result<Copies, Failure> {
    let mut read_all = Vec::new();
    for path in &options.amended {
        let text = read(path)?;
        read_all.push((text.print(), path.display().to_string(), text));
    }
    read_all.sort_by(|(a, a_name, _), (b, b_name, _)| (a, a_name).cmp(&(b, b_name)));
    read_all.dedup_by(|(a, a_name, _), (b, b_name, _)| (a, a_name) == (b, b_name));
    let mut copies = Copies {
        amendments: Vec::new(),
        names: BTreeMap::new(),
    };
    for (number, (_, name, text)) in (1..).zip(read_all) {
        let amendment = AmendmentId(Uuid::from_u128(number));
        copies.names.insert(amendment, name);
        copies.amendments.push(AmendmentOps {
            amendment,
            operations: operations(base, &text.clauses),
        });
    }
    Ok(copies)
}

/// What is to be known of copies of which nothing is in the merged text.
fn notes(merge: &Merge, copies: &Copies) -> Result<Vec<String>, Failure> {
    let mut notes = Vec::new();
    for (amendment, fate) in &merge.fates {
        let name = &copies.names[amendment];
        match fate {
            Fate::Merged { .. } | Fate::Conflicting { .. } => {}
            Fate::Lapsed {
                reason: Lapse::ChangesNothing,
            } => {
                notes.push(format!("{name} changes nothing"));
            }
            Fate::Lapsed {
                reason: Lapse::TypographyOnly,
            } => notes.push(format!(
                "{name} changes typography alone, at places where others change more: left out"
            )),
            Fate::Lapsed { reason } => {
                return Err(Failure::new(format!("{name} cannot be merged: {reason:?}")));
            }
        }
    }
    notes.sort();
    Ok(notes)
}

fn as_json(text: Option<String>, clashes: &[Clash], merge: &Merge, copies: &Copies) -> Value {
    let mut files: Vec<(&String, &str)> = copies
        .names
        .iter()
        .map(|(amendment, name)| {
            let fate = match merge.fates.get(amendment) {
                Some(Fate::Merged { .. }) => "merged",
                Some(Fate::Conflicting { .. }) => "conflicting",
                Some(Fate::Lapsed { .. }) | None => "nothing to merge",
            };
            (name, fate)
        })
        .collect();
    files.sort_unstable();
    let files: Vec<Value> = files
        .into_iter()
        .map(|(file, fate)| json!({ "file": file, "fate": fate }))
        .collect();
    let conflicts: Vec<Value> = clashes.iter().map(Clash::as_json).collect();
    json!({ "schema": SCHEMA, "merged": text, "conflicts": conflicts, "files": files })
}
