//! The header, the events and the setup record (specification, sections 4.4 and 4.10).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The first record of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderText {
    /// The version of the archive, 1 here.
    pub version: u64,
    /// When the election was set up, in seconds since 1970.
    pub timestamp: Timestamp,
}

/// A timestamp, which newer tools write as a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Timestamp {
    /// A number.
    Number(u64),
    /// A number in a string.
    Text(String),
}

impl Timestamp {
    /// The seconds, where the spelling is that of a number.
    pub fn seconds(&self) -> Option<u64> {
        match self {
            Self::Number(seconds) => Some(*seconds),
            Self::Text(text) => text.parse().ok().filter(|n: &u64| n.to_string() == *text),
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventType {
    /// The election was set up.
    Setup,
    /// A ballot was accepted.
    Ballot,
    /// The vote was closed.
    EndBallots,
    /// The ballots were added up under encryption.
    EncryptedTally,
    /// A trustee shuffled answers.
    Shuffle,
    /// The shuffles were ended.
    EndShuffles,
    /// A trustee decrypted its part.
    PartialDecryption,
    /// The result was published.
    Result,
}

impl fmt::Display for EventType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventText {
    /// The name of the event before, absent in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// How many events came before.
    pub height: u64,
    /// What happened.
    pub r#type: EventType,
    /// The name of the record that says more, absent in `EndBallots` and `EndShuffles`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
}

/// The names of the three records that set an election up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetupText {
    /// The election.
    pub election: String,
    /// The trustees.
    pub trustees: String,
    /// The public credentials.
    pub credentials: String,
}
