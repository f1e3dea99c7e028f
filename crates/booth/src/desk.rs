//! From a message to its answer.

use rand_core::CryptoRng;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::Trouble;
use crate::checking::Checking;
use crate::voting::{Poll, Waiting};

/// One person's desk: what it was told and what waits to be given out.
pub struct Desk<R> {
    pub(crate) rng: R,
    pub(crate) poll: Option<Poll>,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) checking: Option<Checking>,
}

/// What every message begins with.
#[derive(Deserialize)]
struct Head {
    id: Value,
    r#do: String,
}

impl<R: CryptoRng> Desk<R> {
    /// An empty desk that draws from a generator.
    pub fn new(rng: R) -> Self {
        Self {
            rng,
            poll: None,
            waiting: None,
            checking: None,
        }
    }

    /// Answers a message, which is wiped; whatever is wrong with it is an answer too.
    pub fn answer(&mut self, message: String, bytes: &[u8]) -> String {
        let message = Zeroizing::new(message);
        let (id, outcome) = match read::<Head>(&message) {
            Ok(head) => (head.id, self.act(&head.r#do, &message, bytes)),
            Err(trouble) => (Value::Null, Err(trouble)),
        };
        match outcome {
            Ok(ok) => json!({ "id": id, "ok": ok }).to_string(),
            Err(trouble) => json!({ "id": id, "error": trouble }).to_string(),
        }
    }

    fn act(&mut self, what: &str, message: &str, bytes: &[u8]) -> Result<Value, Trouble> {
        match what {
            "election" => self.election(&read(message)?),
            "look" => self.look(&read(message)?),
            "listed" => self.listed(&read(message)?),
            "seal" => self.seal(read(message)?),
            "cast" => self.cast(),
            "open" => self.open(),
            "audit" => self.audit(&read(message)?),
            "words" => crate::codes::words(&read(message)?),
            "verify" => Ok(self.verify(&read(message)?)),
            "piece" => self.piece(bytes),
            "report" => self.report(),
            _ => Err(Trouble::new("message", what)),
        }
    }
}

/// Reads the fields of a message; those of other tasks are left alone.
pub(crate) fn read<T: DeserializeOwned>(message: &str) -> Result<T, Trouble> {
    // From bytes, as the records are read: one parser in the bundle instead of two.
    serde_json::from_slice(message.as_bytes()).map_err(|error| Trouble::new("message", error.to_string()))
}
