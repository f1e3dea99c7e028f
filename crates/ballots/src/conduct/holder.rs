//! A key holder's part: nothing is decrypted before the whole archive was verified.

use rand_core::CryptoRng;

use crate::archive::{Board, Reader, Step};
use crate::check::Ciphertext;
use crate::verify::{Options, Verdict, verify};
use crate::wire::{EncryptedTallyText, EventType, PartialDecryptionText, TrusteeText, parse};
use crate::{Error, Group, Making, SecretScalar, decrypt};

/// What a holder gives back, and what she remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decrypted {
    /// The number of the holder, from 1 through all parts of the trustees.
    pub owner: u64,
    /// The factors with their proofs.
    pub text: PartialDecryptionText,
    /// The name of the tally's record; kept with the key, it keeps a second tally from being
    /// decrypted.
    pub tally: String,
}

/// Verifies an archive and decrypts its tally with a holder's key.
///
/// `before` is the tally that the holder decrypted earlier in this election, if any: whoever got two
/// different ones decrypted would learn the difference, which may be one vote.
///
/// # Errors
/// [`Error::ArchiveRefused`] with what the verification found, [`Error::NoTally`] before the ballots
/// were added up, [`Error::OtherTally`], and [`Error::NotAHolder`] when the key is none of the
/// election's.
pub fn decrypt_archive<G: Making, R: CryptoRng + ?Sized>(
    archive: &[u8],
    key: &SecretScalar<G>,
    before: Option<&str>,
    rng: &mut R,
) -> Result<Decrypted, Error> {
    let report = verify([archive], Options::default());
    if report.verdict != Verdict::Valid {
        let reason = report
            .refusal
            .map_or(String::new(), |refusal| refusal.to_string());
        return Err(Error::ArchiveRefused { reason });
    }
    let steps = steps(archive)?;
    let setup = bodies(&steps, EventType::Setup).ok_or(Error::NoTally)?;
    let [election, trustees, ..] = setup[..] else {
        return Err(Error::NoTally);
    };
    let tally = steps
        .iter()
        .find(|step| step.event == EventType::EncryptedTally);
    let record = tally.and_then(|step| step.records.first());
    let record = record.ok_or(Error::NoTally)?;
    if before.is_some_and(|before| before != record.hash) {
        return Err(Error::OtherTally);
    }
    let owner = owner::<G>(&parse::<Vec<TrusteeText>>(trustees)?, &key.public())?;
    let sum = parse::<EncryptedTallyText>(&record.body)?
        .iter()
        .map(|row| row.iter().map(Ciphertext::<G>::parse).collect())
        .collect::<Result<Vec<Vec<_>>, _>>()?;
    Ok(Decrypted {
        owner,
        text: decrypt(&G::fingerprint(election), key, &sum, rng),
        tally: record.hash.clone(),
    })
}

/// The events of an archive that was verified before.
fn steps(archive: &[u8]) -> Result<Vec<Step>, Error> {
    let refused = |refusal: crate::Refusal| Error::ArchiveRefused {
        reason: refusal.to_string(),
    };
    let (mut reader, mut board, mut steps) = (Reader::new(), Board::new(), Vec::new());
    reader.push(archive);
    while let Some(record) = reader.next_record().map_err(refused)? {
        steps.extend(board.take(record).map_err(refused)?);
    }
    Ok(steps)
}

/// The contents of the records of the first event of a type.
fn bodies(steps: &[Step], event: EventType) -> Option<Vec<&[u8]>> {
    let step = steps.iter().find(|step| step.event == event)?;
    Some(step.records.iter().map(|record| &*record.body).collect())
}

/// The number of the holder of a key.
fn owner<G: Group>(trustees: &[TrusteeText], key: &G::Element) -> Result<u64, Error> {
    let key = G::encode(key);
    let keys = trustees.iter().flat_map(|trustee| match trustee {
        TrusteeText::Single(text) => vec![&text.public_key],
        TrusteeText::Pedersen(text) => {
            let keys = text.verification_keys.iter();
            keys.map(|text| &text.public_key).collect()
        }
    });
    let found = (1..).zip(keys).find(|(_, one)| **one == key);
    found.map(|(owner, _)| owner).ok_or(Error::NotAHolder)
}
