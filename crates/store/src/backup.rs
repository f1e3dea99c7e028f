//! Backups: one file for either engine, taken while others write.
//!
//! The file is gzip over lines of JSON: a header; one line per row, `{"t":"table","r":{..}}`, rows
//! referred to before rows that refer to them; a trailer with the number of rows of each table and
//! a SHA-256 over every byte before it. That hash finds damage, not a forger: who can write the
//! file can write its hash. The file holds all that the database holds, and is to be kept as it is.

mod cell;
mod content;
mod format;
mod read;
mod restore;
mod rows;
mod tables;
mod write;

pub use cell::Kind;
pub use content::content_hash;
pub use format::Header;
pub use read::{Checked, FileError, check};
pub use restore::{RestoreError, restore};
pub use tables::{Column, TABLES, Table};
pub use write::{WriteError, write};

/// What was backed up or restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file's first line.
    pub header: Header,
    /// Rows, of all tables together.
    pub rows: u64,
}
