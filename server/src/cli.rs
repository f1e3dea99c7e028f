//! The command line. Usage errors exit with 64, other errors with 1; each says what to do.

use crate::command;
use crate::config::{Config, Settings};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// What went wrong, as a sentence that says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    /// A failure said in these words.
    pub fn new(said: impl Into<String>) -> Self {
        Self(said.into())
    }
}

impl From<palier_store::StoreError> for Failure {
    fn from(error: palier_store::StoreError) -> Self {
        Self(format!("the database refuses: {error}"))
    }
}

/// Tenants, associations and landlords deliberate and decide together.
#[derive(Debug, Parser)]
#[command(
    name = "palier",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
pub struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site
    Serve(Serve),
    /// Bring the database to this version's tables, and stop
    Migrate,
    /// Landlords
    #[command(subcommand)]
    Landlord(Landlord),
    /// Who lives where
    #[command(subcommand)]
    Roll(Roll),
    /// Charters and other texts
    #[command(subcommand)]
    Text(Text),
    /// Accounts, roles, activation codes
    #[command(subcommand)]
    Account(Account),
    /// The journal of decisions
    #[command(subcommand)]
    Journal(Journal),
    /// Print every route, with who may call it, as JSON
    Routes,
}

/// Options of `palier serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Serve invented people; the database is a demonstration for life
    #[arg(long)]
    pub demo: bool,
    /// Demo only: the instant that the clock shows at start, as 2030-12-05T10:00:00+01:00
    #[arg(long, value_name = "T")]
    pub clock: Option<chrono::DateTime<chrono::FixedOffset>>,
}

#[derive(Debug, Subcommand)]
enum Landlord {
    /// Add a landlord
    Add(LandlordAdd),
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

#[derive(Debug, Subcommand)]
enum Roll {
    /// Import a landlord's roll: all of it, or nothing
    Import(RollImport),
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

#[derive(Debug, Subcommand)]
enum Text {
    /// Publish a charter from Markdown, or a new version of it
    Import(TextImport),
    /// Print a charter's latest version: the bytes that were imported
    Export(TextExport),
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

#[derive(Debug, Subcommand)]
enum Account {
    /// Create an account that runs the instance
    CreateAdmin(CreateAdmin),
    /// Give an account a role
    Grant(Grant),
    /// Issue activation codes: CSV on the standard output, former codes die
    IssueCodes(IssueCodes),
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

/// Options of `palier account grant`.
#[derive(Debug, Args)]
pub struct Grant {
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

/// Roles that the command line gives.
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

#[derive(Debug, Subcommand)]
enum Journal {
    /// Check every chain, and name the first broken row
    Verify,
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A reader that closed the pipe is no error of ours.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 64 } else { 0 });
        }
    };
    let config = match Config::read(&cli.settings) {
        Ok(config) => config,
        Err(failure) => {
            eprintln!("palier: {failure}");
            return ExitCode::from(64);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("palier: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(&config, cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("palier: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: &Config, command: Command) -> Result<(), Failure> {
    match command {
        Command::Serve(options) => crate::serve::serve(config, &options).await,
        Command::Migrate => command::migrate(config).await,
        Command::Landlord(Landlord::Add(options)) => command::landlord::add(config, &options).await,
        Command::Roll(Roll::Import(options)) => command::roll::import(config, &options).await,
        Command::Text(Text::Import(options)) => command::text::import(config, &options).await,
        Command::Text(Text::Export(options)) => command::text::export(config, &options).await,
        Command::Account(Account::CreateAdmin(options)) => {
            command::account::create_admin(config, &options).await
        }
        Command::Account(Account::Grant(options)) => {
            command::account::grant(config, &options).await
        }
        Command::Account(Account::IssueCodes(options)) => {
            command::codes::issue(config, &options).await
        }
        Command::Journal(Journal::Verify) => command::journal::verify(config).await,
        Command::Routes => {
            command::routes::print();
            Ok(())
        }
    }
}
