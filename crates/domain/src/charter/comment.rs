//! Comments: what one may say, and until when one may take it back.

use super::discussion::Phase;
use crate::fold::{is_invisible, turns_direction};
use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// The most that a comment may say, in characters.
const MAX_CHARS: usize = 4000;

/// For how long after sending it the author may still correct a comment.
pub const EDIT_WINDOW: TimeDelta = TimeDelta::minutes(10);

/// What a comment says: some Markdown, never empty, never endless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

/// Why a comment cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BodyError {
    /// It says nothing that can be seen.
    #[error("the comment is empty")]
    Empty,
    /// It says too much.
    #[error("the comment has {found} characters, {max} are the most")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters found.
        found: usize,
    },
}

impl Body {
    /// Takes what was typed: accents composed (NFC), lines ended by line feeds, control
    /// characters removed, no white space around.
    pub fn parse(typed: &str) -> Result<Self, BodyError> {
        let body = clean(typed).ok_or(BodyError::Empty)?;
        match body.chars().count() {
            found if found > MAX_CHARS => Err(BodyError::TooLong {
                max: MAX_CHARS,
                found,
            }),
            _ => Ok(Self(body)),
        }
    }

    /// The words, as Markdown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was typed: accents composed (NFC), lines ended by line feeds, control characters removed, no
/// white space around; nothing when none of it can be seen.
pub(crate) fn clean(typed: &str) -> Option<String> {
    let lines = typed
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ");
    let kept: String = lines
        .nfc()
        .filter(|&c| c == '\n' || !c.is_control() && !turns_direction(c))
        .collect();
    if kept.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return None;
    }
    Some(kept.trim().to_owned())
}

/// What must be known of a comment to decide whether someone may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether whoever asks wrote it.
    pub mine: bool,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether a moderation hid its words.
    pub hidden: bool,
    /// When it was sent.
    pub created_at: DateTime<Utc>,
}

/// Why a comment stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EditRefusal {
    /// Somebody else wrote it.
    #[error("the comment is somebody else's")]
    NotYours,
    /// It was withdrawn already.
    #[error("the comment was withdrawn")]
    Withdrawn,
    /// A moderation hid its words: they wait for an appeal as they were.
    #[error("the comment was hidden")]
    Hidden,
    /// The time for corrections is over: people may have answered.
    #[error("the time for corrections is over")]
    TooLate,
    /// The discussion is not open.
    #[error("the discussion is not open")]
    Closed,
}

/// Whether its author may still correct a comment.
pub fn may_edit(facts: &Facts, now: DateTime<Utc>, phase: Phase) -> Result<(), EditRefusal> {
    may_withdraw(facts)?;
    if facts.hidden {
        return Err(EditRefusal::Hidden);
    }
    if phase != Phase::Open {
        return Err(EditRefusal::Closed);
    }
    if now - facts.created_at > EDIT_WINDOW {
        return Err(EditRefusal::TooLate);
    }
    Ok(())
}

/// Whether its author may withdraw a comment: at any time, even after closing.
pub fn may_withdraw(facts: &Facts) -> Result<(), EditRefusal> {
    if !facts.mine {
        return Err(EditRefusal::NotYours);
    }
    if facts.withdrawn {
        return Err(EditRefusal::Withdrawn);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(typed: &str) -> Result<String, BodyError> {
        Body::parse(typed).map(|body| body.as_str().to_owned())
    }

    fn facts() -> Facts {
        Facts {
            mine: true,
            withdrawn: false,
            hidden: false,
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_body_is_composed_and_trimmed() {
        assert_eq!(
            body("  e\u{301}te\u{301}\r\n\r\nici\u{7}\t\r\n"),
            Ok("été\n\nici".into())
        );
        assert_eq!(body("un\u{202e}deux"), Ok("undeux".into()));
    }

    #[test]
    fn a_body_that_shows_nothing_is_empty() {
        for typed in ["", " \r\n\t", "\u{200b}\u{feff} ", "\u{a0}", "\u{0}"] {
            assert_eq!(body(typed), Err(BodyError::Empty), "{typed:?}");
        }
    }

    #[test]
    fn a_body_has_four_thousand_characters_at_most() {
        assert!(body(&"é".repeat(4000)).is_ok());
        let long = BodyError::TooLong {
            max: 4000,
            found: 4001,
        };
        assert_eq!(body(&"é".repeat(4001)), Err(long));
    }

    #[test]
    fn a_comment_is_corrected_within_ten_minutes_by_its_author() {
        let in_time = DateTime::UNIX_EPOCH + EDIT_WINDOW;
        let late = in_time + TimeDelta::microseconds(1);
        assert_eq!(may_edit(&facts(), in_time, Phase::Open), Ok(()));
        assert_eq!(
            may_edit(&facts(), late, Phase::Open),
            Err(EditRefusal::TooLate)
        );
        assert_eq!(
            may_edit(&facts(), in_time, Phase::Closed),
            Err(EditRefusal::Closed)
        );
        let other = Facts {
            mine: false,
            ..facts()
        };
        assert_eq!(
            may_edit(&other, in_time, Phase::Open),
            Err(EditRefusal::NotYours)
        );
    }

    #[test]
    fn a_hidden_comment_is_withdrawn_and_not_corrected() {
        let hidden = Facts {
            hidden: true,
            ..facts()
        };
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(
            may_edit(&hidden, now, Phase::Open),
            Err(EditRefusal::Hidden)
        );
        assert_eq!(may_withdraw(&hidden), Ok(()));
    }

    #[test]
    fn a_comment_is_withdrawn_once_by_its_author() {
        assert_eq!(may_withdraw(&facts()), Ok(()));
        let withdrawn = Facts {
            withdrawn: true,
            ..facts()
        };
        assert_eq!(may_withdraw(&withdrawn), Err(EditRefusal::Withdrawn));
        let other = Facts {
            mine: false,
            ..withdrawn
        };
        assert_eq!(may_withdraw(&other), Err(EditRefusal::NotYours));
    }
}
