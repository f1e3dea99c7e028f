//! What the commands about elections take.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Commands about elections.
#[derive(Debug, Subcommand)]
pub enum Election {
    /// Check an election's archive: every ballot, every proof, every sum
    ///
    /// Reads an archive in the format of Belenios from its first byte to its last and checks all of it
    /// again: the chain of events, the spelling of every record, the keys of the trustees, each ballot
    /// with its proofs and its signature, the encrypted tally, the partial decryptions and the result.
    /// It needs no server, no database and no network. A well-formed archive that stops before its
    /// result is valid, and the last line then says at which stage it stops.
    ///
    /// Exits with 0 when the archive is valid, 1 when it is refused, and 2 when it cannot be opened or
    /// does not begin with a record named BELENIOS.
    ///
    /// Example: palier election verify BbGQ2n8QqP5bjx.bel --after yesterday.bel --json
    Verify(Verify),
}

/// Options of `palier election verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The archive, or a folder that holds one file ending in .bel
    #[arg(value_name = "ARCHIVE.bel|DIR")]
    pub archive: PathBuf,
    /// An earlier copy of the archive, which it must extend without changing anything
    #[arg(long, value_name = "EARLIER.bel")]
    pub after: Option<PathBuf>,
    /// Print one line of JSON instead of text
    #[arg(long)]
    pub json: bool,
    /// Take threshold trustees without context and signatures, as Belenios 2.0 wrote them
    #[arg(long)]
    pub legacy: bool,
    /// Refuse an archive that has no result yet
    #[arg(long)]
    pub finished: bool,
}
