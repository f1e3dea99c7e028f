//! Verifying an archive that comes in pieces.

use palier_ballots::Rule;
use palier_ballots::archive::{Kind, Reader};
use palier_ballots::verify::{Options, Verifier};
use palier_ballots::wire::ElectionText;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::voting::own_group;
use crate::{Desk, Trouble};

/// An archive being verified.
pub(crate) struct Checking {
    verifier: Verifier,
    bytes: usize,
    /// Reads the start a second time, until the election and so its group is known.
    start: Option<Reader>,
    name: Option<String>,
}

/// What to ask of the archive.
#[derive(Deserialize)]
pub(crate) struct VerifyAsk {
    /// Accept threshold trustees as Belenios 2.0 wrote them.
    #[serde(default)]
    legacy: bool,
    /// Refuse an archive without a result.
    #[serde(default)]
    finished: bool,
}

impl<R> Desk<R> {
    /// Begins with an archive; another one is forgotten.
    pub(crate) fn verify(&mut self, ask: &VerifyAsk) -> Value {
        let options = Options {
            legacy: ask.legacy,
            finished: ask.finished,
            after: None,
        };
        self.checking = Some(Checking {
            verifier: Verifier::new(options),
            bytes: 0,
            start: Some(Reader::new()),
            name: None,
        });
        json!({})
    }

    /// Takes the next bytes and says how far it is; no more are wanted after a refusal.
    pub(crate) fn piece(&mut self, bytes: &[u8]) -> Result<Value, Trouble> {
        let checking = self.checking.as_mut().ok_or_else(no_archive)?;
        if let Err(foreign) = checking.look(bytes) {
            self.checking = None;
            return Err(foreign);
        }
        checking.bytes += bytes.len();
        let more = checking.verifier.push(bytes);
        Ok(json!({
            "bytes": checking.bytes,
            "ballots": checking.verifier.done(Rule::BallotProofs),
            "more": more,
        }))
    }

    /// Ends the archive and reports, with the name of the election beside the fields of format 1.
    pub(crate) fn report(&mut self) -> Result<Value, Trouble> {
        let Checking { verifier, name, .. } = self.checking.take().ok_or_else(no_archive)?;
        let report = verifier.finish();
        let unprintable = |error: serde_json::Error| Trouble::new("unreadable", error.to_string());
        let mut value = serde_json::to_value(&report).map_err(unprintable)?;
        value["name"] = name.into();
        Ok(value)
    }
}

impl Checking {
    /// Finds out which group it is; what is wrong with the archive is for the verifier to say.
    fn look(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let Some(reader) = &mut self.start else {
            return Ok(());
        };
        reader.push(bytes);
        while let Ok(Some(record)) = reader.next_record() {
            if record.kind == Kind::Header {
                continue;
            }
            self.start = None;
            let Ok(election) = serde_json::from_slice::<ElectionText>(&record.body) else {
                return Ok(());
            };
            self.name = Some(election.name);
            return own_group(&election.group);
        }
        Ok(())
    }
}

fn no_archive() -> Trouble {
    Trouble::new("no-archive", "`verify` comes first")
}
