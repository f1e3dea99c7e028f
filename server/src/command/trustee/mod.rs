//! `palier trustee ...`: a key holder's part, and the server's in the threshold rounds; files alone,
//! no configuration, no database.

mod check;
mod decrypt;
mod key;
mod keygen;
mod options;
mod page;
mod pedersen;
mod state;

pub use options::Trustee;

use std::process::ExitCode;

/// Runs a command about trustees.
#[must_use]
pub fn run(command: &Trustee) -> ExitCode {
    let done = match command {
        Trustee::Keygen(options) => keygen::keygen(options),
        Trustee::Pedersen(round) => pedersen::run(round),
        Trustee::Check(options) => check::check(options),
        Trustee::Decrypt(options) => decrypt::decrypt(options),
        Trustee::Page(options) => page::page(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("palier: {failure}");
            ExitCode::FAILURE
        }
    }
}
