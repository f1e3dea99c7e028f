//! `palier trustee decrypt`.

use super::check::verified;
use super::key::{failed, free, open};
use super::options::Decrypt;
use super::state;
use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::command::by_hand::rng;
use palier_ballots::Error;
use palier_ballots::holder;

/// Verifies an archive, decrypts a holder's part of its tally, and remembers which tally it was.
pub(super) fn decrypt(options: &Decrypt) -> Result<(), Failure> {
    free(&options.out)?;
    let (key, _) = open(&options.key)?;
    let archive = verified(&options.archive)?;
    let before = state::tally(&options.state, &archive.uuid)?;
    let made = holder::decrypt(&archive, &key, before.as_deref(), &mut rng());
    let made = made.map_err(|error| match error {
        Error::OtherTally => Failure::new(format!(
            "{error}; {} remembers {}, and decrypting both could show one person's vote: refuse, and \
             ask publicly why there are two",
            options.state.display(),
            before.as_deref().unwrap_or_default(),
        )),
        error => failed(&error),
    })?;
    if before.is_none() {
        state::remember(&options.state, &made.uuid, &made.tally)?;
        let state = options.state.display();
        println!("{state}: remembers this tally; no other one of this election is decrypted");
    }
    write_new(&options.out, made.text.as_bytes())?;
    let path = options.out.display();
    println!(
        "{path}: the part of holder {}, of election {}, tally {}; send this",
        made.owner, made.uuid, made.tally
    );
    Ok(())
}
