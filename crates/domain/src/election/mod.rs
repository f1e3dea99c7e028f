//! The election of tenant representatives: calendar, protocol, lists, roll, seats.
//!
//! The articles cited are of the Code de la construction et de l'habitation (CCH) where no other
//! text is named. Whatever a landlord's protocol may settle is a field, never a constant.

pub mod calendar;
pub mod candidate_list;
pub mod challenge;
pub mod collective_agreement;
pub mod consultation;
pub mod elected;
pub mod electoral_roll;
pub mod funding;
pub mod ical;
pub mod key_plan;
pub mod largest_remainder;
pub mod list_order;
pub mod lost_letter;
pub mod mark_letters;
pub mod official_record;
pub mod paper;
pub mod protocol;
pub mod seats;
pub mod seats_json;
pub mod share;
pub mod stage;
pub mod tie_break;
pub mod turnout;
pub mod vacancy;
