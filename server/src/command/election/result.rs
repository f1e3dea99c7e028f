//! `palier election result`.

use super::options::Archive;
use super::sum::Sum;
use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::{in_group, refused};
use palier_ballots::Making;
use palier_ballots::conduct::{self, Missing, append, missing};

/// Opens the result and adds it.
pub(super) fn result(options: &Archive) -> Result<(), Failure> {
    let archive = ArchiveFile::change(&options.archive)?;
    in_group!(archive.group(), G => result_in::<G>(options, archive))
}

fn result_in<G: Making>(options: &Archive, archive: ArchiveFile) -> Result<(), Failure> {
    let name = options.archive.display();
    let sum = Sum::<G>::read(&archive)?;
    let factors = sum.decrypted(&archive);
    let decrypted: Vec<u64> = factors.keys().copied().collect();
    let owed = missing(&sum.trustees, &decrypted);
    if !owed.is_empty() {
        return Err(Failure::new(format!("{name}: {}", still(&owed))));
    }
    let result = conduct::result::<G>(&sum.ciphertexts, sum.weight, &sum.trustees, &factors);
    let result = result.map_err(|error| refused(&name, &error))?;
    let added = append::result(&mut archive.writer(), &result);
    let added = added.map_err(|error| refused(&name, &error))?;
    let report = archive.verify(&added)?;
    archive.append(&added)?;
    if let Some(result) = report.result {
        println!("result {result:?}");
    }
    Ok(())
}

/// Who has to decrypt still, in words.
pub(super) fn still(owed: &[Missing]) -> String {
    if owed.is_empty() {
        return "enough trustees have decrypted: `palier election result` opens the result".into();
    }
    let parts = owed.iter().map(|part| {
        let owners: Vec<String> = part.owners.iter().map(u64::to_string).collect();
        let owners = owners.join(", ");
        match (part.needed, part.owners.len()) {
            (1, 1) => format!("trustee {owners}"),
            (needed, _) => format!("{needed} of the trustees {owners}"),
        }
    });
    let parts: Vec<String> = parts.collect();
    format!("partial decryptions are missing: {}", parts.join("; and "))
}
