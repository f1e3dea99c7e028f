//! Keys of which a threshold of holders suffices: Pedersen's key generation in six rounds.
//!
//! Specification, sections 3.1.1 and 4.6, with what Belenios 3.3 added: the context in certificates,
//! each holder's signature over all certificates and her own commitments, the signature of the
//! verification key, and AES-GCM for the messages.
//!
//! 1. each holder makes a [`certify`] from her [`Seed`];
//! 2. the server, and later each holder, checks them all: [`Certificates::check`];
//! 3. each holder draws a polynomial and sends a share to each other: [`Certificates::polynomial`];
//! 4. the server sorts the shares by recipient: [`Certificates::inputs`];
//! 5. each holder checks her shares and adds them up to her key: [`Certificates::output`];
//! 6. the server checks and publishes: [`Certificates::finish`].
//!
//! At the tally, [`Certificates::decryption_key`] opens the key that round 5 sealed for its holder.

mod certificate;
mod message;
mod polynomial;
mod seed;

pub use certificate::{Certificates, Context, certify};
pub(crate) use message::json;
pub use message::{open_key, receive};
pub use polynomial::{InputText, OutputText, PolynomialText};
pub use seed::Seed;
