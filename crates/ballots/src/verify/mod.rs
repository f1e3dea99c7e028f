//! Verifying an archive, from its first byte to its result.
//!
//! The verdict is built from the checks that ran. Each check counts itself, and at the end the counts
//! are compared with what the archive holds: a check that was left out is a refusal, not a silence.

mod checks;
mod counting;
mod credentials;
mod decryption;
mod groups;
mod report;
mod threshold;
mod trustees;

use crate::archive::{Board, Head, Kind, Reader, Record, Step};
use crate::rule::{Refusal, Rule};
use crate::wire::EventType;
use checks::Checks;
use groups::{AnyElection, Events};

pub use report::{Check, Report, Verdict};

/// How many ballots are gathered before they are checked together.
const BATCH: usize = 128;

/// How many bytes of ballots are gathered at most, whatever their number.
const BATCH_BYTES: usize = 8 << 20;

/// What to ask of an archive beyond its being right.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Accept threshold trustees without context and signatures, as Belenios 2.0 wrote them.
    pub legacy: bool,
    /// Refuse an archive without a result.
    pub finished: bool,
    /// An earlier copy that the archive must extend.
    pub after: Option<Head>,
}

/// Verifies an archive that comes in pieces.
pub struct Verifier {
    options: Options,
    reader: Reader,
    board: Board,
    checks: Checks,
    head: Head,
    events: Events,
    election: Option<Box<dyn AnyElection>>,
    ballots: Vec<Record>,
    refusal: Option<Refusal>,
}

impl Verifier {
    /// A verifier at the start of an archive.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            reader: Reader::new(),
            board: Board::new(),
            checks: Checks::default(),
            head: Head::default(),
            events: Events::new(),
            election: None,
            ballots: Vec::new(),
            refusal: None,
        }
    }

    /// Takes the next bytes; says whether more are wanted, which is not so after a refusal.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        if self.refusal.is_none() {
            self.reader.push(bytes);
            let read = self.read();
            self.settle(read);
        }
        self.refusal.is_none()
    }

    /// How often a rule was found to hold so far, for whoever shows progress.
    pub fn done(&self, rule: Rule) -> u64 {
        self.checks.done(rule)
    }

    /// Ends the archive and reports.
    pub fn finish(mut self) -> Report {
        if self.refusal.is_none() {
            let ended = self.end();
            self.settle(ended);
        }
        let election = self.election.as_deref();
        Report {
            verdict: match &self.refusal {
                None => Verdict::Valid,
                Some(refusal) if refusal.rule == Rule::Beginning => Verdict::Unreadable,
                Some(_) => Verdict::Refused,
            },
            uuid: election.map(|election| election.uuid().to_owned()),
            group: election.map(|election| election.group()),
            stage: self.board.stage(),
            checks: self.checks.list(),
            result: election
                .and_then(|e| e.result())
                .filter(|_| self.refusal.is_none()),
            tolerated: election.map(|e| e.tolerated().to_vec()).unwrap_or_default(),
            refusal: self.refusal,
            head: self.head,
        }
    }

    /// Keeps the first refusal in the order of the archive: ballots that wait come before.
    fn settle(&mut self, outcome: Result<(), Refusal>) {
        if let Err(refusal) = outcome {
            self.refusal = Some(self.count_ballots().err().unwrap_or(refusal));
        }
    }

    fn read(&mut self) -> Result<(), Refusal> {
        loop {
            let read = self.reader.next_record();
            let Some(record) = self.checks.count_some(Rule::RecordBytes, read)? else {
                return Ok(());
            };
            self.checks.pass(Rule::RecordName);
            match record.kind {
                Kind::Header => {
                    self.checks.pass(Rule::Beginning);
                    self.head.header = Some(record.hash.clone());
                    self.extends_header()?;
                }
                Kind::Data => self.checks.expect(Rule::References),
                Kind::Event => self.checks.expect_event(),
            }
            if let Some(step) = self.board.take(record)? {
                self.checks.pass_event(step.records.len());
                self.extends(&step)?;
                self.step(step)?;
            }
        }
    }

    fn step(&mut self, mut step: Step) -> Result<(), Refusal> {
        *self.events.entry(step.event).or_default() += 1;
        if step.event == EventType::Ballot {
            self.ballots.append(&mut step.records);
            let bytes: usize = self.ballots.iter().map(|ballot| ballot.body.len()).sum();
            if self.ballots.len() < BATCH && bytes < BATCH_BYTES {
                return Ok(());
            }
            return self.count_ballots();
        }
        self.count_ballots()?;
        if step.event == EventType::Setup {
            let legacy = self.options.legacy;
            self.election = Some(groups::open(&step.records, legacy, &mut self.checks)?);
            return Ok(());
        }
        match &mut self.election {
            Some(election) => election.step(&step, &mut self.checks),
            None => Err(unchecked(Rule::Election)),
        }
    }

    fn count_ballots(&mut self) -> Result<(), Refusal> {
        let batch = std::mem::take(&mut self.ballots);
        match &mut self.election {
            Some(election) if !batch.is_empty() => election.ballots(&batch, &mut self.checks),
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), Refusal> {
        self.count_ballots()?;
        self.reader.finish()?;
        self.board.finish()?;
        if let Some(earlier) = &self.options.after
            && earlier.events.len() > self.head.events.len()
        {
            let (less, more) = (self.head.events.len(), earlier.events.len());
            let culprit = format!("{less} events, but the earlier copy has {more}");
            let refused = Refusal::new("end of the archive", Rule::Extends, culprit);
            return self.checks.count(Rule::Extends, Err(refused));
        }
        if self.options.finished {
            let done = self.board.stage() == Some(EventType::Result);
            let refused = || Refusal::new("end of the archive", Rule::Finished, "no result");
            self.checks
                .count(Rule::Finished, done.then_some(()).ok_or_else(refused))?;
        }
        match &self.election {
            Some(election) => election.complete(&self.checks, &self.events),
            None => Err(unchecked(Rule::Election)),
        }
    }

    fn extends_header(&mut self) -> Result<(), Refusal> {
        let Some(earlier) = &self.options.after else {
            return Ok(());
        };
        let refused = || {
            let culprit = "the first record differs from that of the earlier copy";
            Refusal::new(crate::archive::FIRST, Rule::Extends, culprit)
        };
        let same = earlier.header == self.head.header;
        self.checks
            .count(Rule::Extends, same.then_some(()).ok_or_else(refused))
    }

    fn extends(&mut self, step: &Step) -> Result<(), Refusal> {
        let height = self.head.events.len();
        self.head.events.push(step.hash.clone());
        let earlier = self.options.after.as_ref();
        let Some(expected) = earlier.and_then(|head| head.events.get(height)) else {
            return Ok(());
        };
        let refused = || {
            let culprit = format!("event {height} was {expected} in the earlier copy");
            Refusal::new(format!("{}.event.json", step.hash), Rule::Extends, culprit)
        };
        let same = *expected == step.hash;
        self.checks
            .count(Rule::Extends, same.then_some(()).ok_or_else(refused))
    }
}

/// Verifies an archive given in pieces.
pub fn verify<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>, options: Options) -> Report {
    let mut verifier = Verifier::new(options);
    for piece in pieces {
        if !verifier.push(piece.as_ref()) {
            break;
        }
    }
    verifier.finish()
}

/// Verifies a later archive and that it extends an earlier copy.
///
/// # Errors
/// The [`Refusal`] of the earlier copy, when its own structure is wrong.
pub fn verify_after<B: AsRef<[u8]>>(
    earlier: impl IntoIterator<Item = B>,
    later: impl IntoIterator<Item = B>,
    mut options: Options,
) -> Result<Report, Refusal> {
    options.after = Some(Head::read(earlier)?);
    Ok(verify(later, options))
}

/// The refusal of an archive that would pass because a check did not run.
pub(crate) fn unchecked(rule: Rule) -> Refusal {
    Refusal::new(
        "whole archive",
        rule,
        "the check did not run as often as it must",
    )
}
