//! From a message to its answer.

#[cfg(feature = "holders")]
use palier_ballots::conduct::Verified;
use rand_core::CryptoRng;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::Trouble;
use crate::checking::Checking;
use crate::request::Request;
#[cfg(feature = "voting")]
use crate::voting::{Poll, Waiting};

/// One person's desk: what it was told and what waits to be given out.
pub struct Desk<R> {
    pub(crate) rng: R,
    #[cfg(feature = "voting")]
    pub(crate) poll: Option<Poll>,
    #[cfg(feature = "voting")]
    pub(crate) waiting: Option<Waiting>,
    pub(crate) checking: Option<Checking>,
    #[cfg(feature = "holders")]
    pub(crate) archive: Option<Verified>,
}

impl<R: CryptoRng> Desk<R> {
    /// An empty desk that draws from a generator.
    pub fn new(rng: R) -> Self {
        Self {
            rng,
            #[cfg(feature = "voting")]
            poll: None,
            #[cfg(feature = "voting")]
            waiting: None,
            checking: None,
            #[cfg(feature = "holders")]
            archive: None,
        }
    }

    /// Answers a message, which is wiped; whatever is wrong with it is an answer too.
    pub fn answer(&mut self, message: String, bytes: &[u8]) -> String {
        let message = Zeroizing::new(message);
        let read = Request::read(&message);
        let id = read.as_ref().map_or(Value::Null, Request::id);
        match read.and_then(|request| self.act(&request, bytes)) {
            // Put together by hand: a report is printed by its own rules.
            Ok(ok) => format!("{{\"id\":{id},\"ok\":{ok}}}"),
            Err(trouble) => json!({ "id": id, "error": trouble.print() }).to_string(),
        }
    }

    /// Does what is asked; the answer is JSON.
    fn act(&mut self, request: &Request, bytes: &[u8]) -> Result<String, Trouble> {
        let what = request.text("do")?;
        #[cfg(feature = "voting")]
        if let Some(done) = self.vote(what, request) {
            return Ok(done?.to_string());
        }
        #[cfg(feature = "holders")]
        if let Some(done) = self.hold(what, request) {
            return done;
        }
        match what {
            "verify" => Ok(self.verify(request).to_string()),
            "piece" => Ok(self.piece(bytes)?.to_string()),
            "report" => self.report(),
            other => Err(Trouble::new("message", other).within("do")),
        }
    }
}
