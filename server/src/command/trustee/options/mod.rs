//! What the commands about trustees take.

mod pedersen;

pub use pedersen::{Certificate, Finish, Inputs, Output, Pedersen, Polynomial, Together};

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Commands about trustees.
#[derive(Debug, Subcommand)]
pub enum Trustee {
    /// Make the key of one holder, without whom nothing is decrypted
    ///
    /// Writes two new files to a folder: public.json, the public key with a proof, to be sent to
    /// whoever sets the election up, and secret.key, which the holder keeps. The key file is encrypted
    /// under the passphrase (argon2id, AES-256-GCM); it is plain text, so print it and keep the paper
    /// too. Typed back from paper, each line is checked by its last four characters: capitals and
    /// spaces do not matter, and a slip is told by the number of its line. The passphrase is not in the
    /// file: without it the key is lost.
    ///
    /// With --unprotected the key file is plain JSON. That is for the server's own key, which must open
    /// without anybody there; keep it where the server's other secrets are.
    ///
    /// Example: palier trustee keygen --group Ed25519 --passphrase-file phrase.txt --out my-key
    Keygen(Keygen),
    /// Make keys of which some of several holders suffice, in six rounds
    ///
    /// Each holder does rounds 1, 3 and 5 on a machine of her own; whoever sets the election up does
    /// rounds 2, 4 and 6, and learns nobody's key. Between the rounds the files are sent back and forth;
    /// none of those that are sent is secret. After round 3 the holders compare the fingerprint that it
    /// prints, by telephone for instance: if it is the same for all, nobody was put in another's place.
    /// After round 5 each holder keeps one key file, and it alone decrypts.
    #[command(subcommand)]
    Pedersen(Pedersen),
    /// Say whether a key is one of an election's keys
    ///
    /// Verifies the archive up to where it is, and says as which number the key stands in it, how many
    /// holders must take part, and whether there is a tally to decrypt. A holder does this once the
    /// election is set up, before anybody votes: a key that is lost or was exchanged is found while it
    /// can still be replaced.
    ///
    /// Example: palier trustee check --archive BbGQ2n8QqP5bjx.bel --key-file my-key/secret.key
    /// --passphrase-file phrase.txt
    Check(Check),
    /// Decrypt a holder's part of the tally
    ///
    /// Verifies the whole archive first: every ballot, every proof, every sum. Then it decrypts the sum
    /// of the ballots, never a ballot, and proves that it did so rightly. The file it writes is sent to
    /// whoever runs the election.
    ///
    /// The folder of --state remembers which tally of which election was decrypted, for good. Another
    /// tally of the same election is refused: the difference of two tallies may be one person's vote.
    /// Always use the same folder. The same tally can be decrypted again.
    ///
    /// Example: palier trustee decrypt --archive BbGQ2n8QqP5bjx.bel --key-file my-key/secret.key
    /// --passphrase-file phrase.txt --state my-key/decrypted --out decryption.json
    Decrypt(Decrypt),
    /// Write one HTML file with which a holder does her part in a browser, without a network
    ///
    /// Everything is in the file: it can be opened from a USB stick on a machine that was never
    /// connected, and its own policy lets nothing out. It makes keys, takes part in rounds 1, 3 and 5,
    /// checks an archive and decrypts, in French and in English, and reads and writes the same files as
    /// the other commands. Its elections are those of the group Ed25519. What it decrypted it remembers
    /// in the browser's storage, as --state does: use one browser on one device.
    ///
    /// Example: palier trustee page --out holder.html
    Page(Page),
}

/// Options of `palier trustee page`.
#[derive(Debug, Args)]
pub struct Page {
    /// The file to write
    #[arg(long, value_name = "FILE.html")]
    pub out: PathBuf,
}

/// Options of `palier trustee keygen`.
#[derive(Debug, Args)]
pub struct Keygen {
    /// The group of the election: Ed25519 or BELENIOS-2048
    #[arg(long, value_name = "GROUP")]
    pub group: String,
    #[command(flatten)]
    pub protection: NewKey,
    /// The folder to write public.json and secret.key to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// How a new key file is protected.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct NewKey {
    /// A file with the passphrase, at least 12 characters; - is the standard input
    #[arg(long, value_name = "FILE|-")]
    pub passphrase_file: Option<PathBuf>,
    /// Write the key as plain JSON: for the server's own key only
    #[arg(long)]
    pub unprotected: bool,
}

/// A key file and what opens it.
#[derive(Debug, Args)]
pub struct OwnKey {
    /// The holder's key file
    #[arg(long, value_name = "FILE")]
    pub key_file: PathBuf,
    /// A file with its passphrase; - is the standard input; not needed for an unprotected key
    #[arg(long, value_name = "FILE|-")]
    pub passphrase_file: Option<PathBuf>,
}

/// Options of `palier trustee check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The election's archive, or a folder that holds one file ending in .bel
    #[arg(long, value_name = "ARCHIVE.bel|DIR")]
    pub archive: PathBuf,
    #[command(flatten)]
    pub key: OwnKey,
    /// Print one line of JSON instead of text
    #[arg(long)]
    pub json: bool,
}

/// Options of `palier trustee decrypt`.
#[derive(Debug, Args)]
pub struct Decrypt {
    /// The election's archive, or a folder that holds one file ending in .bel
    #[arg(long, value_name = "ARCHIVE.bel|DIR")]
    pub archive: PathBuf,
    #[command(flatten)]
    pub key: OwnKey,
    /// The folder that remembers what was decrypted; always the same one
    #[arg(long, value_name = "DIR")]
    pub state: PathBuf,
    /// The file to write the partial decryption to
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
