//! What the commands about ballots take.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Commands about ballots.
#[derive(Debug, Subcommand)]
pub enum Ballot {
    /// Make a ballot, to be cast or to be opened for an audit
    ///
    /// Reads the election out of its archive and the voter's code out of a file, as 22 characters or
    /// as 13 French words. Where two authorities share the credential, name the file of half a and
    /// then that of half b. The choices are those of each question, 0 or 1, the blank vote first where
    /// there is one. Writes ballot.json, and prints its tracking number; with two codes it also writes
    /// link.json, which the cast shows to the server.
    ///
    /// With --open the ballot is not written: opening.txt shows how it was made, and `palier ballot
    /// audit` elsewhere makes it again. A machine that is told beforehand can be honest for that one
    /// ballot: with --ask it shows the tracking number first, and only then reads `cast` or `open`
    /// from the standard input. An opening holds the signature too: whoever sees it could put the
    /// ballot together and cast it. So choose something else in it than your vote, and cast your vote
    /// after the audit: the last ballot counts.
    ///
    /// Example: palier ballot make --archive BbGQ2n8QqP5bjx.bel --credential-file code.txt --choices
    /// '[[0,1,0,0,0,0]]' --out mine
    Make(Make),
    /// Make a ballot again from its opening, and say what it holds
    ///
    /// Prints the tracking number, to be compared with the one that the audited device showed before
    /// it was asked to open, and the choices in words. When either differs from what the voter saw,
    /// her device does not do what it says.
    ///
    /// Example: palier ballot audit --archive BbGQ2n8QqP5bjx.bel --opening mine/opening.txt
    Audit(Audit),
}

/// Options of `palier ballot make`.
#[derive(Debug, Args)]
pub struct Make {
    /// The archive of the election
    #[arg(long, value_name = "A.bel")]
    pub archive: PathBuf,
    /// The file of the code; - is the standard input. Twice where two authorities share it: a, then b
    #[arg(long, value_name = "FILE", required = true)]
    pub credential_file: Vec<PathBuf>,
    /// What is chosen, as '[[0,1,0,0,0,0]]'
    #[arg(long, value_name = "JSON")]
    pub choices: String,
    /// The folder to write to, which may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Open the ballot for an audit instead of sealing it
    #[arg(long, group = "shown")]
    pub open: bool,
    /// Show the tracking number, then read from the standard input whether to `cast` or to `open`
    #[arg(long, group = "shown")]
    pub ask: bool,
    /// Also write an opening as a QR code, opening.svg
    #[arg(long, requires = "shown")]
    pub qr: bool,
}

/// Options of `palier ballot audit`.
#[derive(Debug, Args)]
pub struct Audit {
    /// The archive of the election
    #[arg(long, value_name = "A.bel")]
    pub archive: PathBuf,
    /// The file of the opening; - is the standard input
    #[arg(long, value_name = "FILE")]
    pub opening: PathBuf,
}
