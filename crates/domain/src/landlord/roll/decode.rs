//! From bytes to rows of cells: encoding, separator, line numbers.

use super::report::{RollProblem, RollReason};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// As French spreadsheets write.
    Semicolon,
    /// As English ones do.
    Comma,
    /// As copied from a sheet.
    Tab,
}

impl Separator {
    /// The byte itself.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }

    /// The one that a header uses most.
    fn of(header: &str) -> Self {
        let count = |separator: &Self| header.bytes().filter(|b| *b == separator.byte()).count();
        // `max_by_key` takes the last of equals: a header of one column goes with semicolons.
        let found = [Self::Tab, Self::Comma, Self::Semicolon]
            .into_iter()
            .max_by_key(count);
        found.unwrap_or(Self::Semicolon)
    }
}

/// One line of the table, with its number in the file.
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: StringRecord,
}

/// Cuts a file into rows, blank ones aside.
pub(crate) fn rows(bytes: &[u8]) -> Result<Vec<Row>, RollProblem> {
    let text = text(bytes)?;
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let mut reader = ReaderBuilder::new()
        .delimiter(Separator::of(header).byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut line, mut counted) = (Vec::new(), 1, 0);
    for record in reader.records() {
        // The bytes are UTF-8 and in memory, and rows may differ in length: nothing can fail.
        let cells = record.map_err(|_| RollProblem::of_file(RollReason::NotText))?;
        let begins = cells.position().map_or(0, |position| position.byte());
        let mut at = usize::try_from(begins)
            .unwrap_or(text.len())
            .min(text.len());
        // A record is said to begin at the blank lines before it.
        at += text.as_bytes()[at..]
            .iter()
            .take_while(|byte| **byte == b'\n')
            .count();
        line += text.as_bytes()[counted..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        counted = at;
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            rows.push(Row { line, cells });
        }
    }
    Ok(rows)
}

/// UTF-8 where it is that, else Windows-1252, in which no byte is an error; line feeds alone.
fn text(bytes: &[u8]) -> Result<String, RollProblem> {
    // A spreadsheet's own format is a zip archive; UTF-16 has zero bytes.
    if bytes.starts_with(b"PK") && bytes.get(2) == Some(&3) || bytes.contains(&0) {
        return Err(RollProblem::of_file(RollReason::NotText));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}
