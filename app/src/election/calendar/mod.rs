//! The calendar of an election: as a page, and as a file for everybody's own calendar.

pub mod done;
pub mod file;
pub mod page;
