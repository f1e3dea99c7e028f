//! Elections and questions (specification, sections 4.9 and 4.10).

use serde::{Deserialize, Serialize};

/// An election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionText {
    /// The version of the protocol, 1 here.
    pub version: u64,
    /// What the election is about.
    pub description: String,
    /// Its title.
    pub name: String,
    /// The name of its group.
    pub group: String,
    /// The key that ballots are encrypted under.
    pub public_key: String,
    /// The questions.
    pub questions: Vec<QuestionText>,
    /// The identifier.
    pub uuid: String,
    /// Who runs the election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub administrator: Option<String>,
    /// Who hands out the voters' codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential_authority: Option<String>,
    /// The language of the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum QuestionText {
    /// A question whose answers are added up under encryption.
    Homomorphic(HomomorphicText),
    /// Another type of question, recognised in order to be refused by its name.
    Other {
        /// The type: `NonHomomorphic` or `Lists`.
        r#type: String,
        /// The question itself.
        value: serde_json::Value,
    },
}

/// A homomorphic question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HomomorphicText {
    /// The answers to choose from.
    pub answers: Vec<String>,
    /// Whether a blank vote is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<bool>,
    /// The least number of answers to choose.
    pub min: u64,
    /// The greatest number of answers to choose.
    pub max: u64,
    /// The question.
    pub question: String,
}
