//! What the commands about elections, credentials, trustees and ballots share: they work on files
//! alone, without configuration, database or server.

pub(super) mod archive;
pub(super) mod files;

use getrandom::SysRng;
use rand_core::UnwrapErr;

/// The machine's generator; a machine without randomness stops.
pub(super) fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// Runs an expression in the group of a name, `G` standing for its type; in a group in which
/// nothing is made, or an unknown one, it is a [`Failure`](crate::cli::Failure).
///
/// `in_group!(name, G => keygen::<G>(options))`
macro_rules! in_group {
    ($name:expr, $G:ident => $run:expr) => {
        match AsRef::<str>::as_ref($name) {
            <palier_ballots::Ed25519 as palier_ballots::Group>::NAME => {
                type $G = palier_ballots::Ed25519;
                $run
            }
            <palier_ballots::Belenios2048 as palier_ballots::Group>::NAME => {
                type $G = palier_ballots::Belenios2048;
                $run
            }
            other => Err(crate::cli::Failure::new(format!(
                "the group {other} is not one to make anything in: take {} or {}",
                <palier_ballots::Ed25519 as palier_ballots::Group>::NAME,
                <palier_ballots::Belenios2048 as palier_ballots::Group>::NAME,
            ))),
        }
    };
}
pub(super) use in_group;
