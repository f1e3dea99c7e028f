//! The archive as it is sealed: header, election, trustees, credentials, and the Setup event.

use palier_ballots::archive::{Board, Kind, Reader, Step};
use palier_ballots::verify::{Options, Verdict, Verifier};
use palier_ballots::wire::{ElectionText, EventType, HeaderText, parse};
use palier_store::ballot_box::Start;

/// A setup that was read.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What a box is sealed with.
    pub start: Start,
    /// The exact bytes of the election's record, of which its fingerprint is taken.
    pub record: String,
    /// The record, read.
    pub election: ElectionText,
    /// The entries of the public list, sorted: `CRED` or `CRED,WEIGHT`.
    pub credentials: Vec<String>,
}

/// Why an archive cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The verification refuses it.
    #[error("the archive is refused: {0}")]
    Refused(String),
    /// It goes further than its setup, or not so far.
    #[error("the archive does not end with its setup")]
    NotASetup,
    /// The register and the public list differ in length.
    #[error("{credentials} credentials are listed, and the register has {lines} lines")]
    OtherLength {
        /// Entries of the public list.
        credentials: usize,
        /// Lines of the register.
        lines: usize,
    },
    /// It is another election's.
    #[error("the archive is of the election {0}")]
    OtherElection(String),
}

impl Setup {
    /// Reads a setup that is to be sealed: it is verified whole, for this election and a register of
    /// so many lines.
    ///
    /// # Errors
    /// [`SetupError`].
    pub fn verify(bytes: Vec<u8>, handle: &str, lines: usize) -> Result<Self, SetupError> {
        let mut verifier = Verifier::new(Options::default());
        verifier.push(&bytes);
        let report = verifier.finish();
        if let Some(refusal) = &report.refusal {
            return Err(SetupError::Refused(refusal.to_string()));
        }
        if report.verdict != Verdict::Valid || report.stage != Some(EventType::Setup) {
            return Err(SetupError::NotASetup);
        }
        let setup = Self::read(bytes)?;
        let credentials = setup.credentials.len();
        if setup.election.uuid != handle {
            return Err(SetupError::OtherElection(setup.election.uuid));
        }
        if credentials != lines {
            return Err(SetupError::OtherLength { credentials, lines });
        }
        Ok(setup)
    }

    /// Reads a setup that was verified before.
    ///
    /// # Errors
    /// [`SetupError::NotASetup`], or what its chain is refused for.
    pub fn read(bytes: Vec<u8>) -> Result<Self, SetupError> {
        let (seconds, step) = step(&bytes)?;
        let records: Vec<_> = step.records.iter().map(|record| &*record.body).collect();
        let [election, _, credentials, _] = records[..] else {
            return Err(SetupError::NotASetup);
        };
        let unread = |error: palier_ballots::Error| SetupError::Refused(error.to_string());
        let record = String::from_utf8(election.to_vec()).map_err(|_| SetupError::NotASetup)?;
        let mut credentials: Vec<String> = parse(credentials).map_err(unread)?;
        credentials.sort_unstable();
        Ok(Self {
            election: parse(election).map_err(unread)?,
            record,
            credentials,
            start: Start {
                bytes,
                seconds: i64::try_from(seconds).map_err(|_| SetupError::NotASetup)?,
                head: step.hash,
            },
        })
    }
}

/// The time of the archive and its only event.
fn step(bytes: &[u8]) -> Result<(u64, Step), SetupError> {
    let (mut reader, mut board) = (Reader::new(), Board::new());
    let refused = |refusal: palier_ballots::Refusal| SetupError::Refused(refusal.to_string());
    let (mut seconds, mut found) = (None, None);
    reader.push(bytes);
    while let Some(record) = reader.next_record().map_err(refused)? {
        if record.kind == Kind::Header {
            let header = parse::<HeaderText>(&record.body).ok();
            seconds = header.and_then(|header| header.timestamp.seconds());
        }
        if let Some(step) = board.take(record).map_err(refused)?
            && found.replace(step).is_some()
        {
            return Err(SetupError::NotASetup);
        }
    }
    reader.finish().map_err(refused)?;
    board.finish().map_err(refused)?;
    let step = found.filter(|step| step.event == EventType::Setup);
    seconds.zip(step).ok_or(SetupError::NotASetup)
}
