//! `palier election ...`: elections by their archives alone; no configuration, no database.

mod options;
mod pieces;
mod verify;

pub use options::{Election, Verify};
pub(super) use pieces::Pieces;

use std::process::ExitCode;

/// Runs a command about elections.
#[must_use]
pub fn run(command: &Election) -> ExitCode {
    match command {
        Election::Verify(options) => verify::verify(options),
    }
}
