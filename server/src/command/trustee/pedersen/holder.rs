//! Rounds 1, 3 and 5, on the holder's machine.

use crate::cli::Failure;
use crate::command::by_hand::files::write_new;
use crate::command::by_hand::rng;
use crate::command::trustee::key::{Passphrase, failed, free, open, write};
use crate::command::trustee::options::{Certificate, Output, Polynomial};
use crate::command::utf8;
use palier_ballots::holder::{self, certificates_fingerprint, new_seed};
use palier_ballots::threshold::Context;

/// Round 1.
pub(super) fn certificate(options: &Certificate) -> Result<(), Failure> {
    let passphrase = Passphrase::of_new(&options.protection)?;
    let context = Context {
        size: options.size,
        threshold: options.threshold,
        index: options.index,
    };
    let protection = passphrase.protection();
    let made = new_seed(&options.group, context, protection, &mut rng());
    let made = made.map_err(|error| failed(&error))?;
    write(&options.out, "secret.key", "certificate.json", &made)
}

/// Round 3.
pub(super) fn polynomial(options: &Polynomial) -> Result<(), Failure> {
    free(&options.out)?;
    let certificates = utf8(&options.certificates)?;
    let (key, _) = open(&options.key)?;
    let made = holder::polynomial(&key, &certificates, &mut rng());
    let made = made.map_err(|error| failed(&error))?;
    write_new(&options.out, made.as_bytes())?;
    println!("{}: send this", options.out.display());
    tell(&certificates)
}

/// Round 5.
pub(super) fn output(options: &Output) -> Result<(), Failure> {
    let certificates = utf8(&options.certificates)?;
    let input = utf8(&options.input)?;
    let (key, passphrase) = open(&options.key)?;
    let protection = passphrase.protection();
    let made = holder::output(&key, &certificates, &input, protection, &mut rng());
    let made = made.map_err(|error| failed(&error))?;
    write(&options.out, "decryption.key", "output.json", &made)?;
    println!("the shares of all holders fit; decryption.key alone decrypts: print it too");
    tell(&certificates)
}

/// Says what to compare with the other holders.
fn tell(certificates: &str) -> Result<(), Failure> {
    let fingerprint = certificates_fingerprint(certificates).map_err(|error| failed(&error))?;
    println!("certificates {fingerprint}: compare this with the other holders");
    Ok(())
}
