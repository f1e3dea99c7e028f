//! One entry of an agenda's file, read field by field.

use super::{Problem, Wrong};
use chrono::{NaiveDate, NaiveTime};
use palier_domain::landlord::agenda::DecisionState;
use toml::{Table, Value};

/// An entry; what is wrong with it goes to the file's problems.
pub struct Entry<'a> {
    kind: &'static str,
    number: usize,
    table: &'a Table,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Entry<'a> {
    pub fn new(
        kind: &'static str,
        number: usize,
        table: &'a Table,
        problems: &'a mut Vec<Problem>,
    ) -> Self {
        Self {
            kind,
            number,
            table,
            problems,
        }
    }

    pub fn wrong(&mut self, field: &str, wrong: Wrong) {
        self.problems.push(Problem::Field {
            kind: self.kind,
            number: self.number,
            field: field.to_owned(),
            wrong,
        });
    }

    /// Complains of every other field: a misspelt one would be lost in silence.
    pub fn only(&mut self, fields: &[&str]) {
        for key in self.table.keys() {
            if !fields.contains(&key.as_str()) {
                self.wrong(key, Wrong::Unknown(fields.join(", ")));
            }
        }
    }

    /// What makes the entry that one and no other.
    pub fn key(&self) -> Option<(NaiveDate, String)> {
        let day = plain(self.table.get("on")?)?.parse().ok()?;
        Some((day, self.table.get("title")?.as_str()?.trim().to_owned()))
    }

    /// A text that must be there.
    pub fn required(&mut self, field: &str) -> Option<String> {
        if !self.table.contains_key(field) {
            self.wrong(field, Wrong::Missing);
            return None;
        }
        let text = self.optional(field)?;
        if text.is_empty() {
            self.wrong(field, Wrong::Empty);
            return None;
        }
        Some(text)
    }

    /// A text, empty when it is not there; `None` when it is wrong.
    pub fn optional(&mut self, field: &str) -> Option<String> {
        let Some(value) = self.table.get(field) else {
            return Some(String::new());
        };
        let Some(text) = value.as_str() else {
            self.wrong(field, Wrong::NotText);
            return None;
        };
        if text.chars().any(|c| c.is_control() && c != '\n') {
            self.wrong(field, Wrong::Control);
            return None;
        }
        Some(text.trim().to_owned())
    }

    /// The day, as TOML's own date or as a text.
    pub fn day(&mut self) -> Option<NaiveDate> {
        self.parsed("on", Wrong::Day, |text| text.parse().ok())
    }

    /// The time of day, `Some(None)` when it is not there; `None` when it is wrong.
    pub fn time(&mut self) -> Option<Option<NaiveTime>> {
        if !self.table.contains_key("time") {
            return Some(None);
        }
        let read = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        self.parsed("time", Wrong::Time, read).map(Some)
    }

    pub fn state(&mut self) -> Option<DecisionState> {
        self.parsed("state", Wrong::State, |text| {
            Value::String(text.to_owned()).try_into().ok()
        })
    }

    fn parsed<T>(
        &mut self,
        field: &str,
        wrong: impl Fn(String) -> Wrong,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let Some(value) = self.table.get(field) else {
            self.wrong(field, Wrong::Missing);
            return None;
        };
        let Some(text) = plain(value) else {
            self.wrong(field, Wrong::NotText);
            return None;
        };
        let parsed = read(text.trim());
        if parsed.is_none() {
            self.wrong(field, wrong(text));
        }
        parsed
    }
}

/// A text, or one of TOML's own dates as it is written.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Datetime(at) => Some(at.to_string()),
        _ => None,
    }
}
