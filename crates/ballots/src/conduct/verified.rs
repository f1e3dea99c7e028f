//! An archive that a key holder has verified, with what she needs of it.

use super::CountedBallots;
use crate::archive::{Board, Reader, Step};
use crate::verify::{Options, Report, Verdict, Verifier};
use crate::wire::{BallotText, ElectionText, EventType, TrusteeText, parse};
use crate::{Error, HashLayer, Rule, Version1};

/// What a verified archive says of its election; nothing else makes one.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The identifier of the election.
    pub uuid: String,
    /// The name of its group.
    pub group: String,
    /// Its title.
    pub name: String,
    /// What its record says of it.
    pub description: String,
    /// The fingerprint of its record.
    pub fingerprint: String,
    /// The last event of the archive.
    pub stage: EventType,
    /// Who holds the keys.
    pub trustees: Vec<TrusteeText>,
    /// The encrypted tally, once the ballots were added up: the name of its record, and the record.
    pub tally: Option<(String, Vec<u8>)>,
    /// The choices of the ballots that count; empty unless they were asked for.
    pub ballots: CountedBallots,
}

/// An archive that comes in pieces: it is verified, and the few records that a holder needs are kept.
pub struct Verifying {
    verifier: Verifier,
    reader: Reader,
    board: Board,
    kept: Vec<Step>,
    /// Whether ballots are kept too.
    keeps: bool,
    ballots: CountedBallots,
}

impl Verifying {
    /// The start of an archive.
    pub fn new(options: Options) -> Self {
        Self {
            verifier: Verifier::new(options),
            reader: Reader::new(),
            board: Board::new(),
            kept: Vec::new(),
            keeps: false,
            ballots: CountedBallots::new(),
        }
    }

    /// The same, keeping the choices of every ballot that counts: for sums by college, and a box
    /// that is not large.
    #[must_use]
    pub fn with_ballots(mut self) -> Self {
        self.keeps = true;
        self
    }

    /// Takes the next bytes; says whether more are wanted, which is not so after a refusal.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        let more = self.verifier.push(bytes);
        if more {
            self.reader.push(bytes);
            // What the verifier let pass is read; a refusal here would be one there.
            while let Ok(Some(record)) = self.reader.next_record() {
                let wanted = |step: &Step| {
                    matches!(step.event, EventType::Setup | EventType::EncryptedTally)
                };
                let step = self.board.take(record).ok().flatten();
                if self.keeps {
                    self.keep_ballot(step.as_ref());
                }
                self.kept.extend(step.filter(wanted));
            }
        }
        more
    }

    /// Keeps the choices of a ballot; a later one of the same credential replaces an earlier one.
    fn keep_ballot(&mut self, step: Option<&Step>) {
        let ballot = step.filter(|step| step.event == EventType::Ballot);
        let record = ballot.and_then(|step| step.records.last());
        if let Some(text) = record.and_then(|record| parse::<BallotText>(&record.body).ok()) {
            let choices = text.answers.into_iter().map(|answer| answer.choices);
            self.ballots.insert(text.credential, choices.collect());
        }
    }

    /// How often a rule was found to hold so far, for whoever shows progress.
    pub fn done(&self, rule: Rule) -> u64 {
        self.verifier.done(rule)
    }

    /// Ends the archive: the report, and what a holder needs of it when it is valid.
    ///
    /// # Errors
    /// [`Error::ArchiveRefused`] with what the verification found.
    pub fn finish(self) -> (Report, Result<Verified, Error>) {
        let report = self.verifier.finish();
        let refused = |reason: String| Err(Error::ArchiveRefused { reason });
        let verified = match (report.verdict, report.stage, &report.refusal) {
            (Verdict::Valid, Some(stage), None) => Verified::of(&self.kept, stage, self.ballots),
            (_, _, Some(refusal)) => refused(refusal.to_string()),
            _ => refused(NO_SETUP.to_owned()),
        };
        (report, verified)
    }
}

/// Why an archive that begins right and then holds nothing is refused.
const NO_SETUP: &str = "it has no setup";

impl Verified {
    /// Verifies an archive that comes in pieces, and keeps a few records of it only.
    ///
    /// # Errors
    /// [`Error::ArchiveRefused`] with what the verification found.
    pub fn read<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Result<Self, Error> {
        let mut verifying = Verifying::new(Options::default());
        for piece in pieces {
            if !verifying.push(piece.as_ref()) {
                break;
            }
        }
        verifying.finish().1
    }

    /// Takes what is needed out of the records of a valid archive.
    fn of(kept: &[Step], stage: EventType, ballots: CountedBallots) -> Result<Self, Error> {
        let find = |event| kept.iter().find(|step| step.event == event);
        let Some([election, trustees, ..]) = find(EventType::Setup).map(|step| &*step.records)
        else {
            return Err(Error::ArchiveRefused {
                reason: NO_SETUP.to_owned(),
            });
        };
        let text: ElectionText = parse(&election.body)?;
        let tally = find(EventType::EncryptedTally).and_then(|step| step.records.first());
        Ok(Self {
            uuid: text.uuid,
            group: text.group,
            name: text.name,
            description: text.description,
            // The verifier reads this version alone.
            fingerprint: Version1::fingerprint(&election.body),
            stage,
            trustees: parse(&trustees.body)?,
            tally: tally.map(|record| (record.hash.clone(), record.body.to_vec())),
            ballots,
        })
    }
}
