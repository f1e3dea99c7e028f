//! The roll: the landlord's file of who lives where, read whole or refused whole.
//!
//! A table as spreadsheets save it: one line per tenancy and person, a header with column names in
//! English or French. Every bad line is named, so that one correction of the file suffices.

pub(crate) mod cell;
mod column;
mod cross;
pub(crate) mod decode;
mod read;
mod report;
mod write;

pub use column::Column;
pub use decode::Separator;
pub use read::read;
pub use report::{RollProblem, RollReason, RollReport};
pub use write::{to_csv, to_csv_with};

use chrono::NaiveDate;

/// A roll whose lines agree with one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    /// The persons, in the order in which the tenancies name them.
    pub persons: Vec<RollPerson>,
    /// The tenancies, in the order of the file.
    pub tenancies: Vec<RollTenancy>,
    /// Lines read, header and blank lines aside.
    pub lines: usize,
}

/// A person on the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollPerson {
    /// The landlord's reference for the person.
    pub reference: String,
    /// The name, as letters are addressed.
    pub name: String,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number, as written.
    pub phone: Option<String>,
    /// Postal lines below the name, at most four, none empty.
    pub address: Vec<String>,
}

/// A lease on the roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollTenancy {
    /// Name of the estate.
    pub estate: String,
    /// Name of the building in its estate.
    pub building: String,
    /// The landlord's reference for the dwelling.
    pub dwelling: String,
    /// The landlord's reference for the lease.
    pub reference: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; `None` while it runs.
    pub ends_on: Option<NaiveDate>,
    /// Who signed it: places in [`Roll::persons`], in the order of the file.
    pub holders: Vec<usize>,
}

#[cfg(test)]
mod tests;
