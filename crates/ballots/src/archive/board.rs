//! From records to events: the chain and its order.
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> Setup
//!     Setup --> Ballot
//!     Setup --> EndBallots
//!     Ballot --> Ballot
//!     Ballot --> EndBallots
//!     EndBallots --> EncryptedTally
//!     EncryptedTally --> Shuffle
//!     EncryptedTally --> PartialDecryption
//!     Shuffle --> Shuffle
//!     Shuffle --> EndShuffles
//!     EndShuffles --> PartialDecryption
//!     PartialDecryption --> PartialDecryption
//!     PartialDecryption --> Result
//!     Result --> [*]
//! ```

use std::collections::HashSet;
use std::sync::Arc;

use super::{Kind, Record};
use crate::rule::{Fault, Refusal, Rule};
use crate::wire::{self, EventText, EventType, OwnedText, SetupText, SizedTallyText};

/// Follows the events of an archive.
#[derive(Debug, Default)]
pub struct Board {
    /// The records that no event has referred to yet.
    pending: Vec<Record>,
    /// The last event: its hash, height and type.
    last: Option<(String, u64, EventType)>,
    /// The hashes of all ballots.
    ballots: HashSet<Arc<str>>,
}

/// An event with the records that it brought.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened.
    pub event: EventType,
    /// The hash of the event.
    pub hash: String,
    /// Its records, in the order of the archive; the last one is its payload.
    pub records: Vec<Record>,
}

impl Board {
    /// A board without events.
    pub fn new() -> Self {
        Self::default()
    }

    /// The last event, or nothing before the first.
    pub fn stage(&self) -> Option<EventType> {
        self.last.as_ref().map(|(_, _, event)| *event)
    }

    /// Takes the next record; an event gives a step.
    ///
    /// # Errors
    /// A [`Refusal`] for [`Rule::Chain`], [`Rule::Order`], [`Rule::References`],
    /// [`Rule::BallotTwice`] or [`Rule::Canonical`].
    pub fn take(&mut self, record: Record) -> Result<Option<Step>, Refusal> {
        match record.kind {
            Kind::Header => Ok(None),
            Kind::Data => self.hold(record).map(|()| None),
            Kind::Event => self.follow(&record).map(Some),
        }
    }

    /// Says whether the archive may end here.
    ///
    /// # Errors
    /// A [`Refusal`] when a record waits for its event, or when there is no event at all.
    pub fn finish(&self) -> Result<(), Refusal> {
        if let Some(record) = self.pending.first() {
            return Err(unreferenced(record));
        }
        match self.last {
            Some(_) => Ok(()),
            None => Err(Refusal::new(
                "end of the archive",
                Rule::Order,
                "there is no Setup event",
            )),
        }
    }

    fn hold(&mut self, record: Record) -> Result<(), Refusal> {
        // No event has more than the four records of a setup.
        if let (4, Some(first)) = (self.pending.len(), self.pending.first()) {
            return Err(unreferenced(first));
        }
        self.pending.push(record);
        Ok(())
    }

    fn follow(&mut self, record: &Record) -> Result<Step, Refusal> {
        let file = record.file();
        let refused = |rule, culprit: String| Refusal::new(file.as_str(), rule, culprit);
        let event: EventText = wire::parse(&record.body)
            .map_err(|error| Fault::new(Rule::Canonical, error).of_record(&file))?;
        let (parent, height) = match &self.last {
            Some((hash, height, _)) => (Some(hash), height + 1),
            None => (None, 0),
        };
        if event.parent.as_ref() != parent {
            let named = event.parent.as_deref().unwrap_or("none");
            return Err(refused(
                Rule::Chain,
                format!("the parent is {named}, not the event before"),
            ));
        }
        if event.height != height {
            let culprit = format!("the height is {}, not {height}", event.height);
            return Err(refused(Rule::Chain, culprit));
        }
        if !may_follow(self.stage(), event.r#type) {
            let before = self.stage().map_or("nothing".to_owned(), |s| s.to_string());
            let culprit = format!("{} after {before}", event.r#type);
            return Err(refused(Rule::Order, culprit));
        }
        self.refer(&file, &event)?;
        let records = std::mem::take(&mut self.pending);
        self.last = Some((record.hash.clone(), height, event.r#type));
        Ok(Step {
            event: event.r#type,
            hash: record.hash.clone(),
            records,
        })
    }

    /// Checks that the event refers to the records that wait, each once and in order.
    fn refer(&mut self, file: &str, event: &EventText) -> Result<(), Refusal> {
        if let (EventType::Ballot, Some(payload)) = (event.r#type, &event.payload)
            && !self.ballots.insert(payload.as_str().into())
        {
            let culprit = format!("the ballot {payload} stands twice");
            return Err(Refusal::new(file, Rule::BallotTwice, culprit));
        }
        let mut expected = self.named(event)?;
        expected.extend(event.payload.clone());
        for (at, name) in expected.iter().enumerate() {
            if self
                .pending
                .get(at)
                .is_none_or(|record| record.hash != *name)
            {
                if let Some(record) = self.pending.iter().find(|r| !expected.contains(&r.hash)) {
                    return Err(unreferenced(record));
                }
                let culprit = format!("the record {name} does not stand before its event");
                return Err(Refusal::new(file, Rule::References, culprit));
            }
        }
        match self.pending.get(expected.len()) {
            Some(record) => Err(unreferenced(record)),
            None if event.payload.is_some() == has_payload(event.r#type) => Ok(()),
            None => Err(Refusal::new(
                file,
                Rule::References,
                "a payload is missing, or stands where there is none",
            )),
        }
    }

    /// The names in the payload, in the order in which the records must stand.
    fn named(&self, event: &EventText) -> Result<Vec<String>, Refusal> {
        let Some(payload) = self.pending.last() else {
            return Ok(Vec::new());
        };
        if event.payload.as_ref() != Some(&payload.hash) {
            return Ok(Vec::new());
        }
        match event.r#type {
            EventType::Setup => {
                let setup: SetupText = payload_of(payload)?;
                Ok(vec![setup.election, setup.trustees, setup.credentials])
            }
            EventType::EncryptedTally => {
                let sized: SizedTallyText = payload_of(payload)?;
                Ok(vec![sized.encrypted_tally])
            }
            EventType::Shuffle | EventType::PartialDecryption => {
                let owned: OwnedText = payload_of(payload)?;
                Ok(vec![owned.payload])
            }
            _ => Ok(Vec::new()),
        }
    }
}

fn payload_of<T: serde::de::DeserializeOwned + serde::Serialize>(
    record: &Record,
) -> Result<T, Refusal> {
    let fault = |error| Fault::new(Rule::Canonical, error).of_record(&record.file());
    wire::parse(&record.body).map_err(fault)
}

fn unreferenced(record: &Record) -> Refusal {
    let culprit = "no event refers to this record where it stands";
    Refusal::new(record.file(), Rule::References, culprit)
}

/// Whether events of this type have a payload.
fn has_payload(event: EventType) -> bool {
    !matches!(event, EventType::EndBallots | EventType::EndShuffles)
}

/// The order of events (specification, section 4.4).
fn may_follow(before: Option<EventType>, next: EventType) -> bool {
    use EventType::{
        Ballot, EncryptedTally, EndBallots, EndShuffles, PartialDecryption, Result, Setup, Shuffle,
    };
    match before {
        None => next == Setup,
        Some(Setup | Ballot) => matches!(next, Ballot | EndBallots),
        Some(EndBallots) => next == EncryptedTally,
        Some(EncryptedTally) => matches!(next, Shuffle | PartialDecryption),
        Some(Shuffle) => matches!(next, Shuffle | EndShuffles),
        Some(EndShuffles) => next == PartialDecryption,
        Some(PartialDecryption) => matches!(next, PartialDecryption | Result),
        Some(Result) => false,
    }
}
