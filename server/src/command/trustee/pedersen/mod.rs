//! `palier trustee pedersen 1..6`.

mod holder;
mod server;

use super::options::Pedersen;
use crate::cli::Failure;

/// Runs one round.
pub(super) fn run(round: &Pedersen) -> Result<(), Failure> {
    match round {
        Pedersen::Certificate(options) => holder::certificate(options),
        Pedersen::Together(options) => server::together(options),
        Pedersen::Polynomial(options) => holder::polynomial(options),
        Pedersen::Inputs(options) => server::inputs(options),
        Pedersen::Output(options) => holder::output(options),
        Pedersen::Finish(options) => server::finish(options),
    }
}
