//! What a version of the protocol hashes, and how.
//!
//! A version of Belenios differs from another mostly in its hashes. They stand behind
//! [`HashLayer`], which comes with the group: [`Ed25519`](crate::Ed25519) is the curve with
//! [`Version1`], and `Curve<Version2>` would be the same curve in a later version. Names and chain
//! of an archive's records belong to the archive's own format, not here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt::Debug;
use zeroize::Zeroizing;

/// The hashes of one version of the protocol.
pub trait HashLayer: Copy + Debug + Eq + Send + Sync + 'static {
    /// The version, as the record of an election names it.
    const VERSION: u64;

    /// The challenge of a proof, out of its statement and its commitments, before it is reduced:
    /// 256 bits, big-endian.
    fn challenge(text: &str) -> [u8; 32];

    /// The fingerprint of an election or of a ballot, as voters see it.
    fn fingerprint(bytes: &[u8]) -> String;

    /// What a voter's code stands for in an election, before it is reduced: 512 bits, big-endian.
    fn credential(election: &str, code: &str) -> Zeroizing<[u8; 64]>;
}

/// The hashes of version 1 (Belenios specification, sections 4.5 to 4.18; credentials as in 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version1;

impl HashLayer for Version1 {
    const VERSION: u64 = 1;

    fn challenge(text: &str) -> [u8; 32] {
        Sha256::digest(text.as_bytes()).into()
    }

    /// The SHA-256 in Base64 without padding (section 4.15).
    fn fingerprint(bytes: &[u8]) -> String {
        STANDARD_NO_PAD.encode(Sha256::digest(bytes))
    }

    /// Two digests, one after the other (Belenios 3.3, "Credentials").
    fn credential(election: &str, code: &str) -> Zeroizing<[u8; 64]> {
        let mut number = Zeroizing::new([0; 64]);
        for (half, to) in ["0", "1"].into_iter().zip(number.as_chunks_mut::<32>().0) {
            *to = Sha256::new()
                .chain_update(b"derive_credential|")
                .chain_update(election)
                .chain_update(b"|")
                .chain_update(half)
                .chain_update(b"|")
                .chain_update(code)
                .finalize()
                .into();
        }
        number
    }
}
