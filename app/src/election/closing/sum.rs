//! The encrypted tally of an archive, and the checks of what was decrypted of it.

use palier_ballots::archive::Step;
use palier_ballots::check::{Ciphertext, check_partial_decryption};
use palier_ballots::wire::{
    EncryptedTallyText, EventType, PartialDecryptionText, SizedTallyText, TrusteeText, parse,
};
use palier_ballots::{Error, Group};

/// What a partial decryption gives for each ciphertext.
pub(super) type Factors<G> = Vec<Vec<<G as Group>::Element>>;

/// The sum that is to be decrypted.
pub(super) struct Sum<G: Group> {
    /// For each question, the sums of its choices.
    pub ciphertexts: Vec<Vec<Ciphertext<G>>>,
    /// How many ballots are in it.
    pub ballots: u64,
    /// The sum of their weights.
    pub weight: u64,
    /// The trustees, part by part.
    pub trustees: Vec<TrusteeText>,
    fingerprint: String,
}

impl<G: Group> Sum<G> {
    /// Reads the tally among the steps of an archive, its setup first; none before the tally.
    pub fn of<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Result<Option<Self>, Error> {
        let (mut setup, mut tally) = (None, None);
        for step in steps {
            match step.event {
                EventType::Setup => setup = Some(&step.records[..]),
                EventType::EncryptedTally => tally = Some(&step.records[..]),
                _ => {}
            }
        }
        let (Some([election, trustees, ..]), Some([sum, sized])) = (setup, tally) else {
            return Ok(None);
        };
        let text: EncryptedTallyText = parse(&sum.body)?;
        let rows = text.iter();
        let rows = rows.map(|row| row.iter().map(Ciphertext::parse).collect());
        let sized: SizedTallyText = parse(&sized.body)?;
        Ok(Some(Self {
            ciphertexts: rows.collect::<Result<_, _>>()?,
            ballots: sized.num_tallied,
            weight: sized.total_weight.0,
            trustees: parse(&trustees.body)?,
            fingerprint: G::fingerprint(&election.body),
        }))
    }

    /// Checks what the holder of this number decrypted: the factors, or what is wrong with them.
    pub fn check(&self, owner: u64, text: &PartialDecryptionText) -> Result<Factors<G>, Error> {
        let place = usize::try_from(owner).ok().and_then(|n| n.checked_sub(1));
        let keys = keys(&self.trustees);
        let key = place.and_then(|place| keys.get(place).copied());
        let key = G::decode(key.ok_or(Error::NotAHolder)?)?;
        let (factors, verdict) =
            check_partial_decryption::<G>(&self.fingerprint, &key, &self.ciphertexts, text)?;
        verdict.map(|()| factors)
    }
}

/// The keys that partial decryptions are checked with, through all parts.
fn keys(trustees: &[TrusteeText]) -> Vec<&str> {
    let keys = trustees.iter().flat_map(|trustee| match trustee {
        TrusteeText::Single(text) => vec![text.public_key.as_str()],
        TrusteeText::Pedersen(text) => {
            let keys = text.verification_keys.iter();
            keys.map(|key| key.public_key.as_str()).collect()
        }
    });
    keys.collect()
}

/// How many holders there are, through all parts.
pub(super) fn holders(trustees: &[TrusteeText]) -> u64 {
    u64::try_from(keys(trustees).len()).unwrap_or(u64::MAX)
}
