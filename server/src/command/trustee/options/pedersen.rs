//! What the six rounds take.

use super::{NewKey, OwnKey};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// The six rounds of a threshold key.
#[derive(Debug, Subcommand)]
pub enum Pedersen {
    /// Each holder: make a certificate and the key file of the rounds
    ///
    /// Writes certificate.json, to be sent, and secret.key, to be kept until round 5. The holders agree
    /// beforehand how many they are, how many of them suffice, and who is which number; the key file
    /// remembers it, and round 3 refuses anything else.
    ///
    /// Example: palier trustee pedersen 1 --group Ed25519 --size 3 --threshold 2 --index 1
    /// --passphrase-file phrase.txt --out my-key
    #[command(name = "1")]
    Certificate(Certificate),
    /// The server: check all certificates and put them together
    ///
    /// Example: palier trustee pedersen 2 --certificate a.json b.json c.json --threshold 2
    /// --out certificates.json
    #[command(name = "2")]
    Together(Together),
    /// Each holder: check all certificates and make a share for everybody
    ///
    /// Refuses certificates of another group, number of holders or threshold than the holder agreed to,
    /// and those among which hers does not stand at her number. Prints a fingerprint of all
    /// certificates: compare it with the other holders by telephone or face to face, not by way of the
    /// server.
    ///
    /// Example: palier trustee pedersen 3 --certificates certificates.json --key-file my-key/secret.key
    /// --passphrase-file phrase.txt --out polynomial.json
    #[command(name = "3")]
    Polynomial(Polynomial),
    /// The server: check what everybody sent and sort the shares
    ///
    /// Writes input-1.json for holder 1, and so on. The files of the holders are recognised by their
    /// signatures, so they may be given in any order.
    ///
    /// Example: palier trustee pedersen 4 --certificates certificates.json --polynomial p1.json p2.json
    /// p3.json --out inputs
    #[command(name = "4")]
    Inputs(Inputs),
    /// Each holder: check the shares and keep the key that decrypts
    ///
    /// Writes output.json, to be sent, and decryption.key, which the holder keeps: it alone decrypts,
    /// and it is the one to print. It opens with the same passphrase. A holder whose share does not fit
    /// what she committed to is named; the rounds then begin again without her.
    ///
    /// Until the election is over, keep the key file of round 1 too: with it and the same files this
    /// round can be done again, should decryption.key be lost.
    ///
    /// Example: palier trustee pedersen 5 --certificates certificates.json --input input-1.json
    /// --key-file my-key/secret.key --passphrase-file phrase.txt --out my-key
    #[command(name = "5")]
    Output(Output),
    /// The server: check everybody's key and write the part of the trustees
    ///
    /// The file it writes is one of those that `palier election setup` takes.
    ///
    /// Example: palier trustee pedersen 6 --certificates certificates.json --polynomial p1.json p2.json
    /// p3.json --output o1.json o2.json o3.json --out threshold.json
    #[command(name = "6")]
    Finish(Finish),
}

/// Options of round 1.
#[derive(Debug, Args)]
pub struct Certificate {
    /// The group of the election: Ed25519 or BELENIOS-2048
    #[arg(long, value_name = "GROUP")]
    pub group: String,
    /// How many holders there are
    #[arg(long, value_name = "N")]
    pub size: u64,
    /// How many of them suffice to decrypt
    #[arg(long, value_name = "T")]
    pub threshold: u64,
    /// The number of this holder, from 1
    #[arg(long, value_name = "I")]
    pub index: u64,
    #[command(flatten)]
    pub protection: NewKey,
    /// The folder to write certificate.json and secret.key to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of round 2.
#[derive(Debug, Args)]
pub struct Together {
    /// The certificate of each holder, in any order
    #[arg(long = "certificate", value_name = "FILE", required = true, num_args = 1..)]
    pub certificates: Vec<PathBuf>,
    /// How many holders suffice to decrypt
    #[arg(long, value_name = "T")]
    pub threshold: u64,
    /// The file to write all certificates to
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Options of round 3.
#[derive(Debug, Args)]
pub struct Polynomial {
    /// What round 2 wrote
    #[arg(long, value_name = "FILE")]
    pub certificates: PathBuf,
    #[command(flatten)]
    pub key: OwnKey,
    /// The file to write the shares to, each encrypted for its holder
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Options of round 4.
#[derive(Debug, Args)]
pub struct Inputs {
    /// What round 2 wrote
    #[arg(long, value_name = "FILE")]
    pub certificates: PathBuf,
    /// What each holder wrote in round 3, in any order
    #[arg(long = "polynomial", value_name = "FILE", required = true, num_args = 1..)]
    pub polynomials: Vec<PathBuf>,
    /// The folder to write input-1.json, input-2.json, ... to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of round 5.
#[derive(Debug, Args)]
pub struct Output {
    /// What round 2 wrote, the same file as in round 3
    #[arg(long, value_name = "FILE")]
    pub certificates: PathBuf,
    /// What round 4 wrote for this holder
    #[arg(long, value_name = "FILE")]
    pub input: PathBuf,
    #[command(flatten)]
    pub key: OwnKey,
    /// The folder to write output.json and decryption.key to
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of round 6.
#[derive(Debug, Args)]
pub struct Finish {
    /// What round 2 wrote
    #[arg(long, value_name = "FILE")]
    pub certificates: PathBuf,
    /// What each holder wrote in round 3, in any order
    #[arg(long = "polynomial", value_name = "FILE", required = true, num_args = 1..)]
    pub polynomials: Vec<PathBuf>,
    /// What each holder wrote in round 5, in any order
    #[arg(long = "output", value_name = "FILE", required = true, num_args = 1..)]
    pub outputs: Vec<PathBuf>,
    /// The file to write the part of the trustees to
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}
