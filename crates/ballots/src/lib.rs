//! Verifiable ballots in the Belenios wire format, version 1.
//!
//! This crate computes and never acts: no file, no network, no clock, and no randomness of its own
//! (whoever makes a secret or a proof passes a generator in). It holds what everything else in the
//! protocol stands on:
//!
//! * [`Group`]: a group of prime order with the strict encodings of the wire, and [`Ed25519`];
//! * [`SecretScalar`]: a secret exponent that is wiped when dropped and never printed;
//! * [`Proof`]: the Schnorr proof that somebody knows the secret of a public key;
//! * [`TrusteeKey`]: a key holder's public key together with that proof;
//! * [`Credential`]: a voter's code, and the key pair that follows from it.
//!
//! The rules are those of the Belenios specification and of the archives Belenios 3.3 writes.
//! Every decoder accepts exactly one spelling of a value and says what is wrong with any other.

mod credential;
mod decimal;
mod ed25519;
mod election_id;
mod error;
mod group;
mod nonce;
mod proof;
mod secret;
mod trustee;

pub use credential::Credential;
pub use ed25519::{Ed25519, Element as Ed25519Element, Scalar as Ed25519Scalar};
pub use election_id::ElectionId;
pub use error::Error;
pub use group::Group;
pub use proof::{Proof, ProofText};
pub use secret::SecretScalar;
pub use trustee::{TrusteeKey, TrusteeKeyText};
