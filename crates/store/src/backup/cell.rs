//! One value of one row: from a database, to a database, from JSON, to JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use palier_domain::journal::canonical;
use serde_json::Value;
use uuid::Uuid;

/// What a column holds, whichever engine keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A UUID; hyphenated text in a backup.
    Uuid,
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// Bytes; base64 in a backup.
    Bytes,
    /// An instant in UTC; RFC 3339 with six decimals in a backup.
    Instant,
    /// A civil date; `2030-12-05` in a backup.
    Date,
    /// A JSON value.
    Json,
}

/// A value, or the absence of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
    Instant(Option<DateTime<Utc>>),
    Date(Option<NaiveDate>),
    Json(Option<Value>),
}

impl Cell {
    /// The one JSON text of this value.
    pub(super) fn to_json(&self) -> String {
        let value = match self {
            Self::Uuid(value) => value.map(|it| Value::from(it.to_string())),
            Self::Text(value) => value.as_deref().map(Value::from),
            Self::Int(value) => value.map(Value::from),
            Self::Bool(value) => value.map(Value::from),
            Self::Bytes(value) => value.as_ref().map(|it| Value::from(STANDARD.encode(it))),
            Self::Instant(value) => {
                value.map(|it| Value::from(it.to_rfc3339_opts(SecondsFormat::Micros, true)))
            }
            Self::Date(value) => value.map(|it| Value::from(it.to_string())),
            Self::Json(value) => value.clone(),
        };
        canonical(&value.unwrap_or(Value::Null))
    }

    /// Reads what [`Cell::to_json`] wrote.
    pub(super) fn from_json(kind: Kind, value: Value) -> Option<Self> {
        let value = (!value.is_null()).then_some(value);
        Some(match kind {
            Kind::Uuid => Self::Uuid(read(value, |it| it.as_str()?.parse().ok())?),
            Kind::Text => Self::Text(read(value, |it| match it {
                Value::String(text) => Some(text),
                _ => None,
            })?),
            Kind::Int => Self::Int(read(value, |it| it.as_i64())?),
            Kind::Bool => Self::Bool(read(value, |it| it.as_bool())?),
            Kind::Bytes => Self::Bytes(read(value, |it| STANDARD.decode(it.as_str()?).ok())?),
            Kind::Instant => Self::Instant(read(value, |it| it.as_str()?.parse().ok())?),
            Kind::Date => Self::Date(read(value, |it| it.as_str()?.parse().ok())?),
            Kind::Json => Self::Json(value),
        })
    }
}

/// No value stays none; a value that cannot be read makes the whole `None`.
fn read<T>(value: Option<Value>, to: impl Fn(Value) -> Option<T>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(value) => to(value).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_comes_back_as_it_went() {
        let instant = "2030-12-05T10:00:00.12Z".parse().ok();
        for (kind, cell, text) in [
            (
                Kind::Uuid,
                Cell::Uuid(Some(Uuid::nil())),
                "\"00000000-0000-0000-0000-000000000000\"",
            ),
            (
                Kind::Text,
                Cell::Text(Some("é\n\"".to_owned())),
                "\"é\\n\\\"\"",
            ),
            (Kind::Int, Cell::Int(Some(i64::MIN)), "-9223372036854775808"),
            (Kind::Bool, Cell::Bool(Some(true)), "true"),
            (Kind::Bytes, Cell::Bytes(Some(vec![0, 255])), "\"AP8=\""),
            (Kind::Bytes, Cell::Bytes(None), "null"),
            (
                Kind::Instant,
                Cell::Instant(instant),
                "\"2030-12-05T10:00:00.120000Z\"",
            ),
            (
                Kind::Date,
                Cell::Date(NaiveDate::from_ymd_opt(2030, 12, 5)),
                "\"2030-12-05\"",
            ),
            (
                Kind::Json,
                Cell::Json(Some(json!({"b": 1, "a": null}))),
                "{\"a\":null,\"b\":1}",
            ),
        ] {
            assert_eq!(cell.to_json(), text);
            let back = serde_json::from_str(text).unwrap();
            assert_eq!(Cell::from_json(kind, back), Some(cell));
        }
    }

    #[test]
    fn a_value_of_another_kind_is_none() {
        assert_eq!(Cell::from_json(Kind::Int, json!("1")), None);
        assert_eq!(Cell::from_json(Kind::Uuid, json!("x")), None);
        assert_eq!(Cell::from_json(Kind::Date, json!("2030-02-30")), None);
    }
}
