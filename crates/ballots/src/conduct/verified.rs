//! An archive that a key holder has verified, with what she needs of it.

use crate::archive::{Board, Reader, Step};
use crate::verify::{Options, Verdict, Verifier};
use crate::wire::{ElectionText, EventType, TrusteeText, parse};
use crate::{Error, HashLayer, Refusal, Version1};

/// What a verified archive says of its election; nothing else makes one.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The identifier of the election.
    pub uuid: String,
    /// The name of its group.
    pub group: String,
    /// Its title.
    pub name: String,
    /// The fingerprint of its record.
    pub fingerprint: String,
    /// The last event of the archive.
    pub stage: EventType,
    /// Who holds the keys.
    pub trustees: Vec<TrusteeText>,
    /// The encrypted tally, once the ballots were added up: the name of its record, and the record.
    pub tally: Option<(String, Vec<u8>)>,
}

impl Verified {
    /// Verifies an archive that comes in pieces, and keeps a few records of it only.
    ///
    /// # Errors
    /// [`Error::ArchiveRefused`] with what the verification found.
    pub fn read<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> Result<Self, Error> {
        let mut verifier = Verifier::new(Options::default());
        let (mut reader, mut board) = (Reader::new(), Board::new());
        let mut kept: Vec<Step> = Vec::new();
        for piece in pieces {
            if !verifier.push(piece.as_ref()) {
                break;
            }
            reader.push(piece.as_ref());
            while let Some(record) = reader.next_record().map_err(|refusal| refused(&refusal))? {
                let step = board.take(record).map_err(|refusal| refused(&refusal))?;
                let wanted = |step: &Step| {
                    matches!(step.event, EventType::Setup | EventType::EncryptedTally)
                };
                kept.extend(step.filter(wanted));
            }
        }
        let report = verifier.finish();
        if let Some(refusal) = &report.refusal {
            return Err(refused(refusal));
        }
        let missing = || Error::ArchiveRefused {
            reason: "it has no setup".to_owned(),
        };
        let (Verdict::Valid, Some(stage)) = (report.verdict, report.stage) else {
            return Err(missing());
        };
        Self::of(&kept, stage)?.ok_or_else(missing)
    }

    /// Takes what is needed out of the records of a valid archive.
    fn of(kept: &[Step], stage: EventType) -> Result<Option<Self>, Error> {
        let find = |event| kept.iter().find(|step| step.event == event);
        let Some([election, trustees, ..]) = find(EventType::Setup).map(|step| &*step.records)
        else {
            return Ok(None);
        };
        let text: ElectionText = parse(&election.body)?;
        let tally = find(EventType::EncryptedTally).and_then(|step| step.records.first());
        Ok(Some(Self {
            uuid: text.uuid,
            group: text.group,
            name: text.name,
            // The verifier reads this version alone.
            fingerprint: Version1::fingerprint(&election.body),
            stage,
            trustees: parse(&trustees.body)?,
            tally: tally.map(|record| (record.hash.clone(), record.body.to_vec())),
        }))
    }
}

fn refused(refusal: &Refusal) -> Error {
    Error::ArchiveRefused {
        reason: refusal.to_string(),
    }
}
