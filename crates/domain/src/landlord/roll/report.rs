//! What is wrong with a roll, line by line.

use super::column::Column;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Why a roll was refused: every bad line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollReport {
    /// The problems, in the order of the file; never empty.
    pub problems: Vec<RollProblem>,
}

/// One problem of a roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollProblem {
    /// Number of the line in the file, from 1.
    pub line: usize,
    /// The column, where it lies in one.
    pub column: Option<Column>,
    /// What stands there.
    pub value: String,
    /// What is wrong with it.
    pub reason: RollReason,
}

/// What is wrong with a line of a roll.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "key")]
pub enum RollReason {
    /// No line below the header, or nothing at all.
    #[error("the file is empty")]
    EmptyFile,
    /// A spreadsheet's own format, or UTF-16.
    #[error("the file is not plain text (save the sheet as CSV)")]
    NotText,
    /// A header cell that names no column.
    #[error("is not a known column")]
    UnknownColumn,
    /// A header without a column that is needed.
    #[error("the column is missing")]
    MissingColumn,
    /// A header that names a column twice.
    #[error("names a column that stands there already")]
    RepeatedColumn,
    /// A cell beyond the last column.
    #[error("stands beyond the last column")]
    ExtraCell,
    /// An empty cell where a value is needed.
    #[error("the cell is empty")]
    Empty,
    /// Too many characters.
    #[error("has more than {max} characters")]
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// A line break in a cell.
    #[error("has a line break in it (perhaps a quotation mark is not closed)")]
    LineBreak,
    /// A character that is not text.
    #[error("has a control character in it")]
    ControlCharacter,
    /// Not a day of the calendar.
    #[error("is not a date (use 1950-02-28 or 28/02/1950)")]
    NotADate,
    /// Not the shape of an e-mail address.
    #[error("is not an e-mail address")]
    NotAnEmail,
    /// A lease that ends before it starts.
    #[error("is before the start of the tenancy")]
    EndBeforeStart,
    /// Another line of the same tenancy says otherwise.
    #[error("differs from line {line}, which has the same tenancy")]
    TenancyDiffers {
        /// The other line.
        line: usize,
    },
    /// Another line of the same person says otherwise.
    #[error("differs from line {line}, which has the same person")]
    PersonDiffers {
        /// The other line.
        line: usize,
    },
    /// Another line puts the dwelling in another building.
    #[error("is in another building on line {line}")]
    DwellingElsewhere {
        /// The other line.
        line: usize,
    },
    /// The same tenancy and person stand on another line.
    #[error("is already on line {line} for the same tenancy")]
    Repeated {
        /// The other line.
        line: usize,
    },
    /// Two tenancies of one dwelling share days.
    #[error("overlaps the tenancy \"{tenancy}\" of the same dwelling, on line {line}")]
    Overlap {
        /// The other line.
        line: usize,
        /// The other tenancy.
        tenancy: String,
    },
}

impl RollProblem {
    /// What stands there, cut to what a message quotes; control characters shown as spaces.
    #[must_use]
    pub fn quoted(&self) -> String {
        let shown = |c: char| if c.is_control() { ' ' } else { c };
        let mut quoted: String = self.value.chars().take(MAX_QUOTED).map(shown).collect();
        if self.value.chars().count() > MAX_QUOTED {
            quoted.push('…');
        }
        quoted
    }

    /// A problem of the whole file.
    pub(super) fn of_file(reason: RollReason) -> Self {
        Self {
            line: 1,
            column: None,
            value: String::new(),
            reason,
        }
    }
}

/// How much of a cell a message quotes, in characters.
const MAX_QUOTED: usize = 60;

impl fmt::Display for RollProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        f.write_str(": ")?;
        if !self.value.is_empty() {
            write!(f, "\"{}\" ", self.quoted())?;
        }
        self.reason.fmt(f)
    }
}

/// One line per problem.
impl fmt::Display for RollReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for RollReport {}
