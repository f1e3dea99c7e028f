//! The election of tenant representatives: its public pages, its desk, its booth and its board.

pub mod calendar;
pub mod card;
pub mod desk;
pub mod home;
pub mod index;
pub mod lists;
pub mod load;
pub mod next;
pub mod notice;
pub mod problem;
pub mod protocol;
pub mod rules;
pub mod say;
pub mod words;
