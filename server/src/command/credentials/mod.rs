//! `palier credentials ...`: voters' codes by files alone; no configuration, no database.

mod both;
mod combine;
mod destroy;
mod generate;
mod letters;
mod log;
mod options;
mod reprint;
mod sheet;

pub use options::Credentials;

use super::by_hand::exit;
use std::process::ExitCode;

/// Runs a command about voters' codes.
#[must_use]
pub fn run(command: &Credentials) -> ExitCode {
    exit(match command {
        Credentials::Generate(options) => generate::generate(options),
        Credentials::Combine(options) => combine::combine(options),
        Credentials::Letters(options) => letters::letters(options),
        Credentials::ReprintFile(options) => reprint::seal(options),
        Credentials::Reprint(options) => reprint::print(options),
        Credentials::Destroy(options) => destroy::destroy(options),
    })
}
