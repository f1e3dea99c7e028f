//! What each command takes.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of `palier serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Serve invented people; the database is a demonstration for life
    #[arg(long)]
    pub demo: bool,
    /// Demo only: the instant that the clock shows at start, as 2030-12-05T10:00:00+01:00
    #[arg(long, value_name = "T")]
    pub clock: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Serve one election alone, by its identifier: its pages, its booth, its board and its box
    #[arg(long, value_name = "ELECTION")]
    pub only: Option<String>,
}

/// Options of `palier landlord add`.
#[derive(Debug, Args)]
pub struct LandlordAdd {
    /// The landlord's part of addresses, as in /rive-neuve
    #[arg(long)]
    pub slug: String,
    /// Its name
    #[arg(long)]
    pub name: String,
    /// Its legal form
    #[arg(long, value_enum)]
    pub kind: Kind,
    /// The zone of its civil dates
    #[arg(long, default_value = "Europe/Paris")]
    pub zone: String,
}

/// The legal form of a landlord.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// Office public de l'habitat
    Oph,
    /// Entreprise sociale pour l'habitat
    Esh,
    /// Société d'économie mixte
    Sem,
    /// Société coopérative d'HLM
    Cooperative,
}

/// Options of `palier backup` and of `palier restore`.
#[derive(Debug, Args)]
pub struct BackupFile {
    /// The backup, as palier-2030-12-05.backup
    pub file: PathBuf,
}

/// Options of `palier roll import`.
#[derive(Debug, Args)]
pub struct RollImport {
    /// The landlord's slug
    #[arg(long)]
    pub landlord: String,
    /// How many running leases may end because the file leaves them out
    #[arg(long, value_name = "N")]
    pub allow_closing: Option<usize>,
    /// Write what is wrong to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The roll: CSV with a header, UTF-8 or Windows-1252, `;` or `,`
    pub file: PathBuf,
}

/// Options of `palier text import`.
#[derive(Debug, Args)]
pub struct TextImport {
    /// The landlord's slug
    #[arg(long)]
    pub landlord: String,
    /// First day of the discussion, as 2030-11-04
    #[arg(long, value_name = "DAY", requires = "closes")]
    pub opens: Option<chrono::NaiveDate>,
    /// Last day of the discussion
    #[arg(long, value_name = "DAY", requires = "opens")]
    pub closes: Option<chrono::NaiveDate>,
    /// What comes after the discussion: a Markdown file in French
    #[arg(long, value_name = "FILE")]
    pub next: Option<PathBuf>,
    /// The same in English
    #[arg(long, value_name = "FILE")]
    pub next_en: Option<PathBuf>,
    /// Show it to the landlord's tenants, staff and associations only
    #[arg(long)]
    pub members_only: bool,
    /// The text
    pub file: PathBuf,
}

/// Options of `palier text export`.
#[derive(Debug, Args)]
pub struct TextExport {
    /// The landlord's slug
    #[arg(long)]
    pub landlord: String,
}

/// Options of `palier account create-admin`.
#[derive(Debug, Args)]
pub struct CreateAdmin {
    /// What the administrator types to sign in
    #[arg(long)]
    pub identifier: String,
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Her name
    #[arg(long, default_value = "")]
    pub name: String,
    /// Read the passphrase from the standard input
    #[arg(long, required = true)]
    pub passphrase_stdin: bool,
    /// Create an account without the administrator's role, to be given another by `grant`
    #[arg(long)]
    pub no_role: bool,
}

/// Options of `palier account grant` and of `palier account revoke`.
#[derive(Debug, Args)]
pub struct RoleAt {
    /// The account's identifier
    #[arg(long)]
    pub identifier: String,
    /// The role
    #[arg(long, value_enum)]
    pub role: RoleName,
    /// The landlord or association where it is held, by slug
    #[arg(long)]
    pub at: String,
}

/// Roles that the command line gives and takes back.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum RoleName {
    /// Works for a landlord
    LandlordStaff,
    /// Runs a process, neutral
    Facilitator,
    /// Watches over a process
    Guarantor,
    /// Runs an election
    ElectionOfficer,
    /// Speaks for an association
    AssociationDelegate,
}

/// Options of `palier account issue-codes`.
#[derive(Debug, Args)]
pub struct IssueCodes {
    /// The landlord's slug
    #[arg(long)]
    pub landlord: String,
    /// Only for this person of the roll; several may be named
    #[arg(long, value_name = "REFERENCE")]
    pub person: Vec<String>,
    /// Days for which a code is valid
    #[arg(long, default_value_t = 90)]
    pub days: u16,
}

/// Options of `palier association add`.
#[derive(Debug, Args)]
pub struct AssociationAdd {
    /// The association's part of addresses; one that is there already is only attached
    #[arg(long)]
    pub slug: String,
    /// Its name; for a new association
    #[arg(long)]
    pub name: Option<String>,
    /// What it says of itself, in a sentence or two; for a new association
    #[arg(long, value_name = "TEXT")]
    pub about: Option<String>,
    /// Code of the national body to which it belongs; `palier national-bodies` lists them
    #[arg(long, value_name = "CODE")]
    pub national: Option<String>,
    /// The landlords with whom it has members, by slug
    #[arg(long, value_name = "SLUG", num_args = 1.., required = true)]
    pub landlord: Vec<String>,
}

/// Options of `palier territory add`.
#[derive(Debug, Args)]
pub struct TerritoryAdd {
    /// The territory's part of addresses; one that is there already is only put above landlords
    #[arg(long)]
    pub slug: String,
    /// Its name; for a new territory
    #[arg(long)]
    pub name: Option<String>,
    /// What it is; for a new territory
    #[arg(long, value_enum)]
    pub kind: Option<TerritoryKindName>,
    /// The landlords below it, by slug
    #[arg(long, value_name = "SLUG", num_args = 1.., required = true)]
    pub landlord: Vec<String>,
}

/// What a territory is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TerritoryKindName {
    /// A city
    City,
    /// A group of municipalities, a department, a region
    Territory,
    /// A federation of landlords
    Federation,
}

/// Options of `palier agenda import`.
#[derive(Debug, Args)]
pub struct AgendaImport {
    /// The landlord's slug
    #[arg(long)]
    pub landlord: String,
    /// The agenda: TOML with [[date]] and [[decision]] entries
    pub file: PathBuf,
}
