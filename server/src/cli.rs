//! The command line. Usage errors exit with 64, other errors with 1; each says what to do.

mod options;

pub use options::{
    AgendaImport, AssociationAdd, BackupFile, CreateAdmin, IssueCodes, Kind, LandlordAdd, RoleAt,
    RoleName, RollImport, Serve, TerritoryAdd, TerritoryKindName, TextExport, TextImport,
};

use crate::command;
use crate::config::{Config, Settings};
use clap::{Parser, Subcommand};
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
    #[command(flatten, next_help_heading = "Settings of an instance")]
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
    /// Tenants' associations
    #[command(subcommand)]
    Association(Association),
    /// National bodies, to which associations may belong: prints them, as CSV
    NationalBodies,
    /// Cities, territories and federations above landlords
    #[command(subcommand)]
    Territory(Territory),
    /// A landlord's public dates, and what became of decisions
    #[command(subcommand)]
    Agenda(Agenda),
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
    /// Write all that the database holds to one file, while the site goes on
    Backup(BackupFile),
    /// Fill an empty database, of either kind, from a backup
    Restore(BackupFile),
    /// Print one hash of all that the database holds, to compare two of them
    ContentHash,
    /// Elections, by their archives alone
    #[command(subcommand)]
    Election(command::election::Election),
    /// Those who hold an election's keys, by files alone
    #[command(subcommand)]
    Trustee(command::trustee::Trustee),
    /// Voters' codes, and the public list that follows from them
    #[command(subcommand)]
    Credentials(command::credentials::Credentials),
    /// Ballots, made and audited by hand
    #[command(subcommand)]
    Ballot(command::ballot::Ballot),
    /// The ballot box of an election, a database of its own
    #[command(subcommand)]
    Box(command::ballot_box::Box),
    /// Print every route, with who may call it, as JSON
    Routes,
}

#[derive(Debug, Subcommand)]
enum Landlord {
    /// Add a landlord
    Add(LandlordAdd),
}

#[derive(Debug, Subcommand)]
enum Association {
    /// Add an association, or attach one that is there to more landlords
    Add(AssociationAdd),
}

#[derive(Debug, Subcommand)]
enum Territory {
    /// Add a territory, or put one that is there above more landlords
    Add(TerritoryAdd),
}

#[derive(Debug, Subcommand)]
enum Agenda {
    /// Import dates and decisions: all of them, or nothing
    Import(AgendaImport),
}

#[derive(Debug, Subcommand)]
enum Roll {
    /// Import a landlord's roll: all of it, or nothing
    Import(RollImport),
}

#[derive(Debug, Subcommand)]
enum Text {
    /// Publish a charter from Markdown, or a new version of it
    Import(TextImport),
    /// Print a charter's latest version: the bytes that were imported
    Export(TextExport),
    #[command(flatten)]
    Files(command::text::Files),
}

#[derive(Debug, Subcommand)]
enum Account {
    /// Create an account that runs the instance
    CreateAdmin(CreateAdmin),
    /// Give an account a role, from today on
    Grant(RoleAt),
    /// Take a role back: it holds no more from today on
    Revoke(RoleAt),
    /// Issue activation codes: CSV on the standard output, former codes die
    IssueCodes(IssueCodes),
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
    if let Command::Election(election) = &cli.command {
        return command::election::run(election);
    }
    if let Command::Trustee(trustee) = &cli.command {
        return command::trustee::run(trustee);
    }
    if let Command::Credentials(credentials) = &cli.command {
        return command::credentials::run(credentials);
    }
    if let Command::Ballot(ballot) = &cli.command {
        return command::ballot::run(ballot);
    }
    if let Command::Text(Text::Files(files)) = &cli.command {
        return command::text::run(files);
    }
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
        Command::Association(Association::Add(options)) => {
            command::association::add(config, &options).await
        }
        Command::NationalBodies => command::national_bodies::print(config).await,
        Command::Territory(Territory::Add(options)) => {
            command::territory::add(config, &options).await
        }
        Command::Agenda(Agenda::Import(options)) => command::agenda::import(config, &options).await,
        Command::Roll(Roll::Import(options)) => command::roll::import(config, &options).await,
        Command::Text(Text::Import(options)) => command::text::import(config, &options).await,
        Command::Text(Text::Export(options)) => command::text::export(config, &options).await,
        Command::Account(Account::CreateAdmin(options)) => {
            command::account::create_admin(config, &options).await
        }
        Command::Account(Account::Grant(options)) => {
            command::account::grant(config, &options).await
        }
        Command::Account(Account::Revoke(options)) => {
            command::account::revoke(config, &options).await
        }
        Command::Account(Account::IssueCodes(options)) => {
            command::codes::issue(config, &options).await
        }
        Command::Journal(Journal::Verify) => command::journal::verify(config).await,
        Command::Backup(options) => command::backup::write(config, &options).await,
        Command::Restore(options) => command::restore::restore(config, &options).await,
        Command::ContentHash => command::backup::content_hash(config).await,
        Command::Box(options) => command::ballot_box::run(config, &options).await,
        // Ran before the configuration was read, which it has no need of.
        Command::Text(Text::Files(_))
        | Command::Election(_)
        | Command::Credentials(_)
        | Command::Ballot(_)
        | Command::Trustee(_) => Ok(()),
        Command::Routes => {
            command::routes::print();
            Ok(())
        }
    }
}
