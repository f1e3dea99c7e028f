//! Landlords, the stock they let, and the roll that says who lives where.

pub mod agenda;
pub mod kind;
pub mod lookup;
pub mod roll;
