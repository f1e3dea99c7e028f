//! The result (specification, section 4.19).

use serde::{Deserialize, Serialize};

use super::Number;

/// The result of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultText {
    /// For each question, how often each choice was chosen, weights counted.
    pub result: Vec<Vec<Number>>,
}
