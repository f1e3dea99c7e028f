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
    /// Share seats among lists by the largest remainder, ties included
    ///
    /// Reads seats and votes as JSON and prints, as one line of JSON, the seats of each list with the
    /// electoral quotient, the seats by the quotient alone, the votes left over and how each tie was
    /// settled (CCH R.421-7, R.422-2-1, R.481-6). Birth dates, of a list's candidates in their order,
    /// are needed only where remainders are equal; `tie_chain` is what the protocol says of ties,
    /// ["oldest_candidate"] unless another is given.
    ///
    /// Exits with 0 when all seats are given. Otherwise with 1, and the line has an `error`:
    /// NO_VALID_VOTES, MISSING_BIRTHS, or UNRESOLVED_SAME_BIRTHDATE when lots must be drawn; MALFORMED
    /// when the question cannot be read.
    ///
    /// Example: echo '{"seats":3,"lists":[{"list":"A","votes":52,"births":[]},{"list":"B","votes":31,"births":[]}]}' | palier election seats -
    Seats(Seats),
    /// Draw the order of candidate lists again, from the seed that was drawn in public
    ///
    /// Prints the lists' identifiers in the order in which they are shown, one a line. The election's
    /// identifier, the lists' and the seed stand on the election's page of lists; the order in which
    /// the lists are given here decides nothing.
    ///
    /// Example: palier election list-order --election 0193b5d0-5a8e-7c3f-9d51-3c1f0f7ad201
    /// --seed 07-31-44 0193b5d1-0000-7000-8000-000000000001 0193b5d1-0000-7000-8000-000000000002
    ListOrder(ListOrder),
    /// Make an election out of a template, trustees and credentials
    ///
    /// Writes UUID.bel, the archive as far as its setup. The template is JSON with description, name
    /// and questions. Each trustee's file is what `palier trustee keygen` publishes, or what the last
    /// of the rounds of `palier trustee pedersen` gives; they are numbered in the order in which they
    /// are named here. All of it is verified, proofs and certificates, before anything is written.
    ///
    /// Example: palier election setup --group Ed25519 --uuid BbGQ2n8QqP5bjx --template template.json
    /// --credentials credentials.json --trustee server.json --trustee holders.json --out election
    Setup(Setup),
    /// Check a ballot, and add it to an archive
    ///
    /// The ballot must be by a credential of the list, signed, with proofs that hold, not in the
    /// archive already, and in time: before `palier election close`. A later ballot of the same voter
    /// replaces her earlier one. Several casts at once wait for each other, and what was acknowledged
    /// is on the disk.
    ///
    /// Example: palier election cast BbGQ2n8QqP5bjx.bel mine/ballot.json
    Cast(Cast),
    /// Register a tracking number whose ballot was opened for an audit: it is never cast
    ///
    /// A voter who audits her device gives the tracking number before she sees the opening, since
    /// whoever sees an opening could put the ballot together again. The number stands in a file beside
    /// the archive, A.bel.spoiled, which `palier election cast` reads.
    ///
    /// Example: palier election spoil BbGQ2n8QqP5bjx.bel 5nTQlbbvXcQIzK4hZSRGUi1ZKAvRdlzGZJYQCv0Oa7Q
    Spoil(Spoil),
    /// End the vote: no ballot is added from now on
    ///
    /// Example: palier election close BbGQ2n8QqP5bjx.bel
    Close(Archive),
    /// Add the ballots up under encryption
    ///
    /// Adds the encrypted tally to an archive that was closed: the sum of the last ballot of each
    /// voter, weights counted. The whole archive is verified with it before it is written.
    ///
    /// Example: palier election tally BbGQ2n8QqP5bjx.bel
    Tally(Archive),
    /// Check what a trustee decrypted, and add it to an archive
    ///
    /// The file is what `palier trustee decrypt` wrote. Its proofs must hold for the key of its
    /// trustee, and she must not have given one before.
    ///
    /// Example: palier election add-decryption BbGQ2n8QqP5bjx.bel from-claire.json
    AddDecryption(AddDecryption),
    /// Open the result, once enough trustees have decrypted
    ///
    /// Adds the result to an archive and prints it. The whole archive is verified with it before it is
    /// written. When partial decryptions are missing, it says whose.
    ///
    /// Example: palier election result BbGQ2n8QqP5bjx.bel
    Result(Archive),
    /// Fetch an archive, keep it, and say what changed that must not
    ///
    /// To be run now and then, by anyone, while an election goes on: an archive of which a ballot was
    /// dropped is valid alone, and only an earlier copy shows it. Each new copy is verified, compared
    /// with the last one and kept in the folder, with the hashes of its events beside it. Older copies
    /// may be deleted; the last file ending in .head.json is what the next run compares with.
    ///
    /// Exits with 0 when the archive is right and extends the last copy; with 1 when it is not, which
    /// is said in words, the offending copy being kept as evidence under a name that begins with
    /// refused; and with 2 when nothing could be fetched, or what came is no archive or not a whole one.
    ///
    /// Example: palier election monitor https://vote.example.org/BbGQ2n8QqP5bjx.bel --dir watched
    Monitor(Monitor),
    /// Write the booth as files, for an association to serve from a host of its own
    ///
    /// Writes index.html, en.html and assets/: the same bytes that the platform serves, whose hashes
    /// are those of /assets/workers.json there. Ballots are made and read there, and only a ballot
    /// goes to the platform, which takes it from hosts that the protocol declares. Serve the folder
    /// from the root of such a host.
    ///
    /// Example: palier election booth https://vote.example.org/rive-neuve/election/BbGQ2n8QqP5bjx --out booth
    Booth(Booth),
}

/// Options of `palier election booth`.
#[derive(Debug, Args)]
pub struct Booth {
    /// The address of the election's page
    pub address: String,
    /// The folder to write; it may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Options of `palier election monitor`.
#[derive(Debug, Args)]
pub struct Monitor {
    /// Where the archive is: http:// or https://
    pub url: String,
    /// Where copies are kept; the folder may be new
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// Do not fetch more than this many mebibytes
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    pub limit: u64,
    /// Give up after this many seconds, however slowly it comes
    #[arg(long, value_name = "SECONDS", default_value_t = 3600)]
    pub timeout: u64,
}

/// Options of `palier election list-order`.
#[derive(Debug, Args)]
pub struct ListOrder {
    /// The election's identifier
    #[arg(long)]
    pub election: uuid::Uuid,
    /// The seed, exactly as it was drawn
    #[arg(long, allow_hyphen_values = true)]
    pub seed: String,
    /// The identifiers of the lists
    #[arg(required = true)]
    pub lists: Vec<uuid::Uuid>,
}

/// Options of `palier election setup`.
#[derive(Debug, Args)]
pub struct Setup {
    /// The group of the election: Ed25519 or BELENIOS-2048
    #[arg(long)]
    pub group: String,
    /// The identifier that the voters' codes were made for; without it, one is drawn
    #[arg(long)]
    pub uuid: Option<String>,
    /// The questions: JSON with description, name, questions
    #[arg(long, value_name = "FILE")]
    pub template: PathBuf,
    /// The public list of credentials
    #[arg(long, value_name = "FILE")]
    pub credentials: PathBuf,
    /// A trustee's public key, or the outcome of the threshold rounds; once for each
    #[arg(long, value_name = "FILE", required = true)]
    pub trustee: Vec<PathBuf>,
    /// The folder to write to, which may be new
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// When it is set up, in seconds since 1970; now unless it is said
    #[arg(long, value_name = "UNIX")]
    pub time: Option<u64>,
}

/// Options of `palier election cast`.
#[derive(Debug, Args)]
pub struct Cast {
    /// The archive to add to
    #[arg(value_name = "A.bel")]
    pub archive: PathBuf,
    /// The ballot; - is the standard input
    #[arg(value_name = "BALLOT.json")]
    pub ballot: PathBuf,
}

/// Options of `palier election spoil`.
#[derive(Debug, Args)]
pub struct Spoil {
    /// The archive beside which the number is kept
    #[arg(value_name = "A.bel")]
    pub archive: PathBuf,
    /// The tracking number, which is no secret
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    pub tracking_number: String,
}

/// Options of the commands that take an archive alone.
#[derive(Debug, Args)]
pub struct Archive {
    /// The archive to add to
    #[arg(value_name = "A.bel")]
    pub archive: PathBuf,
}

/// Options of `palier election seats`.
#[derive(Debug, Args)]
pub struct Seats {
    /// The votes as JSON; - is the standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Options of `palier election add-decryption`.
#[derive(Debug, Args)]
pub struct AddDecryption {
    /// The archive to add to
    #[arg(value_name = "A.bel")]
    pub archive: PathBuf,
    /// What the trustee decrypted; - is the standard input
    #[arg(value_name = "FILE")]
    pub decryption: PathBuf,
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
