//! What the commands about voters' codes take.

use clap::{Args, Subcommand, ValueEnum};
use palier_ballots::Half;
use serde::{Deserialize, Serialize};
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
    /// Write the letters of one authority, each with its code
    ///
    /// Reads the codes.csv that generate wrote and the letters' file of the roll (courriers.csv), both
    /// of the same roll. Writes letters.html, a sheet of A4 for each line: names, address, the code in
    /// characters and in words, a QR code, how to vote, whom to call. Beside it letters.csv has the
    /// same for a mail merge. Both are secret, and only their owner may read them.
    ///
    /// Example: palier credentials letters --codes a/codes.csv --roll courriers.csv --half a
    /// --site https://palier.example.org/rive-neuve/election/BbGQ2n8QqP5bjx
    /// --landlord \"Rive-Neuve Habitat\" --sender \"Imprimerie du Port\" --phone \"01 99 00 00 00\" --out a
    Letters(Letters),
    /// Seal the letters of one authority for two members of the commission, for letters that get lost
    ///
    /// Reads what letters reads. Writes one file that opens with the passphrases of both members
    /// together and of neither alone; each types hers, unseen by the other. The commission keeps it
    /// until the vote closes. No code is made or cancelled by it. Take other members for half b than
    /// for half a: who opens both files holds both codes of every line.
    ///
    /// Example: palier credentials reprint-file --codes a/codes.csv --roll courriers.csv --half a
    /// --site https://palier.example.org/rive-neuve/election/BbGQ2n8QqP5bjx
    /// --landlord \"Rive-Neuve Habitat\" --sender \"Imprimerie du Port\" --phone \"01 99 00 00 00\"
    /// --member \"Claire Martin\" --member \"Idriss Benali\" --out a.letters
    ReprintFile(ReprintFile),
    /// Print one lost letter again, two members of the commission together
    ///
    /// Asks both for their passphrases and writes the letter of one line of the roll, the same code in
    /// it as before. A line is added first to FILE.log, where each line names the hash of all before
    /// it, so that none is taken out of its middle
    /// unseen; a shortened log shows beside the commission's own count on the platform.
    ///
    /// Example: palier credentials reprint a.letters --line 0b1f6c2e --out letter.html
    Reprint(Reprint),
    /// Overwrite and remove files that are secret: codes, letters, the file of lost letters
    ///
    /// Each is overwritten with noise, forced to the disk and removed. A disk without moving parts may
    /// keep what was there, and copies elsewhere are not touched: destroy those as well. The log beside
    /// a file of lost letters stays, and says at its end that the file is gone.
    ///
    /// Example: palier credentials destroy a.letters a/codes.csv
    Destroy(Destroy),
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

/// Options of `palier credentials letters`.
#[derive(Debug, Args)]
pub struct Letters {
    #[command(flatten)]
    pub sources: Sources,
    #[command(flatten)]
    pub heading: Heading,
    /// The folder to write to, which may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// What letters are made of.
#[derive(Debug, Args)]
pub struct Sources {
    /// What `palier credentials generate` wrote for the voters
    #[arg(long, value_name = "FILE")]
    pub codes: PathBuf,
    /// Names and addresses of the roll's lines
    #[arg(long, value_name = "FILE")]
    pub roll: PathBuf,
}

/// What stands on every letter of an authority.
#[derive(Args, Clone, Debug, Deserialize, Serialize)]
pub struct Heading {
    /// Which authority writes
    #[arg(long, value_enum)]
    pub half: HalfName,
    /// The address of the election's page
    #[arg(long, value_name = "URL")]
    pub site: String,
    /// The landlord's name
    #[arg(long, value_name = "NAME")]
    pub landlord: String,
    /// Who sends the letters: another one for each authority
    #[arg(long, value_name = "NAME")]
    pub sender: String,
    /// The telephone of the help desk
    #[arg(long)]
    pub phone: String,
    /// The title of the letters
    #[arg(long, default_value = "Élection des représentants des locataires")]
    pub title: String,
}

/// Options of `palier credentials reprint-file`.
#[derive(Debug, Args)]
pub struct ReprintFile {
    #[command(flatten)]
    pub sources: Sources,
    #[command(flatten)]
    pub heading: Heading,
    #[command(flatten)]
    pub both: Both,
    /// One of the two members of the commission who will open the file; given twice
    #[arg(long = "member", value_name = "NAME", required = true)]
    pub members: Vec<String>,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Options of `palier credentials reprint`.
#[derive(Debug, Args)]
pub struct Reprint {
    /// The file that two members open together
    pub file: PathBuf,
    /// The line of the roll, or its beginning as the letter has it at the bottom
    #[arg(long, value_name = "NUMBER")]
    pub line: String,
    #[command(flatten)]
    pub both: Both,
    /// The letter to write, an HTML page of one sheet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Where the passphrases of two members come from.
#[derive(Debug, Args)]
pub struct Both {
    /// A file with a passphrase, at least 12 characters; given twice, in the members' order. Without
    /// it each member types hers
    #[arg(long = "passphrase-file", value_name = "FILE")]
    pub passphrase_files: Vec<PathBuf>,
}

/// Options of `palier credentials destroy`.
#[derive(Debug, Args)]
pub struct Destroy {
    /// What is to be overwritten and removed
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Which of two authorities.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
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
