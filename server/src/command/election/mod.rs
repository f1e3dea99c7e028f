//! `palier election ...`: elections by files alone; no configuration, no database.

mod add_decryption;
mod booth;
mod cast;
mod close;
mod list_order;
mod monitor;
mod options;
mod pieces;
mod result;
mod seats;
mod setup;
mod spoil;
mod sum;
mod tally;
mod verify;

pub use options::{Election, Verify};
pub(super) use pieces::Pieces;

use super::by_hand::exit;
use std::process::ExitCode;

/// Runs a command about elections.
#[must_use]
pub fn run(command: &Election) -> ExitCode {
    match command {
        Election::Verify(options) => verify::verify(options),
        Election::Setup(options) => exit(setup::setup(options)),
        Election::Cast(options) => exit(cast::cast(options)),
        Election::Spoil(options) => exit(spoil::spoil(options)),
        Election::Close(options) => exit(close::close(options)),
        Election::Tally(options) => exit(tally::tally(options)),
        Election::AddDecryption(options) => exit(add_decryption::add(options)),
        Election::Result(options) => exit(result::result(options)),
        Election::Seats(options) => seats::seats(options),
        Election::ListOrder(options) => exit(list_order::draw(options)),
        Election::Monitor(options) => monitor::monitor(options),
        Election::Booth(options) => exit(booth::booth(options)),
    }
}
