//! `palier trustee check`.

use super::key::{failed, open};
use super::options::Check;
use crate::cli::Failure;
use crate::command::election::Pieces;
use palier_ballots::conduct::Verified;
use palier_ballots::holder::{self, Standing};
use std::path::Path;

/// Verifies an archive and says whether a key is one of its keys.
pub(super) fn check(options: &Check) -> Result<(), Failure> {
    let (key, _) = open(&options.key)?;
    let archive = verified(&options.archive)?;
    let standing = holder::check(&archive, &key).map_err(|error| failed(&error))?;
    if options.json {
        let line = serde_json::to_string(&standing)
            .map_err(|error| Failure::new(format!("cannot print: {error}")))?;
        println!("{line}");
    } else {
        print!("{}", text(&standing));
    }
    Ok(())
}

/// Verifies an archive, or the one archive of a folder.
pub(super) fn verified(path: &Path) -> Result<Verified, Failure> {
    let unreadable = |error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut pieces = Pieces::open(path).map_err(unreadable)?;
    let verified = Verified::read(pieces.by_ref());
    // What could not be read to its end says nothing, though it may look like a shorter archive.
    if let Some(error) = pieces.failure() {
        return Err(unreadable(error));
    }
    verified.map_err(|error| failed(&error))
}

/// What a holder wants to know, in lines.
fn text(standing: &Standing) -> String {
    let Standing {
        uuid,
        name,
        stage,
        owner,
        holders,
        threshold,
        size,
        ..
    } = standing;
    let mut lines = vec![
        format!("election {uuid}, \"{name}\": the archive is valid up to {stage}"),
        format!("this key is that of holder {owner} of {holders}"),
    ];
    if let Some(certificates) = &standing.certificates {
        lines.push(format!(
            "{threshold} of the {size} holders of her part suffice"
        ));
        lines.push(format!(
            "certificates {certificates}: compare this with what round 3 printed"
        ));
    } else {
        lines.push("nothing is decrypted without her".to_owned());
    }
    if !standing.decrypts {
        lines.push("this is the key file of round 1: that of round 5 decrypts".to_owned());
    }
    lines.push(match &standing.tally {
        Some(tally) => format!("the tally {tally} can be decrypted"),
        None => "there is no tally to decrypt yet".to_owned(),
    });
    lines.join("\n") + "\n"
}
