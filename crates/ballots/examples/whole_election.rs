//! Runs a whole election of invented voters and writes its archive.
//!
//! `cargo run -p palier-ballots --example whole_election -- PLAN FOLDER [GROUP]` writes
//! `FOLDER/UUID.bel`, in the group `BELENIOS-2048` unless another is named; the plans are `single`,
//! `weights`, `choices` and `threshold`. The scripts that have other software check our elections
//! call it.

#[path = "../tests/roles/whole.rs"]
#[expect(clippy::unwrap_used, reason = "an example that fails stops")]
#[expect(dead_code, reason = "the tests use more of it")]
mod whole;

use std::path::Path;
use std::process::ExitCode;

use palier_ballots::{Belenios2048, Ed25519, Group, Making};

/// The plans by name.
const PLANS: &[(&str, whole::Plan)] = &[
    ("single", whole::SIMPLE),
    ("weights", whole::WEIGHTS),
    ("choices", whole::UP_TO_THREE),
    ("threshold", whole::THRESHOLD),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (plan, folder, group) = match words.as_slice() {
        [plan, folder] => (plan, folder, Belenios2048::NAME),
        [plan, folder, group] => (plan, folder, group.as_str()),
        _ => {
            eprintln!("whole_election PLAN FOLDER [GROUP]");
            return ExitCode::FAILURE;
        }
    };
    let Some((_, plan)) = PLANS.iter().find(|(name, _)| name == plan) else {
        eprintln!("no plan {plan}");
        return ExitCode::FAILURE;
    };
    match group {
        Belenios2048::NAME => write::<Belenios2048>(plan, Path::new(folder)),
        Ed25519::NAME => write::<Ed25519>(plan, Path::new(folder)),
        _ => {
            eprintln!("no group {group}");
            ExitCode::FAILURE
        }
    }
}

fn write<G: Making>(plan: &whole::Plan, folder: &Path) -> ExitCode {
    let run = whole::run::<G>(plan, 1);
    let file = folder.join(format!("{}.bel", whole::UUID));
    if let Err(error) = std::fs::write(&file, &run.archive) {
        eprintln!("{}: {error}", file.display());
        return ExitCode::FAILURE;
    }
    println!("{:?}, {} ballots", run.result, run.ballots.len());
    ExitCode::SUCCESS
}
