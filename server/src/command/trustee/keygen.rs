//! `palier trustee keygen`.

use super::key::{Passphrase, failed, write};
use super::options::Keygen;
use crate::cli::Failure;
use crate::command::by_hand::rng;
use palier_ballots::holder::new_single;

/// Makes the key of a single holder.
pub(super) fn keygen(options: &Keygen) -> Result<(), Failure> {
    let passphrase = Passphrase::of_new(&options.protection)?;
    let made = new_single(&options.group, passphrase.protection(), &mut rng());
    let made = made.map_err(|error| failed(&error))?;
    write(&options.out, "secret.key", "public.json", &made)
}
