//! After the vote: ballots added up, what the holders decrypted checked, the result opened.

use crate::site::error::AppError;
use palier_ballots::archive::Writer;
use palier_ballots::check::{CheckedBallot, Ciphertext, check_partial_decryption};
use palier_ballots::conduct::{self, CollegesText, Tally, Verified, Verifying, append};
use palier_ballots::verify::Options;
use palier_ballots::wire::{
    EncryptedTallyText, EventType, PartialDecryptionText, ResultText, TrusteeText, parse,
};
use palier_ballots::{Ed25519, Election, Error, Group as _};
use palier_store::ballot_box::BallotBox;
use serde::Deserialize;
use std::collections::HashMap;

type Sum = Vec<Vec<Ciphertext<Ed25519>>>;
type Factors = Vec<Vec<<Ed25519 as palier_ballots::Group>::Element>>;

/// What the holders' page writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decryption {
    /// The number of the holder.
    pub owner: u64,
    /// What she decrypted of the whole tally.
    pub decryption: PartialDecryptionText,
    /// And of each college's sum.
    #[serde(default)]
    pub colleges: Option<Vec<PartialDecryptionText>>,
}

/// A frozen archive that was verified, with its ballots.
pub struct Frozen {
    /// What the verification kept.
    pub archive: Verified,
    bytes: Vec<u8>,
    seconds: u64,
    head: String,
    height: u64,
}

/// What an archive grows by.
pub struct Grown {
    /// The head that it grows from.
    pub from: String,
    /// Each event with its records.
    pub events: Vec<Vec<u8>>,
    /// The head that it has then.
    pub to: String,
}

/// Reads and verifies the archive of a box.
///
/// # Errors
/// When the database fails; the inner result says what is refused.
pub async fn frozen(boxed: &BallotBox) -> Result<Result<Frozen, Error>, AppError> {
    let board = boxed.board().await?;
    let mut bytes = Vec::new();
    loop {
        let at = i64::try_from(bytes.len()).map_err(|error| AppError::internal(&error))?;
        if at >= board.size {
            break;
        }
        let pieces = boxed.archive_from(at).await?;
        let some: Vec<u8> = pieces
            .into_iter()
            .filter(|piece| piece.start >= at)
            .flat_map(|piece| piece.bytes)
            .collect();
        if some.is_empty() {
            return Err(AppError::internal(&"an archive with a gap"));
        }
        bytes.extend(some);
    }
    let seconds = u64::try_from(boxed.sealed().seconds).unwrap_or_default();
    let height = u64::try_from(board.height).unwrap_or_default();
    let read = tokio::task::spawn_blocking(move || {
        let mut verifying = Verifying::new(Options::default()).with_ballots();
        verifying.push(&bytes);
        let archive = verifying.finish().1?;
        Ok(Frozen {
            archive,
            bytes,
            seconds,
            head: board.head,
            height,
        })
    });
    read.await.map_err(|error| AppError::internal(&error))
}

impl Frozen {
    /// How many voted.
    #[must_use]
    pub fn voters(&self) -> u64 {
        u64::try_from(self.archive.ballots.len()).unwrap_or(u64::MAX)
    }

    /// Adds the ballots up.
    ///
    /// # Errors
    /// When the record is none, or the outcome would not verify.
    pub fn tally(&self, record: &str) -> Result<Grown, Error> {
        let election = Election::<Ed25519>::read(record.as_bytes())?;
        let mut tally = Tally::<Ed25519>::new(election.questions());
        for (credential, answers) in &self.archive.ballots {
            let row = |row: &Vec<_>| row.iter().map(Ciphertext::parse).collect();
            let ballot = CheckedBallot {
                tracking_number: String::new(),
                credential: credential.clone(),
                answers: answers.iter().map(row).collect::<Result<_, _>>()?,
            };
            tally.add(ballot, 1);
        }
        let mut writer = self.writer();
        let event = append::encrypted_tally(&mut writer, &tally.records())?;
        self.grown(&writer, vec![event])
    }

    /// The sum of all ballots.
    fn sum(&self) -> Result<Sum, Error> {
        let row = |row: &Vec<_>| row.iter().map(Ciphertext::parse).collect();
        self.encrypted()?.iter().map(row).collect()
    }

    fn encrypted(&self) -> Result<EncryptedTallyText, Error> {
        let (_, record) = self.archive.tally.as_ref().ok_or(Error::NoTally)?;
        parse(record)
    }

    /// The sums of the colleges, in their order.
    fn sums(&self, colleges: &CollegesText) -> Result<Vec<Sum>, Error> {
        let ballots = &self.archive.ballots;
        let sums = colleges.sums::<Ed25519>(&self.archive.uuid, &self.encrypted()?, ballots)?;
        Ok(sums.into_iter().map(|college| college.sum).collect())
    }

    /// Checks what a holder decrypted, of the tally and of each college.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(
        &self,
        decryption: &Decryption,
        colleges: Option<&CollegesText>,
    ) -> Result<(), Error> {
        self.factors(decryption.owner, &self.sum()?, &decryption.decryption)?;
        let (Some(colleges), Some(texts)) = (colleges, &decryption.colleges) else {
            return match (colleges, &decryption.colleges) {
                (None, None) => Ok(()),
                _ => Err(Error::NoTally),
            };
        };
        let sums = self.sums(colleges)?;
        if sums.len() != texts.len() {
            return Err(Error::NoTally);
        }
        for (sum, text) in sums.iter().zip(texts) {
            self.factors(decryption.owner, sum, text)?;
        }
        Ok(())
    }

    fn factors(
        &self,
        owner: u64,
        sum: &Sum,
        text: &PartialDecryptionText,
    ) -> Result<Factors, Error> {
        let place = usize::try_from(owner).ok().and_then(|n| n.checked_sub(1));
        let part = place.and_then(|place| self.archive.trustees.get(place));
        let Some(TrusteeText::Single(holder)) = part else {
            return Err(Error::NotAHolder);
        };
        let key = Ed25519::decode(&holder.public_key)?;
        let fingerprint = &self.archive.fingerprint;
        let (factors, verdict) = check_partial_decryption::<Ed25519>(fingerprint, &key, sum, text)?;
        verdict.map(|()| factors)
    }

    /// Opens the result of all, and of each college: blank first, then the answers. The archive grows
    /// by it, unless it has its result already.
    ///
    /// # Errors
    /// What is wrong with what was decrypted.
    pub fn open(
        &self,
        decryptions: &[Decryption],
        colleges: Option<&CollegesText>,
    ) -> Result<(Option<Grown>, Vec<u64>, ByCollege), Error> {
        let whole = self.opened(&self.sum()?, self.voters(), decryptions, |one| {
            Some(&one.decryption)
        })?;
        let mut parts = Vec::new();
        if let Some(colleges) = colleges {
            let voters = colleges.voters(&self.archive.ballots);
            for (at, (sum, voters)) in self.sums(colleges)?.iter().zip(voters).enumerate() {
                let part = self.opened(sum, voters, decryptions, |one| {
                    one.colleges.as_ref()?.get(at)
                })?;
                parts.push(first(&part));
            }
        }
        if self.archive.stage == EventType::Result {
            return Ok((None, first(&whole), parts));
        }
        let mut writer = self.writer();
        let mut events = Vec::new();
        for one in decryptions {
            let text = &one.decryption;
            events.push(append::partial_decryption(&mut writer, one.owner, text)?);
        }
        events.push(append::result(&mut writer, &whole)?);
        Ok((Some(self.grown(&writer, events)?), first(&whole), parts))
    }

    fn opened<'a>(
        &self,
        sum: &Sum,
        voters: u64,
        decryptions: &'a [Decryption],
        text: impl Fn(&'a Decryption) -> Option<&'a PartialDecryptionText>,
    ) -> Result<ResultText, Error> {
        let mut factors = HashMap::new();
        for one in decryptions {
            let text = text(one).ok_or(Error::NoTally)?;
            factors.insert(one.owner, self.factors(one.owner, sum, text)?);
        }
        conduct::result::<Ed25519>(sum, voters, &self.archive.trustees, &factors)
    }

    fn writer(&self) -> Writer {
        Writer::resume(self.seconds, Some((self.head.clone(), self.height)))
    }

    /// What was added, once the whole was verified with it.
    fn grown(&self, writer: &Writer, events: Vec<Vec<u8>>) -> Result<Grown, Error> {
        let mut verifying = Verifying::new(Options::default());
        verifying.push(&self.bytes);
        for event in &events {
            verifying.push(event);
        }
        verifying.finish().1?;
        let (to, _) = writer.last().ok_or(Error::Missing)?;
        Ok(Grown {
            from: self.head.clone(),
            events,
            to: to.to_owned(),
        })
    }
}

/// The counts of each college, in their order.
pub type ByCollege = Vec<Vec<u64>>;

/// The counts of the only question.
fn first(result: &ResultText) -> Vec<u64> {
    let row = result.result.first().map(Vec::as_slice);
    row.unwrap_or_default()
        .iter()
        .map(|count| count.0)
        .collect()
}
