//! The election of tenant representatives: its public pages, its desk, its booth and its board.

pub mod card;
pub mod electoral_roll;
pub mod home;
pub mod index;
pub mod load;
pub mod say;
pub mod trust;
