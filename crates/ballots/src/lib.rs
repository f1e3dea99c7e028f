//! Verifiable ballots in the Belenios wire format, version 1.
//!
//! This crate computes and never acts: no file, no network, no clock, and no randomness of its own
//! (whoever makes a secret or a proof passes a generator in). It holds what everything else in the
//! protocol stands on:
//!
//! * [`Group`]: a group of prime order with the strict encodings of the wire: [`Ed25519`], and
//!   with the feature `finite-fields` `Belenios2048` and, for reading only, `Rfc3526`;
//! * [`SecretScalar`]: a secret exponent that is wiped when dropped and never printed;
//! * [`Proof`]: the Schnorr proof that somebody knows the secret of a public key;
//! * [`TrusteeKey`]: a key holder's public key together with that proof;
//! * [`wire`]: the records of an archive, in their one spelling;
//! * [`check`]: the checks of ballots, signatures and partial decryptions;
//! * [`Credential`]: a voter's code, and the key pair that follows from it; [`Share`] and
//!   [`combine`] where two authorities share it;
//! * [`threshold`]: keys of which a threshold of holders suffices;
//! * [`mod@make`]: making a ballot, and auditing how it was made;
//! * [`holder`]: a key holder's part, texts in and texts out;
//! * [`conduct`]: what each step of an election adds to its archive.
//!
//! The rules are those of the Belenios specification and of the archives Belenios 3.3 writes.
//! Every decoder accepts exactly one spelling of a value and says what is wrong with any other.

pub mod archive;
pub mod check;
pub mod conduct;
mod credential;
mod decimal;
mod decrypt;
mod ed25519;
mod election;
mod election_id;
mod error;
#[cfg(feature = "finite-fields")]
mod field;
mod group;
mod hash;
pub mod holder;
mod keyfile;
pub mod make;
mod nonce;
mod proof;
mod rule;
mod secret;
pub mod threshold;
mod trustee;
pub mod verify;
pub mod wire;

pub use credential::{
    Combined, Credential, EarlierCredential, Half, LinkHalf, LinkTag, PublicCredentials, Share,
    ShareText, SharesText, Voter, combine, read_roll, roll_fingerprint,
};
pub use decrypt::{add_factors, count, decrypt, join_factors};
pub use ed25519::{Curve, Ed25519, Element as Ed25519Element, Scalar as Ed25519Scalar};
pub use election::{Election, Question};
pub use election_id::ElectionId;
pub use error::Error;
#[cfg(feature = "finite-fields")]
pub use field::{Belenios2048, Domain, Element as FieldElement, Powers, PublicPowers, Rfc3526};
pub use group::{Group, Making, Row};
pub use hash::{HashLayer, Version1};
pub use keyfile::{open_by_two, open_key_file, seal_for_two, seal_key, two_members};
pub use proof::{Proof, ProofText};
pub use rule::{Fault, Refusal, Rule};
pub use secret::SecretScalar;
pub use trustee::{TrusteeKey, TrusteeKeyText};
