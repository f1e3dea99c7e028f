//! Verifying an archive that comes in pieces.

use palier_ballots::Rule;
use palier_ballots::archive::{Kind, Reader};
#[cfg(feature = "holders")]
use palier_ballots::conduct::Verifying as Verifier;
use palier_ballots::verify::Options;
#[cfg(not(feature = "holders"))]
use palier_ballots::verify::Verifier;
use palier_ballots::wire::ElectionText;
use serde::Serialize;
use serde_json::{Value, json};

use crate::request::Request;
use crate::{Desk, Trouble, own_group, questions};

/// An archive being verified.
pub(crate) struct Checking {
    verifier: Verifier,
    bytes: usize,
    /// Reads the start a second time, until the election and so its group is known.
    start: Option<Reader>,
    election: Option<ElectionText>,
}

impl<R> Desk<R> {
    /// Begins with an archive; another one is forgotten.
    ///
    /// `legacy` accepts threshold trustees as Belenios 2.0 wrote them, `finished` refuses an archive
    /// without a result; `ballots` keeps them for sums by college.
    pub(crate) fn verify(&mut self, request: &Request) -> Value {
        #[cfg(feature = "holders")]
        {
            self.archive = None;
        }
        let options = Options {
            legacy: request.flag("legacy"),
            finished: request.flag("finished"),
            after: None,
        };
        self.checking = Some(Checking {
            verifier: verifier(options, request),
            bytes: 0,
            start: Some(Reader::new()),
            election: None,
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

    /// Ends the archive and reports; of a valid one, what a key holder needs is kept.
    pub(crate) fn report(&mut self) -> Result<String, Trouble> {
        let Checking {
            verifier, election, ..
        } = self.checking.take().ok_or_else(no_archive)?;
        #[cfg(not(feature = "holders"))]
        let report = verifier.finish();
        #[cfg(feature = "holders")]
        let (report, verified) = verifier.finish();
        #[cfg(feature = "holders")]
        {
            self.archive = verified.ok();
        }
        let report = printed(&report)?;
        let (name, questions) = match &election {
            Some(text) => (json!(text.name), questions(text)),
            None => (Value::Null, json!([])),
        };
        Ok(format!(
            "{{\"name\":{name},\"questions\":{questions},\"report\":{report}}}"
        ))
    }
}

#[cfg(feature = "holders")]
fn verifier(options: Options, request: &Request) -> Verifier {
    let verifier = Verifier::new(options);
    if request.flag("ballots") {
        verifier.with_ballots()
    } else {
        verifier
    }
}

#[cfg(not(feature = "holders"))]
fn verifier(options: Options, _: &Request) -> Verifier {
    Verifier::new(options)
}

/// What has its own printed form.
pub(crate) fn printed<T: Serialize>(value: &T) -> Result<String, Trouble> {
    serde_json::to_string(value).map_err(|error| Trouble::new("unreadable", error.to_string()))
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
            own_group(&election.group)?;
            self.election = Some(election);
            return Ok(());
        }
        Ok(())
    }
}

fn no_archive() -> Trouble {
    Trouble::new("no-archive", "`verify` comes first")
}
