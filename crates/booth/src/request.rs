//! The fields of a message, wiped when it was answered: codes and passphrases are among them.

use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::Trouble;

/// A message.
pub(crate) struct Request(Map<String, Value>);

impl Request {
    /// Reads a message, whatever it asks for.
    pub fn read(message: &str) -> Result<Self, Trouble> {
        // From bytes, as records are read: one parser in the bundle instead of two.
        serde_json::from_slice(message.as_bytes())
            .map(Self)
            // What the parser says could repeat a secret.
            .map_err(|_| Trouble::new("message", "not a JSON object"))
    }

    /// What the answer repeats.
    pub fn id(&self) -> Value {
        self.0.get("id").cloned().unwrap_or_default()
    }

    /// A field of text.
    pub fn text(&self, name: &'static str) -> Result<&str, Trouble> {
        let text = self.0.get(name).and_then(Value::as_str);
        text.ok_or_else(|| missing(name))
    }

    /// A field of text that may be left out.
    #[cfg(feature = "holders")]
    pub fn text_if_any(&self, name: &'static str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// A number.
    pub fn number(&self, name: &'static str) -> Result<u64, Trouble> {
        let number = self.0.get(name).and_then(Value::as_u64);
        number.ok_or_else(|| missing(name))
    }

    /// Whether something was asked for.
    pub fn flag(&self, name: &'static str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A list of texts.
    #[cfg(feature = "voting")]
    pub fn texts(&self, name: &'static str) -> Result<Vec<&str>, Trouble> {
        let list = self.0.get(name).and_then(Value::as_array);
        let texts = list.and_then(|list| list.iter().map(Value::as_str).collect());
        texts.ok_or_else(|| missing(name))
    }

    /// Lists of 0 and 1, one for each question.
    #[cfg(feature = "voting")]
    pub fn choices(&self) -> Result<Vec<Vec<u8>>, Trouble> {
        let digit = |value: &Value| value.as_u64().and_then(|digit| u8::try_from(digit).ok());
        let question = |value: &Value| value.as_array()?.iter().map(digit).collect();
        let list = self.0.get("choices").and_then(Value::as_array);
        let choices = list.and_then(|list| list.iter().map(question).collect());
        choices.ok_or_else(|| missing("choices"))
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(list) => list.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        // Of choices, the place is the secret.
        _ => *value = Value::Null,
    }
}

fn missing(name: &'static str) -> Trouble {
    Trouble::new("message", "missing, or not of this type").within(name)
}
