//! Encrypted tallies (specification, section 4.16).

use serde::{Deserialize, Serialize};

use super::{CiphertextText, Number};

/// For each question, the sum of the ballots' ciphertexts.
pub type EncryptedTallyText = Vec<Vec<CiphertextText>>;

/// An encrypted tally with the number of ballots in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizedTallyText {
    /// How many ballots were added up: one for each voter who voted.
    pub num_tallied: u64,
    /// The sum of their weights.
    pub total_weight: Number,
    /// The name of the record of the encrypted tally.
    pub encrypted_tally: String,
}
