//! A table by the names of its columns: header, cells, and what is wrong with them.

use super::{OccupancyKind, OccupancyProblem, OccupancyReason};
use crate::fold;
use crate::landlord::roll::cell;
use crate::landlord::roll::decode::{Row, rows};
use chrono::NaiveDate;

/// The most characters that a cell takes.
const MOST: usize = 120;

/// Which column stands where.
struct Header(Vec<&'static str>);

/// The cells of a line, and what is wrong with them.
pub(super) struct Cells<'a> {
    header: &'a Header,
    row: &'a Row,
    problems: Vec<OccupancyProblem>,
}

/// Reads every line below the header; one bad line refuses the file.
pub(super) fn table<T>(
    kind: OccupancyKind,
    bytes: &[u8],
    mut read: impl FnMut(&mut Cells<'_>) -> T,
) -> Result<Vec<T>, Vec<OccupancyProblem>> {
    let of_file = |reason| vec![problem(1, "", "", reason)];
    let rows = rows(bytes).map_err(|_| of_file(OccupancyReason::NotText))?;
    let Some((first, rows)) = rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        return Err(of_file(OccupancyReason::EmptyFile));
    };
    let header = Header::read(kind, first)?;
    let mut all = Vec::with_capacity(rows.len());
    let mut problems = Vec::new();
    for row in rows {
        let mut cells = Cells {
            header: &header,
            row,
            problems: Vec::new(),
        };
        all.push(read(&mut cells));
        cells.problems.sort_by(|a, b| a.column.cmp(&b.column));
        problems.append(&mut cells.problems);
    }
    if problems.is_empty() {
        Ok(all)
    } else {
        Err(problems)
    }
}

fn problem(line: usize, column: &str, value: &str, reason: OccupancyReason) -> OccupancyProblem {
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    OccupancyProblem {
        line,
        column: column.to_owned(),
        value: value.chars().take(60).map(shown).collect(),
        reason,
    }
}

impl Header {
    fn read(kind: OccupancyKind, row: &Row) -> Result<Self, Vec<OccupancyProblem>> {
        let mut columns: Vec<&'static str> = Vec::new();
        let mut problems = Vec::new();
        let names: Vec<&str> = row.cells.iter().collect();
        let last = names.iter().rposition(|name| !name.trim().is_empty());
        for name in &names[..last.map_or(0, |last| last + 1)] {
            let folded = fold(name.trim()).replace([' ', '-'], "_");
            let known = kind.columns().iter().find(|column| **column == folded);
            match known.filter(|column| !columns.contains(column)) {
                Some(column) => columns.push(column),
                None => problems.push(problem(row.line, "", name, OccupancyReason::UnknownColumn)),
            }
        }
        for needed in &kind.columns()[..kind.needed()] {
            if !columns.contains(needed) {
                let reason = OccupancyReason::MissingColumn;
                problems.push(problem(row.line, needed, "", reason));
            }
        }
        if problems.is_empty() {
            Ok(Self(columns))
        } else {
            Err(problems)
        }
    }
}

impl Cells<'_> {
    fn raw(&self, column: &str) -> &str {
        let at = self.header.0.iter().position(|name| *name == column);
        at.and_then(|at| self.row.cells.get(at)).unwrap_or_default()
    }

    /// Says that a cell is wrong.
    pub fn refuse(&mut self, column: &str, reason: OccupancyReason) {
        let one = problem(self.row.line, column, self.raw(column).trim(), reason);
        self.problems.push(one);
    }

    /// A cell on one line, white space reduced; may be empty.
    pub fn text(&mut self, column: &str) -> String {
        let text: Vec<&str> = self.raw(column).split_whitespace().collect();
        let text = text.join(" ");
        if text.chars().count() > MOST || text.chars().any(char::is_control) {
            self.refuse(column, OccupancyReason::TooLong);
            return String::new();
        }
        text
    }

    /// A cell that must hold something.
    pub fn needed(&mut self, column: &str) -> String {
        let text = self.text(column);
        if text.is_empty() {
            self.refuse(column, OccupancyReason::Empty);
        }
        text
    }

    /// A day; the first of the calendar where it cannot be read.
    pub fn day(&mut self, column: &str) -> NaiveDate {
        match cell::date(self.raw(column).trim()) {
            Ok(day) => day,
            Err(_) => {
                self.refuse(column, OccupancyReason::NotADate);
                NaiveDate::MIN
            }
        }
    }

    /// A day, or nothing.
    pub fn day_if_any(&mut self, column: &str) -> Option<NaiveDate> {
        (!self.raw(column).trim().is_empty()).then(|| self.day(column))
    }

    /// Yes or no, in French or English.
    pub fn yes_no(&mut self, column: &str) -> bool {
        match fold(self.raw(column).trim()).as_str() {
            "oui" | "o" | "yes" | "y" | "1" | "x" => true,
            "non" | "n" | "no" | "0" => false,
            _ => {
                self.refuse(column, OccupancyReason::NotYesNo);
                false
            }
        }
    }
}
