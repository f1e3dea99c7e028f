//! The election of tenant representatives: its public pages, its desk, its booth and its board.

pub mod board;
pub mod booth;
pub mod card;
pub mod home;
pub mod index;
pub mod load;
pub mod observe;
pub mod say;
mod script;
pub mod trust;
pub mod turnout;
mod urn;
pub mod vote;
