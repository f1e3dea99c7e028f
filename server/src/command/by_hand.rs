//! What the commands about elections, credentials, trustees and ballots share: they work on files
//! alone, without configuration, database or server.

pub(super) mod archive;
pub(super) mod files;
pub(super) mod qr;

use crate::cli::Failure;
use getrandom::SysRng;
use palier_ballots::Credential;
use rand_core::UnwrapErr;
use std::path::Path;
use std::process::ExitCode;

/// The machine's generator; a machine without randomness stops.
pub(crate) fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// Ends a command: 0, or 1 with what to do.
pub(super) fn exit(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("palier: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// What the protocol refuses about something, said with its name.
pub(super) fn refused(what: impl std::fmt::Display, error: &palier_ballots::Error) -> Failure {
    Failure::new(format!("{what}: {error}"))
}

/// A voter's code out of a file, as characters or as words.
pub(super) fn code(path: &Path) -> Result<Credential, Failure> {
    let text = files::secret(path)?;
    Credential::read(&text).map_err(|error| refused(path.display(), &error))
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
