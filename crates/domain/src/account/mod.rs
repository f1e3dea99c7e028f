//! Who someone is and what she may do: codes, names, passphrases, roles.

pub mod code;
pub mod identifier;
pub mod passphrase;
pub mod public_name;
pub mod role;
