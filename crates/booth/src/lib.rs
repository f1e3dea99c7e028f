//! The booth: what a voter, a key holder and whoever verifies do in a browser, on their own device.
//!
//! It runs in a Web Worker (`booth/worker.js`) and speaks in messages: a request
//! `{"id":1,"do":"seal",..}` is answered by `{"id":1,"ok":..}` or by
//! `{"id":1,"error":{"code":"credential-shape","field":"codes[0]","detail":".."}}`. Codes are for
//! pages to translate; `detail` is for whoever looks for the cause.
//!
//! | `do` | takes | gives |
//! |---|---|---|
//! | `election` | `election`: the record as text | `uuid`, `fingerprint`, `name`, `description`, `questions` |
//! | `look` | `codes`, `voters`: how many are listed | `prefix`: what to ask the public list for, and the `credential` |
//! | `listed` | `codes`, `list`: entries of that start | whether the codes fit, and the `weight` |
//! | `seal` | `codes`, `choices` | `tracking_number` |
//! | `cast` | | `ballot`, `tracking_number`, with two codes `links` |
//! | `spoil` | | `ballot`, to be registered as spoiled before it is opened; it is cast no more |
//! | `open` | | `opening`, `tracking_number` |
//! | `audit` | `opening` | `tracking_number`, `choices` |
//! | `words` | `code` | `words` |
//! | `register` | `uuid` | `codes`, made here, and the `shares` that register them in a consultation |
//! | `verify` | `legacy`, `finished`, `ballots` | begins |
//! | `piece` | bytes | `bytes`, `ballots`, `more` |
//! | `report` | | `name`, `questions`, and `report` of format 1; a valid archive is kept for the next two |
//! | `standing` | `key_file`, `passphrase` | whether the key is one of the archive's election |
//! | `decrypt` | `key_file`, `passphrase`, `before`, `colleges` | `text` to send, and `uuid`, `tally`, `owner` |
//! | `single` | `passphrase` | `public`, `key_file` |
//! | `round-1` | `size`, `threshold`, `index`, `passphrase` | `public`, `key_file` |
//! | `round-3` | `key_file`, `passphrase`, `certificates` | `public`, `fingerprint` |
//! | `round-5` | as `round-3`, and `input` | `public`, `key_file`, `fingerprint` |
//!
//! The feature `voting` brings what stands before `verify`, `holders` what stands after `report`.
//!
//! A ballot that was sealed is given out once, cast or opened and never both. Everything is in the
//! group Ed25519: `group` is the code of the error for an election in another, which the command
//! `palier election verify` reads.
//!
//! What pages hand in, codes and passphrases, is wiped here; the browser keeps copies of its own
//! until it collects them.

mod checking;
#[cfg(feature = "voting")]
mod codes;
mod desk;
#[cfg(feature = "holders")]
mod holding;
mod request;
mod trouble;
#[cfg(feature = "voting")]
mod voting;
mod worker;

pub use desk::Desk;
pub use trouble::Trouble;
pub use worker::Booth;

use palier_ballots::wire::{ElectionText, QuestionText};
use serde_json::{Value, json};

/// Refuses a group that is not computed in here.
fn own_group(name: &str) -> Result<(), Trouble> {
    if name == <G as palier_ballots::Group>::NAME {
        Ok(())
    } else {
        Err(Trouble::new("group", name))
    }
}

/// The questions of an election, as pages show them; one that is not counted is left out.
fn questions(election: &ElectionText) -> Value {
    let shown = |question: &QuestionText| match question {
        QuestionText::Homomorphic(text) => Some(json!({
            "question": text.question,
            "answers": text.answers,
            "blank": text.blank == Some(true),
            "min": text.min,
            "max": text.max,
        })),
        QuestionText::Other { .. } => None,
    };
    election.questions.iter().filter_map(shown).collect()
}

/// The group of everything that is made and checked here.
type G = palier_ballots::Ed25519;
