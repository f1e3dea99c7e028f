//! `palier election add-decryption`.

use super::options::AddDecryption;
use super::sum::Sum;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::{in_group, refused};
use crate::command::read;
use palier_ballots::Making;
use palier_ballots::conduct::{append, missing};
use palier_ballots::wire::{EventType, OwnedText, PartialDecryptionText, parse};

/// What `palier trustee decrypt` writes.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Decryption {
    owner: u64,
    decryption: PartialDecryptionText,
}

/// Checks what a trustee decrypted and adds it.
pub(super) fn add(options: &AddDecryption) -> Result<(), Failure> {
    let name = options.decryption.display();
    let decryption: Decryption = serde_json::from_slice(&read(&options.decryption)?)
        .map_err(|error| Failure::new(format!("{name} is no partial decryption: {error}")))?;
    let archive = ArchiveFile::change(&options.archive)?;
    in_group!(archive.group(), G => add_in::<G>(options, archive, &decryption))
}

fn add_in<G: Making>(
    options: &AddDecryption,
    archive: ArchiveFile,
    decryption: &Decryption,
) -> Result<(), Failure> {
    let Decryption { owner, decryption } = decryption;
    let sum = Sum::<G>::read(&archive)?;
    if owners(&archive).contains(owner) {
        return Err(Failure::new(format!(
            "trustee {owner} has decrypted already"
        )));
    }
    sum.check(*owner, decryption).map_err(|error| {
        let file = options.decryption.display();
        let of = format!("trustee {owner} of {}", sum.holders());
        refused(format!("{file} is refused: {of}"), &error)
    })?;
    let added = append::partial_decryption(&mut archive.writer(), *owner, decryption);
    let added = added.map_err(|error| refused(options.archive.display(), &error))?;
    archive.verify(&added)?;
    let mut decrypted: Vec<u64> = sum.decrypted(&archive).into_keys().collect();
    archive.append(&added)?;
    decrypted.push(*owner);
    println!("trustee {owner} has decrypted");
    println!(
        "{}",
        super::result::still(&missing(&sum.trustees, &decrypted))
    );
    Ok(())
}

/// Whose partial decryptions stand in the archive, valid or not.
fn owners(archive: &ArchiveFile) -> Vec<u64> {
    let steps = archive.steps(EventType::PartialDecryption);
    let owned = steps.filter_map(|step| parse::<OwnedText>(&step.records.last()?.body).ok());
    owned.map(|owned| owned.owner).collect()
}
