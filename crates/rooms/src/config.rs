//! The choices that every room shares.

use openmls::prelude::{
    Ciphersuite, MlsGroupCreateConfig, MlsGroupJoinConfig, PURE_CIPHERTEXT_WIRE_FORMAT_POLICY,
};

/// X25519, ChaCha20-Poly1305, SHA-256 and Ed25519 (RFC 9420, section 17.1).
///
/// ChaCha20 rather than AES: in the browser there is no AES instruction, and software AES is either
/// slow or leaks through its timing.
pub(crate) const CIPHERSUITE: Ciphersuite =
    Ciphersuite::MLS_128_DHKEMX25519_CHACHA20POLY1305_SHA256_Ed25519;

/// Messages are padded to a multiple of this many bytes, so that their length tells little.
const PADDING: usize = 256;

/// For how many epochs messages that arrive late can still be read.
const PAST_EPOCHS: usize = 3;

/// How a room is created.
pub(crate) fn create() -> MlsGroupCreateConfig {
    MlsGroupCreateConfig::builder()
        .ciphersuite(CIPHERSUITE)
        .wire_format_policy(PURE_CIPHERTEXT_WIRE_FORMAT_POLICY)
        .padding_size(PADDING)
        .max_past_epochs(PAST_EPOCHS)
        .use_ratchet_tree_extension(true)
        .build()
}

/// How a room is joined: the same choices.
pub(crate) fn join() -> MlsGroupJoinConfig {
    create().join_config().clone()
}
