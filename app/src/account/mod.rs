//! Signing in, activating an account with the code of a letter, one's own space.

pub mod activation;
pub mod change;
pub mod new_account;
pub mod sign_in;
pub mod space;
pub mod standing;
