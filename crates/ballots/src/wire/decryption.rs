//! Partial decryptions (specification, section 4.18).

use serde::{Deserialize, Serialize};

use crate::ProofText;

/// What one trustee computes from the encrypted tally.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialDecryptionText {
    /// For each question and each choice, the alpha of the tally multiplied by the secret key.
    pub decryption_factors: Vec<Vec<String>>,
    /// For each factor, that it was computed so.
    pub decryption_proofs: Vec<Vec<ProofText>>,
}

/// Which trustee a shuffle or a partial decryption comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnedText {
    /// The number of the trustee, counted from 1 through all parts of the trustees' record.
    pub owner: u64,
    /// The name of the record.
    pub payload: String,
}
