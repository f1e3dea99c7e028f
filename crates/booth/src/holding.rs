//! A key holder's part: her key, the rounds of a threshold, and the tally.

use palier_ballots::Group;
use palier_ballots::conduct::CollegesText;
use palier_ballots::holder::{self, KeyFile, Made, Protection};
use palier_ballots::threshold::Context;
use rand_core::CryptoRng;
use serde_json::{Value, json};

use crate::checking::printed;
use crate::request::Request;
use crate::{Desk, G, Trouble};

/// Opens `key_file` with `passphrase`.
fn key(request: &Request) -> Result<KeyFile, Trouble> {
    let opened = KeyFile::open(request.text("key_file")?, protection(request)?);
    opened.map_err(|error| Trouble::from(error).within("key_file"))
}

fn protection(request: &Request) -> Result<Protection<'_>, Trouble> {
    Ok(Protection::Passphrase(request.text("passphrase")?))
}

/// What the holders compare of their certificates, aloud or on paper.
fn fingerprint(certificates: &str) -> Result<String, Trouble> {
    holder::certificates_fingerprint(certificates)
        .map_err(|error| Trouble::from(error).within("certificates"))
}

impl<R: CryptoRng> Desk<R> {
    /// Does what a key holder asks for; nothing when it is something else.
    pub(crate) fn hold(
        &mut self,
        what: &str,
        request: &Request,
    ) -> Option<Result<String, Trouble>> {
        let done = match what {
            "single" => self.single(request),
            "round-1" => self.round_1(request),
            "round-3" => self.round_3(request),
            "round-5" => self.round_5(request),
            "standing" => return Some(self.standing(request)),
            "decrypt" => self.decrypt(request),
            _ => return None,
        };
        Some(done.map(|done| done.to_string()))
    }

    /// Makes the key of a single holder.
    fn single(&mut self, request: &Request) -> Result<Value, Trouble> {
        let made = holder::new_single(G::NAME, protection(request)?, &mut self.rng)?;
        Ok(given(&made))
    }

    /// Round 1: a seed and its certificate.
    fn round_1(&mut self, request: &Request) -> Result<Value, Trouble> {
        let context = Context {
            size: request.number("size")?,
            threshold: request.number("threshold")?,
            index: request.number("index")?,
        };
        let made = holder::new_seed(G::NAME, context, protection(request)?, &mut self.rng)?;
        Ok(given(&made))
    }

    /// Round 3: the shares for the other holders.
    fn round_3(&mut self, request: &Request) -> Result<Value, Trouble> {
        let certificates = request.text("certificates")?;
        let fingerprint = fingerprint(certificates)?;
        let public = holder::polynomial(&key(request)?, certificates, &mut self.rng)?;
        Ok(json!({ "public": public, "fingerprint": fingerprint }))
    }

    /// Round 5: the key that decrypts, under the same passphrase.
    fn round_5(&mut self, request: &Request) -> Result<Value, Trouble> {
        let certificates = request.text("certificates")?;
        let fingerprint = fingerprint(certificates)?;
        let made = holder::output(
            &key(request)?,
            certificates,
            request.text("input")?,
            protection(request)?,
            &mut self.rng,
        )?;
        let mut given = given(&made);
        given["fingerprint"] = fingerprint.into();
        Ok(given)
    }

    /// Whether a key is one of those of the archive that was verified.
    fn standing(&self, request: &Request) -> Result<String, Trouble> {
        let archive = self.archive.as_ref().ok_or_else(no_archive)?;
        printed(&holder::check(archive, &key(request)?)?)
    }

    /// Decrypts the tally of the archive that was verified.
    ///
    /// Whoever asks keeps `tally` for good before `text` leaves the device. With `colleges`, which
    /// needs an archive that was verified with its `ballots`, the sum of each college too.
    fn decrypt(&mut self, request: &Request) -> Result<Value, Trouble> {
        let key = key(request)?;
        let archive = self.archive.as_ref().ok_or_else(no_archive)?;
        let before = request.text_if_any("before");
        let made = match request.text_if_any("colleges") {
            None => holder::decrypt(archive, &key, before, &mut self.rng)?,
            Some(text) => {
                let colleges = CollegesText::read(text.as_bytes())
                    .map_err(|error| Trouble::from(error).within("colleges"))?;
                let rng = &mut self.rng;
                holder::decrypt_with_colleges(archive, &key, &colleges, before, rng)?
            }
        };
        Ok(json!({
            "text": made.text,
            "uuid": made.uuid,
            "tally": made.tally,
            "owner": made.owner,
        }))
    }
}

fn given(made: &Made) -> Value {
    json!({ "public": made.public, "key_file": *made.key_file })
}

fn no_archive() -> Trouble {
    Trouble::new("no-archive", "a valid archive comes first")
}
