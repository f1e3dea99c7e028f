//! `palier credentials combine`.

use super::options::Combine;
use crate::cli::Failure;
use crate::command::by_hand::files::write_together;
use crate::command::by_hand::{in_group, refused};
use crate::command::read;
use palier_ballots::wire::print;
use palier_ballots::{Making, SharesText};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use zeroize::Zeroizing;

/// Combines the shares of two authorities.
pub(super) fn combine(options: &Combine) -> Result<(), Failure> {
    let [first, second] = [shares(&options.first)?, shares(&options.second)?];
    in_group!(&first.group, G => combine_in::<G>(options, &first, &second))
}

fn shares(path: &Path) -> Result<SharesText, Failure> {
    let bytes = Zeroizing::new(read(path)?);
    SharesText::read(&bytes).map_err(|error| refused(path.display(), &error))
}

fn combine_in<G: Making>(
    options: &Combine,
    first: &SharesText,
    second: &SharesText,
) -> Result<(), Failure> {
    let combined = first.combine::<G>(second);
    let combined = combined.map_err(|error| refused("the shares are refused", &error))?;
    let list = print(&combined.credentials.entries());
    let tags: Vec<String> = combined.tags.iter().map(|tag| tag.print()).collect();
    let tags = print(&tags);
    let record = print(&Record {
        format: 1,
        group: &first.group,
        uuid: &first.uuid,
        roll: &first.roll,
        credentials: hexadecimal(&list),
        tags: hexadecimal(&tags),
    });
    write_together(
        &options.out,
        &[
            ("credentials.json", &list),
            ("tags.json", &tags),
            ("record.json", &record),
        ],
    )?;
    let folder = options.out.display();
    println!("{} credentials, every proof checked", combined.tags.len());
    println!("{folder}/credentials.json: public, for `palier election setup`");
    println!("{folder}/tags.json: for the server alone, a tag for each line of the roll");
    println!("{folder}/record.json: of which election and roll they are; public");
    println!(
        "now destroy {} and {}: together they join voters and ballots",
        options.first.display(),
        options.second.display()
    );
    Ok(())
}

/// What the two files belong to, and their hashes: so that a server takes no codes of another
/// election or roll.
#[derive(Serialize)]
struct Record<'a> {
    format: u64,
    group: &'a str,
    uuid: &'a str,
    roll: &'a str,
    credentials: String,
    tags: String,
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
