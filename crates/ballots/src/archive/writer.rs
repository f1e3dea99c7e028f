//! From records to bytes.

use super::{FIRST, Kind, Record, header, padding};
use crate::Error;
use crate::wire::{self, EventText, EventType, HeaderText, Timestamp, name_of};

/// Makes the bytes that an archive grows by.
#[derive(Clone, Debug)]
pub struct Writer {
    time: u64,
    /// The last event: its hash and height.
    last: Option<(String, u64)>,
}

impl Writer {
    /// Starts an archive: the writer and the bytes of its first record.
    ///
    /// # Errors
    /// [`Error::NumberTooLarge`] when the time does not fit in a header.
    pub fn start(seconds: u64) -> Result<(Self, Vec<u8>), Error> {
        let text = HeaderText {
            version: 1,
            timestamp: Timestamp::Text(seconds.to_string()),
        };
        let writer = Self {
            time: seconds,
            last: None,
        };
        let bytes = writer.file(FIRST, &wire::print(&text))?;
        Ok((writer, bytes))
    }

    /// Goes on with an archive whose last event is known.
    pub fn resume(seconds: u64, last: Option<(String, u64)>) -> Self {
        Self {
            time: seconds,
            last,
        }
    }

    /// The hash and the height of the last event.
    pub fn last(&self) -> Option<(&str, u64)> {
        let (hash, height) = self.last.as_ref()?;
        Some((hash, *height))
    }

    /// The bytes of a data record, and its name.
    ///
    /// # Errors
    /// [`Error::NumberTooLarge`] when its size does not fit in a header.
    pub fn data(&self, body: &[u8]) -> Result<(Vec<u8>, String), Error> {
        let hash = name_of(body);
        let bytes = self.file(&format!("{hash}.data.json"), body)?;
        Ok((bytes, hash))
    }

    /// The bytes of the next event, chained to the one before.
    ///
    /// # Errors
    /// [`Error::NumberTooLarge`] when its size does not fit in a header.
    pub fn event(&mut self, r#type: EventType, payload: Option<String>) -> Result<Vec<u8>, Error> {
        let height = self.last.as_ref().map_or(0, |(_, height)| height + 1);
        let text = EventText {
            parent: self.last.as_ref().map(|(hash, _)| hash.clone()),
            height,
            r#type,
            payload,
        };
        let body = wire::print(&text);
        let hash = name_of(&body);
        let bytes = self.file(&format!("{hash}.event.json"), &body)?;
        self.last = Some((hash, height));
        Ok(bytes)
    }

    /// The bytes of a record that was read, as they stood in its archive.
    ///
    /// # Errors
    /// [`Error::NumberTooLarge`] when its size does not fit in a header.
    pub fn record(&mut self, record: &Record) -> Result<Vec<u8>, Error> {
        if record.kind == Kind::Event {
            let event: EventText = wire::parse(&record.body)?;
            self.last = Some((record.hash.clone(), event.height));
        }
        self.file(&record.file(), &record.body)
    }

    fn file(&self, name: &str, body: &[u8]) -> Result<Vec<u8>, Error> {
        let size = u64::try_from(body.len()).map_err(|_| Error::NumberTooLarge)?;
        let header = header(name, size, self.time).ok_or(Error::NumberTooLarge)?;
        let mut bytes = header.to_vec();
        bytes.extend_from_slice(body);
        bytes.resize(bytes.len() + padding(body.len()), 0);
        Ok(bytes)
    }
}
