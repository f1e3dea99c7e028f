//! `palier box ...`: the box of one election, counted, copied and put back.

use crate::cli::Failure;
use crate::config::Config;
use clap::Subcommand;
use palier_store::StoreError;
use palier_store::ballot_box::{BallotBox, BallotBoxes};
use std::path::PathBuf;

/// Commands about the box of an election.
#[derive(Debug, Subcommand)]
pub enum Box {
    /// Count marks and ballots: they must be as many
    Count {
        /// The election's identifier
        election: String,
    },
    /// Write a box to a file: register, waiting ballots, archive. No order of votes is in it
    Copy {
        /// The election's identifier
        election: String,
        /// A file that is not there yet, as BbGQ2n8QqP5bjx.box
        file: PathBuf,
    },
    /// Put a box back from such a file, where the election has none
    Restore {
        /// The file
        file: PathBuf,
    },
}

/// Runs a command about a box.
///
/// # Errors
/// When there is no such box, or the database or the disk refuses.
pub async fn run(config: &Config, command: &Box) -> Result<(), Failure> {
    let boxes = BallotBoxes::beside(&config.database_url()?)?;
    match command {
        Box::Count { election } => count(&open(&boxes, election).await?).await?,
        Box::Copy { election, file } => {
            let copied = open(&boxes, election).await?.copy_to(file).await;
            copied.map_err(|error| said(file, error))?;
            println!(
                "{} holds the box of {election} and the secret of its promises: keep it as safe",
                file.display()
            );
        }
        Box::Restore { file } => {
            let election = boxes.restore(file).await;
            let election = election.map_err(|error| said(file, error))?;
            println!("the box of {election} is back");
        }
    }
    boxes.close().await;
    Ok(())
}

async fn open(boxes: &BallotBoxes, election: &str) -> Result<BallotBox, Failure> {
    let found = boxes.open(election).await?;
    found.ok_or_else(|| Failure::new(format!("the election {election} has no box here")))
}

async fn count(boxed: &BallotBox) -> Result<(), Failure> {
    let count = boxed.count().await?;
    println!("lines of the register   {}", count.lines);
    println!("voted online            {}", count.online);
    println!("voted in the box        {}", count.in_box);
    println!("voted by post           {}", count.by_post);
    println!("voters in the box       {}", count.voters);
    println!("ballots that wait       {}", count.waiting);
    println!("ballots on the board    {}", count.published);
    if count.agrees() {
        Ok(())
    } else {
        Err(Failure::new(
            "marks and voters differ: nothing may be tallied",
        ))
    }
}

fn said(file: &std::path::Path, error: StoreError) -> Failure {
    match error {
        StoreError::Conflict(why) => Failure::new(format!("{}: {why}", file.display())),
        StoreError::Missing(what) => Failure::new(format!("{} is no {what}", file.display())),
        error => error.into(),
    }
}
