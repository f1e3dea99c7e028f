//! Signing in, activating an account with the code of a letter, one's own space.

pub mod activation;
pub mod address;
pub mod change;
pub mod delete;
pub mod entrance;
pub mod link;
pub mod my_data;
pub mod new_account;
pub mod sign_in;
pub mod space;
pub mod standing;
