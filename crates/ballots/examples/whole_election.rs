//! Runs a whole election of invented voters and writes its archive.
//!
//! `cargo run -p palier-ballots --example whole_election -- PLAN FOLDER` writes `FOLDER/UUID.bel` in the
//! group `BELENIOS-2048`; the plans are `single`, `weights`, `choices` and
//! `threshold`. The script that has other
//! software check our elections calls it.

#[path = "../tests/roles/whole.rs"]
#[expect(clippy::unwrap_used, reason = "an example that fails stops")]
#[expect(dead_code, reason = "the tests use more of it")]
mod whole;

use std::path::Path;
use std::process::ExitCode;

use palier_ballots::Belenios2048;

/// The plans by name.
const PLANS: &[(&str, whole::Plan)] = &[
    ("single", whole::SIMPLE),
    ("weights", whole::WEIGHTS),
    ("choices", whole::UP_TO_THREE),
    ("threshold", whole::THRESHOLD),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [plan, folder] = words.as_slice() else {
        eprintln!("whole_election PLAN FOLDER");
        return ExitCode::FAILURE;
    };
    let Some((_, plan)) = PLANS.iter().find(|(name, _)| name == plan) else {
        eprintln!("no plan {plan}");
        return ExitCode::FAILURE;
    };
    let run = whole::run::<Belenios2048>(plan, 1);
    let file = Path::new(folder).join(format!("{}.bel", whole::UUID));
    if let Err(error) = std::fs::write(&file, &run.archive) {
        eprintln!("{}: {error}", file.display());
        return ExitCode::FAILURE;
    }
    println!("{:?}, {} ballots", run.result, run.ballots.len());
    ExitCode::SUCCESS
}
