//! From bytes to records, in bounded memory.

use super::{BLOCK, FIRST, Kind, Record, header, padding};
use crate::rule::{Refusal, Rule};
use crate::wire::{self, HeaderText, name_of};

/// The largest record that is read: a list of 100,000 credentials of 2048 bits is half as large.
const LARGEST: u64 = 128 << 20;

/// Takes an archive in pieces and gives its records one by one.
///
/// Everything that surrounds a record is made again and compared byte for byte. At no time is more
/// held than one record and what was pushed since.
#[derive(Debug, Default)]
pub struct Reader {
    buffer: Vec<u8>,
    /// How much of the buffer was given out already.
    used: usize,
    /// The time in every record's header, known from the first.
    time: Option<u64>,
}

impl Reader {
    /// A reader at the start of an archive.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the next bytes of the archive.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.used);
        self.used = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The next record, or nothing when it needs more bytes.
    ///
    /// # Errors
    /// A [`Refusal`] for [`Rule::Beginning`], [`Rule::RecordBytes`], [`Rule::RecordName`] or, in the
    /// first record, [`Rule::Canonical`].
    pub fn next_record(&mut self) -> Result<Option<Record>, Refusal> {
        let rest = &self.buffer[self.used..];
        let Some((head, rest)) = rest.split_first_chunk::<BLOCK>() else {
            return Ok(None);
        };
        let name = name_in(head);
        if self.time.is_none() && name != Some(FIRST) {
            return Err(not_an_archive());
        }
        let foreign = |culprit: &str| {
            let shown = name.filter(|name| !name.is_empty());
            Refusal::new(
                shown.unwrap_or("unnamed record"),
                Rule::RecordBytes,
                culprit,
            )
        };
        let name = name.ok_or_else(|| foreign("the name is not text"))?;
        let size = octal(&head[124..135]).ok_or_else(|| foreign("the size is not octal"))?;
        let short = usize::try_from(size).ok().filter(|_| size <= LARGEST);
        let short = short.ok_or_else(|| foreign("the record is too large"))?;
        let Some(body) = rest.get(..short) else {
            return Ok(None);
        };
        let Some(zeros) = rest.get(short..short + padding(short)) else {
            return Ok(None);
        };
        let time = match self.time {
            Some(time) => time,
            None => time_of(body)?,
        };
        if header(name, size, time).as_ref() != Some(head) {
            return Err(foreign("the header is not the one a writer makes"));
        }
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(foreign("the padding is not zero"));
        }
        let record = Record {
            kind: kind_of(name, self.time.is_none())?,
            hash: name_of(body),
            body: body.into(),
        };
        if record.file() != name {
            let culprit = format!("the content has the hash {}", record.hash);
            return Err(Refusal::new(name, Rule::RecordName, culprit));
        }
        self.time = Some(time);
        self.used += BLOCK + short + zeros.len();
        Ok(Some(record))
    }

    /// Says whether the archive may end here.
    ///
    /// # Errors
    /// A [`Refusal`] when bytes are left that make no record, or when there was no record at all.
    pub fn finish(&self) -> Result<(), Refusal> {
        if self.time.is_none() {
            return Err(not_an_archive());
        }
        match self.buffer.len() - self.used {
            0 => Ok(()),
            left => Err(Refusal::new(
                "end of the archive",
                Rule::RecordBytes,
                format!("{left} bytes that make no record"),
            )),
        }
    }
}

fn not_an_archive() -> Refusal {
    Refusal::new(
        "start of the archive",
        Rule::Beginning,
        "no record named BELENIOS",
    )
}

/// The name in a header, up to the first zero.
fn name_in(head: &[u8; BLOCK]) -> Option<&str> {
    let field = &head[..100];
    let end = field.iter().position(|byte| *byte == 0)?;
    std::str::from_utf8(&field[..end]).ok()
}

/// The number that octal digits stand for.
fn octal(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0u64, |number, digit| match digit {
        b'0'..=b'7' => Some(number * 8 + u64::from(digit - b'0')),
        _ => None,
    })
}

/// The time in the first record, which all headers repeat.
fn time_of(body: &[u8]) -> Result<u64, Refusal> {
    let refused = |culprit: String| Refusal::new(FIRST, Rule::Canonical, culprit);
    let text: HeaderText = wire::parse(body).map_err(|error| refused(error.to_string()))?;
    if text.version != 1 {
        return Err(refused(format!("version {}, not 1", text.version)));
    }
    let seconds = text.timestamp.seconds();
    seconds.ok_or_else(|| refused("the timestamp is not a number".to_owned()))
}

/// What a record is, by its name.
fn kind_of(name: &str, first: bool) -> Result<Kind, Refusal> {
    if first {
        Ok(Kind::Header)
    } else if name.ends_with(".data.json") {
        Ok(Kind::Data)
    } else if name.ends_with(".event.json") {
        Ok(Kind::Event)
    } else {
        let culprit = "neither HASH.data.json nor HASH.event.json";
        Err(Refusal::new(name, Rule::RecordName, culprit))
    }
}
