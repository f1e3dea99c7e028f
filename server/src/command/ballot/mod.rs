//! `palier ballot ...`: a ballot made or audited by files alone; no configuration, no database.

mod audit;
mod make;
mod options;

pub use options::Ballot;

use super::by_hand::exit;
use std::process::ExitCode;

/// Runs a command about ballots.
#[must_use]
pub fn run(command: &Ballot) -> ExitCode {
    exit(match command {
        Ballot::Make(options) => make::make(options),
        Ballot::Audit(options) => audit::audit(options),
    })
}
