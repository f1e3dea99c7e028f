//! Going through an archive: verified as anybody verifies it, with what a step needs of it taken out.

use super::ClosingError;
use palier_ballots::archive::{Kind, Reader, Record, Step, Writer};
use palier_ballots::verify::{Options, Report, Verdict, Verifier};
use palier_ballots::wire::{EventText, EventType, parse};
use palier_ballots::{Error, Rule};
use palier_store::ballot_box::BallotBox;
use palier_store::election::freeze::Freeze;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// Records joined to steps: whether they are right is for the verification to say.
pub(super) struct Steps {
    reader: Reader,
    waiting: Vec<Record>,
}

impl Steps {
    /// The start of an archive.
    pub fn new() -> Self {
        Self {
            reader: Reader::new(),
            waiting: Vec::new(),
        }
    }

    /// Takes the next bytes; gives the steps that they bring to their end, each with its height.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<(u64, Step)>, ClosingError> {
        self.reader.push(bytes);
        let mut steps = Vec::new();
        while let Some(record) = self.reader.next_record().map_err(ClosingError::Refused)? {
            match record.kind {
                Kind::Header => {}
                Kind::Data => self.waiting.push(record),
                Kind::Event => {
                    let text: EventText = parse(&record.body)?;
                    let step = Step {
                        event: text.r#type,
                        hash: record.hash.clone(),
                        records: std::mem::take(&mut self.waiting),
                    };
                    steps.push((text.height, step));
                }
            }
        }
        Ok(steps)
    }
}

/// An archive that is gone through.
pub(super) struct Walk {
    verifier: Verifier,
    steps: Steps,
    seconds: u64,
    last: Option<(String, u64)>,
    stage: Option<EventType>,
    /// The head at the end of the vote.
    end: Option<String>,
}

/// An archive that was gone through, and found valid.
pub(super) struct Walked {
    /// What was checked.
    pub report: Report,
    /// The head before what was added.
    pub from: String,
    /// The last head.
    pub to: String,
    /// The head at the end of the vote.
    pub end: Option<String>,
    /// The events that were added.
    pub added: Vec<Vec<u8>>,
}

impl Walk {
    /// The start of an archive whose records repeat this time.
    pub fn new(seconds: u64) -> Self {
        Self {
            verifier: Verifier::new(Options::default()),
            steps: Steps::new(),
            seconds,
            last: None,
            stage: None,
            end: None,
        }
    }

    /// Takes the next bytes, and gives each step to `each`; says whether more are wanted.
    pub fn push(
        &mut self,
        bytes: &[u8],
        mut each: impl FnMut(Step) -> Result<(), Error>,
    ) -> Result<bool, ClosingError> {
        if !self.verifier.push(bytes) {
            return Ok(false);
        }
        for (height, step) in self.steps.push(bytes)? {
            self.last = Some((step.hash.clone(), height));
            self.stage = Some(step.event);
            if step.event == EventType::EndBallots {
                self.end = Some(step.hash.clone());
            }
            each(step)?;
        }
        Ok(true)
    }

    /// The last event.
    pub fn stage(&self) -> Option<EventType> {
        self.stage
    }

    /// How many ballots were checked.
    pub fn ballots(&self) -> u64 {
        self.verifier.done(Rule::BallotProofs)
    }

    /// What makes the next events.
    pub fn writer(&self) -> Writer {
        Writer::resume(self.seconds, self.last.clone())
    }

    /// Adds events and ends the archive, verified to its last byte with what is added.
    pub fn finish(mut self, added: Vec<Vec<u8>>) -> Result<Walked, ClosingError> {
        for bytes in &added {
            self.verifier.push(bytes);
        }
        let report = self.verifier.finish();
        if let Some(refusal) = report.refusal {
            return Err(ClosingError::Refused(refusal));
        }
        let heads = (self.last, report.head.events.last());
        let (Verdict::Valid, (Some((from, _)), Some(to))) = (report.verdict, heads) else {
            return Err(ClosingError::NotNow("the archive has no setup"));
        };
        Ok(Walked {
            to: to.clone(),
            end: self.end,
            report,
            from,
            added,
        })
    }
}

impl Walked {
    /// Whether the ballots are those of the box as it was frozen, whose head is on record.
    pub fn is_of(&self, freeze: &Freeze) -> Result<(), ClosingError> {
        if self.end.as_ref() == Some(&freeze.head) {
            Ok(())
        } else {
            Err(ClosingError::NotNow("the box is not as it was frozen"))
        }
    }
}

/// The bytes of an archive, piece by piece, where computing disturbs nobody.
pub(super) struct Pieces {
    from: mpsc::Receiver<Vec<u8>>,
    checked: Arc<AtomicU64>,
}

impl Pieces {
    /// Tells how many ballots are checked.
    pub fn tell(&self, checked: u64) {
        self.checked.store(checked, Ordering::Relaxed);
    }
}

impl Iterator for Pieces {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        self.from.blocking_recv()
    }
}

/// Pieces that may wait to be computed on: a few megabytes.
const AHEAD: usize = 64;

/// Hands the archive of a box to `work`, beside the pages; `progress` is told how many ballots are
/// checked.
pub(super) async fn through<T: Send + 'static>(
    boxed: &BallotBox,
    progress: impl Fn(u64),
    work: impl FnOnce(Pieces) -> Result<T, ClosingError> + Send + 'static,
) -> Result<T, ClosingError> {
    let size = boxed.board().await?.size;
    let (to, from) = mpsc::channel(AHEAD);
    let checked = Arc::new(AtomicU64::new(0));
    let pieces = Pieces {
        from,
        checked: Arc::clone(&checked),
    };
    let working = tokio::task::spawn_blocking(move || work(pieces));
    let mut at = 0;
    'archive: while at < size {
        for piece in boxed.archive_from(at).await? {
            at = piece.start + i64::try_from(piece.bytes.len()).unwrap_or(i64::MAX);
            if to.send(piece.bytes).await.is_err() {
                break 'archive;
            }
            progress(checked.load(Ordering::Relaxed));
        }
    }
    drop(to);
    let done = working.await;
    done.map_err(|error| ClosingError::GivenUp(error.to_string()))?
}
