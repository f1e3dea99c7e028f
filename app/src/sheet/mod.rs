//! A document that is read on a page, printed, and taken as a PDF file: written once, as blocks.

mod file;
mod font;
mod html;
mod layout;
mod marks;
mod pdf;

pub use file::file;
pub use html::{page, show};
pub use pdf::pdf;

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its language, as `fr`.
    pub lang: &'static str,
    /// Its title, for whoever opens the file.
    pub title: String,
    /// Whether it is read from afar, on a wall.
    pub poster: bool,
    /// What it says, in its order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, from level 1.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A paragraph that stands out.
    Strong(String),
    /// Large words, for a wall.
    Large(String),
    /// A list.
    Items(Vec<String>),
    /// Names with what they stand for.
    Facts(Vec<(String, String)>),
    /// A table: its first column names the rows.
    Table {
        /// What it shows.
        caption: String,
        /// Names of the columns.
        head: Vec<String>,
        /// Its rows, as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// A QR code, and what it leads to.
    Code {
        /// The address in it.
        address: String,
        /// What readers who do not see it are told.
        alt: String,
    },
}
