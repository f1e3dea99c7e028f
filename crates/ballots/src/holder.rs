//! A key holder's part, text in and text out, for the command line and the browser alike.
//!
//! The group is found in the texts, so nothing here is generic. Texts are JSON, or the key files of
//! [`KeyFile`]; whoever calls brings the randomness and does the writing.
//!
//! * one key for one holder: [`new_single`];
//! * a threshold of several: rounds 1, 3 and 5 are the holder's ([`new_seed`], [`polynomial`],
//!   [`output`]); 2, 4 and 6 the server's ([`certificates`], [`inputs`], [`threshold`]);
//! * at the election: [`check`] says whether a key is one of its keys, and [`decrypt`] decrypts the
//!   tally of an archive that was [`Verified`](crate::conduct::Verified).
//!
//! After round 5 a holder keeps the key file that this round wrote: it alone decrypts. That of round 1
//! is kept until then, and makes round 5 again if the second one is lost.

mod key;
mod rounds;
mod server;
mod single;
mod tally;

pub use key::{KEY_FORMAT, KeyFile, LEAST_PASSPHRASE, Protection};
pub use rounds::{Made, new_seed, output, polynomial};
pub use server::{certificates, certificates_fingerprint, inputs, threshold};
pub use single::new_single;
pub use tally::{Decryption, Standing, check, decrypt, decrypt_with_colleges};

/// Runs an expression in the group of a name, `G` standing for its type.
macro_rules! in_group {
    ($name:expr, $G:ident => $run:expr) => {
        match $name {
            <$crate::Ed25519 as $crate::Group>::NAME => {
                type $G = $crate::Ed25519;
                $run
            }
            #[cfg(feature = "finite-fields")]
            <$crate::Belenios2048 as $crate::Group>::NAME => {
                type $G = $crate::Belenios2048;
                $run
            }
            other => Err($crate::Error::GroupUnsupported {
                name: other.to_owned(),
            }),
        }
    };
}
use in_group;
