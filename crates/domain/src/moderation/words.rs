//! What is written around a moderation: the detail of a report, the public reason, the appeal.

use crate::charter::comment::clean;
use thiserror::Error;

/// The most that the detail of a report may say, in characters; it may say nothing.
pub const MAX_DETAIL: usize = 1000;
/// The least that a public reason must say, in characters: a word alone explains nothing.
pub const MIN_REASON: usize = 15;
/// The most that a public reason may say, in characters.
pub const MAX_REASON: usize = 1000;
/// The most that an appeal may say, in characters.
pub const MAX_APPEAL: usize = 4000;

/// Why such words cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WordsError {
    /// They say nothing that can be seen.
    #[error("nothing is said")]
    Empty,
    /// They say too little to be understood.
    #[error("less than {min} characters")]
    TooShort {
        /// Characters needed.
        min: usize,
    },
    /// They say too much.
    #[error("{found} characters, {max} are the most")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters found.
        found: usize,
    },
}

/// The detail of a report: it may be empty.
pub fn detail(typed: &str) -> Result<String, WordsError> {
    match within(typed, 0, MAX_DETAIL) {
        Err(WordsError::Empty) => Ok(String::new()),
        taken => taken,
    }
}

/// A public reason: clear and specific (regulation (EU) 2022/2065, article 17, paragraphs 1 and 4).
pub fn reason(typed: &str) -> Result<String, WordsError> {
    within(typed, MIN_REASON, MAX_REASON)
}

/// What the author answers to a decision.
pub fn appeal(typed: &str) -> Result<String, WordsError> {
    within(typed, 0, MAX_APPEAL)
}

fn within(typed: &str, min: usize, max: usize) -> Result<String, WordsError> {
    let words = clean(typed).ok_or(WordsError::Empty)?;
    match words.chars().count() {
        found if found > max => Err(WordsError::TooLong { max, found }),
        found if found < min => Err(WordsError::TooShort { min }),
        _ => Ok(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_neither_empty_nor_a_single_word_nor_endless() {
        assert_eq!(reason(" \u{200b}\n"), Err(WordsError::Empty));
        assert_eq!(reason("Injure"), Err(WordsError::TooShort { min: 15 }));
        let found = MAX_REASON + 1;
        let max = MAX_REASON;
        let long = Err(WordsError::TooLong { max, found });
        assert_eq!(reason(&"é".repeat(found)), long);
        assert_eq!(
            reason(" Traite une voisine de menteuse. ").unwrap(),
            "Traite une voisine de menteuse."
        );
    }

    #[test]
    fn a_report_needs_no_detail_and_an_appeal_needs_words() {
        assert_eq!(detail("  "), Ok(String::new()));
        assert_eq!(appeal("  "), Err(WordsError::Empty));
        assert_eq!(appeal("Non."), Ok("Non.".to_owned()));
    }
}
