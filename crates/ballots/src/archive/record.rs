//! One record of an archive.

use std::sync::Arc;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first record, `BELENIOS`.
    Header,
    /// Data, `HASH.data.json`.
    Data,
    /// An event, `HASH.event.json`.
    Event,
}

/// A record: its name was checked to be the hash of its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// The hash of the content in hexadecimal; for the first record too, though its name is fixed.
    pub hash: String,
    /// The content.
    pub body: Arc<[u8]>,
}

impl Record {
    /// The name of the file in the archive.
    pub fn file(&self) -> String {
        match self.kind {
            Kind::Header => super::FIRST.to_owned(),
            Kind::Data => format!("{}.data.json", self.hash),
            Kind::Event => format!("{}.event.json", self.hash),
        }
    }
}
