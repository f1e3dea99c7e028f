//! From the count to the years after: the record, the public result, challenges, vacancies, the
//! organiser's bundle.

pub mod after;
pub mod bundle;
pub mod challenge;
pub mod data;
mod funding;
mod hemicycle;
pub mod known;
pub mod outcome;
pub mod page;
pub mod poster;
pub mod problem;
pub mod record;
mod say;
pub mod told;
pub mod vacancy;
