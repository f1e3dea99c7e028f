//! What may be wrong with an agenda's file.

use chrono_tz::Tz;
use thiserror::Error;

/// A mistake, and where it stands.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file is not TOML; the sentence names the line.
    #[error("this is no TOML: {0}")]
    Toml(String),
    /// Nothing is in it.
    #[error("it holds neither a [[date]] nor a [[decision]]")]
    Empty,
    /// A key that no agenda has.
    #[error("\"{0}\": an agenda holds [[date]] and [[decision]] entries only")]
    Stranger(String),
    /// Something else than entries.
    #[error("{0}: write each as an entry under [[{0}]]")]
    NotEntries(&'static str),
    /// A field of an entry.
    #[error("{kind} {number}, {field}: {wrong}")]
    Field {
        /// "date" or "decision".
        kind: &'static str,
        /// Its place among those of its kind, from 1.
        number: usize,
        /// The field.
        field: String,
        /// What is wrong with it.
        wrong: Wrong,
    },
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Wrong {
    /// It must be there.
    #[error("is missing")]
    Missing,
    /// It must say something.
    #[error("is empty")]
    Empty,
    /// A number, a list, or the like.
    #[error("is no text: write it between quotes")]
    NotText,
    /// Characters that nobody can see.
    #[error("holds a control character: remove it")]
    Control,
    /// A day that does not exist, or is written otherwise.
    #[error("\"{0}\" is no day: write it as 2030-12-31")]
    Day(String),
    /// A time that does not exist, or is written otherwise.
    #[error("\"{0}\" is no time of day: write it as 18:30")]
    Time(String),
    /// The hour between winter and summer time.
    #[error("does not exist on that day in {0}, where clocks go forward")]
    Skipped(Tz),
    /// Not one of the states.
    #[error("\"{0}\" is no state: write kept, late, underway or refused")]
    State(String),
    /// A refusal without a word.
    #[error("a refusal gives its reason")]
    NoReason,
    /// The entry with this number is the same.
    #[error("entry {0} has the same title on the same day")]
    Twice(usize),
    /// A field that such an entry does not have.
    #[error("no such field; there are {0}")]
    Unknown(String),
}
