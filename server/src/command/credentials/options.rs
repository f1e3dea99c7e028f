//! What the commands about voters' codes take.

use clap::{Args, Subcommand, ValueEnum};
use palier_ballots::Half;
use std::path::PathBuf;

/// Commands about voters' codes.
#[derive(Debug, Subcommand)]
pub enum Credentials {
    /// Draw a code for every voter, and make what is public about them
    ///
    /// Reads a roll: CSV without a header, one line for each voter, "identifier" or
    /// "identifier,weight". Writes codes.csv, with the identifier, the code and the same code as 13
    /// French words: give each voter her line, and destroy the file once all have theirs. Beside it
    /// goes credentials.json, the public list in the order of its spelling, which tells nothing of the
    /// roll.
    ///
    /// Where two authorities share each credential, each runs this with her --half on the same roll.
    /// She then gets shares.json instead of the public list: it goes to whoever combines, and is
    /// destroyed there.
    ///
    /// Example: palier credentials generate --group Ed25519 --uuid BbGQ2n8QqP5bjx --voters roll.csv
    /// --out authority-a --half a
    Generate(Generate),
    /// Combine the shares of two authorities into the public list
    ///
    /// Reads the shares.json of half a and that of half b, in any order, and checks that both were made
    /// of one roll, and every proof in them: neither authority can have cancelled the other's half.
    /// Writes credentials.json, the public list, and apart tags.json, by which a server finds the line
    /// of the roll of a cast. Nothing joins the two files; the two that were read do, and are to be
    /// destroyed.
    ///
    /// Example: palier credentials combine a/shares.json b/shares.json --out combined
    Combine(Combine),
}

/// Options of `palier credentials generate`.
#[derive(Debug, Args)]
pub struct Generate {
    /// The group of the election: Ed25519 or BELENIOS-2048
    #[arg(long)]
    pub group: String,
    /// The identifier of the election
    #[arg(long)]
    pub uuid: String,
    /// The roll; - is the standard input
    #[arg(long, value_name = "FILE")]
    pub voters: PathBuf,
    /// The folder to write to, which may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Make one authority's half of each credential
    #[arg(long, value_enum)]
    pub half: Option<HalfName>,
    /// Also write each code as a QR code, qr/1.svg for the first line and so on
    #[arg(long)]
    pub qr: bool,
}

/// Options of `palier credentials combine`.
#[derive(Debug, Args)]
pub struct Combine {
    /// The shares of one authority
    pub first: PathBuf,
    /// The shares of the other
    pub second: PathBuf,
    /// The folder to write to, which may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Which of two authorities.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum HalfName {
    /// The first authority
    A,
    /// The second authority
    B,
}

impl From<HalfName> for Half {
    fn from(name: HalfName) -> Self {
        match name {
            HalfName::A => Self::A,
            HalfName::B => Self::B,
        }
    }
}
