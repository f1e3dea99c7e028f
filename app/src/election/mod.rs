//! The election of tenant representatives: its public pages, its desk, its booth and its board.

pub mod ballot_box;
pub mod board;
pub mod booth;
pub mod calendar;
pub mod card;
pub mod desk;
mod desks;
pub mod electoral_roll;
pub mod home;
pub mod index;
pub mod lists;
pub mod load;
pub mod next;
pub mod notice;
pub mod observe;
mod pages;
pub mod problem;
pub mod protocol;
pub mod rules;
pub mod say;
pub mod script;
pub mod sealing;
pub mod trust;
pub mod turnout;
pub mod urn;
pub mod vote;
pub mod words;
