//! The encrypted tally of an archive, and what was decrypted of it.

use crate::cli::Failure;
use crate::command::by_hand::archive::ArchiveFile;
use crate::command::by_hand::refused;
use palier_ballots::check::{Ciphertext, check_partial_decryption};
use palier_ballots::wire::{
    EncryptedTallyText, EventType, OwnedText, PartialDecryptionText, SizedTallyText, TrusteeText,
    parse,
};
use palier_ballots::{Error, Making};
use std::collections::HashMap;

/// What a partial decryption gives for each ciphertext.
pub(super) type Factors<G> = Vec<Vec<<G as palier_ballots::Group>::Element>>;

/// The tally that is to be decrypted.
pub(super) struct Sum<G: Making> {
    /// The sum of the ballots.
    pub ciphertexts: Vec<Vec<Ciphertext<G>>>,
    /// The sum of their weights.
    pub weight: u64,
    /// The trustees, part by part.
    pub trustees: Vec<TrusteeText>,
    fingerprint: String,
}

impl<G: Making> Sum<G> {
    /// Reads the tally; an archive that has none yet, or its result already, is refused.
    pub fn read(archive: &ArchiveFile) -> Result<Self, Failure> {
        let name = archive.path().display();
        if archive.stage() == Some(EventType::Result) {
            return Err(Failure::new(format!("{name}: has its result already")));
        }
        let step = archive.steps(EventType::EncryptedTally).next();
        let Some([tally, sized]) = step.map(|step| &*step.records) else {
            return Err(Failure::new(format!(
                "{name}: has no tally yet; make it with `palier election tally {name}`"
            )));
        };
        let named = |error: Error| refused(&name, &error);
        let text: EncryptedTallyText = parse(&tally.body).map_err(named)?;
        let ciphertexts = text.iter();
        let ciphertexts = ciphertexts.map(|row| row.iter().map(Ciphertext::parse).collect());
        let sized: SizedTallyText = parse(&sized.body).map_err(named)?;
        Ok(Self {
            ciphertexts: ciphertexts.collect::<Result<_, _>>().map_err(named)?,
            weight: sized.total_weight.0,
            trustees: archive.trustees()?,
            fingerprint: G::fingerprint(archive.election_bytes()),
        })
    }

    /// How many trustees there are, through all parts.
    pub fn holders(&self) -> usize {
        self.keys().len()
    }

    /// Checks what the trustee of this number decrypted.
    ///
    /// # Errors
    /// When there is no such trustee, or what is wrong with it.
    pub fn check(&self, owner: u64, text: &PartialDecryptionText) -> Result<Factors<G>, Error> {
        let place = usize::try_from(owner).ok().and_then(|n| n.checked_sub(1));
        let key = place.and_then(|place| self.keys().get(place).copied());
        let key = G::decode(key.ok_or(Error::NotAHolder)?)?;
        let (factors, verdict) =
            check_partial_decryption::<G>(&self.fingerprint, &key, &self.ciphertexts, text)?;
        verdict.map(|()| factors)
    }

    /// The partial decryptions of the archive that hold, by the number of their trustee.
    pub fn decrypted(&self, archive: &ArchiveFile) -> HashMap<u64, Factors<G>> {
        let steps = archive.steps(EventType::PartialDecryption);
        let valid = steps.filter_map(|step| {
            let [partial, owned] = &step.records[..] else {
                return None;
            };
            let owner = parse::<OwnedText>(&owned.body).ok()?.owner;
            let factors = self.check(owner, &parse(&partial.body).ok()?).ok()?;
            Some((owner, factors))
        });
        valid.collect()
    }

    /// The keys that partial decryptions are checked with, through all parts.
    fn keys(&self) -> Vec<&str> {
        let keys = self.trustees.iter().flat_map(|trustee| match trustee {
            TrusteeText::Single(text) => vec![text.public_key.as_str()],
            TrusteeText::Pedersen(text) => {
                let keys = text.verification_keys.iter();
                keys.map(|key| key.public_key.as_str()).collect()
            }
        });
        keys.collect()
    }
}
