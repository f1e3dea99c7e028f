//! The two languages of the interface, and their numbers and plurals.
//!
//! Sentences live in `locales/fr/` and `locales/en/`, a file per capability; the build makes one
//! method of [`T`] per sentence, named after section and key, so that a missing translation does not
//! compile.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Locale {
    /// The language tag, for `lang` and the cookie.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Reads a tag; anything unknown is `None`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "fr" => Some(Self::Fr),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// Says sentences in one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct T {
    /// The language.
    pub locale: Locale,
}

include!(concat!(env!("OUT_DIR"), "/sentences.rs"));

impl T {
    /// A whole number in the reader's format: `12 480` or `12,480`.
    #[must_use]
    pub fn number(self, n: i64) -> String {
        let separator = match self.locale {
            Locale::Fr => '\u{202f}',
            Locale::En => ',',
        };
        let digits = n.unsigned_abs().to_string();
        let mut text = String::from(if n < 0 { "-" } else { "" });
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// Tenths of a percent in the reader's format: `15,4 %` or `15.4%`.
    #[must_use]
    pub fn permille(self, n: i64) -> String {
        let (whole, tenth) = (self.number(n / 10), n % 10);
        match self.locale {
            Locale::Fr => format!("{whole},{tenth}\u{202f}%"),
            Locale::En => format!("{whole}.{tenth}%"),
        }
    }

    /// Whether the singular is used: in French for 0 and 1, in English for 1.
    fn is_one(self, n: i64) -> bool {
        match self.locale {
            Locale::Fr => (0..2).contains(&n),
            Locale::En => n == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_of_a_percent_are_written_as_the_reader_does() {
        let fr = T { locale: Locale::Fr };
        let en = T { locale: Locale::En };
        assert_eq!(
            (fr.permille(154).as_str(), en.permille(154).as_str()),
            ("15,4\u{202f}%", "15.4%")
        );
        assert_eq!(fr.permille(1000), "100,0\u{202f}%");
        assert_eq!(fr.permille(7), "0,7\u{202f}%");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        let fr = T { locale: Locale::Fr };
        let en = T { locale: Locale::En };
        assert_eq!(fr.number(12_480), "12\u{202f}480");
        assert_eq!(en.number(1_234_567), "1,234,567");
        assert_eq!(en.number(-999), "-999");
    }

    #[test]
    fn zero_is_singular_in_french_only() {
        assert!(T { locale: Locale::Fr }.is_one(0));
        assert!(!T { locale: Locale::En }.is_one(0));
    }
}
