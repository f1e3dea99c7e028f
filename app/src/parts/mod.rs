//! Pieces that several pages are made of.

use crate::i18n::T;

pub mod bars;
pub mod choice;
pub mod field;
pub mod icon;
pub mod phone;
pub mod progress;
pub mod qr;
pub mod steps;

/// The name that an author shows; once her account was deleted without it, that it was.
#[must_use]
pub fn author(t: T, name: &str) -> String {
    if name.is_empty() {
        t.leaving_author().to_owned()
    } else {
        name.to_owned()
    }
}

/// The first words of a text, at most `most` characters, cut between words.
#[must_use]
pub fn excerpt(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most).collect();
    let kept = head
        .rsplit_once(' ')
        .map_or(head.as_str(), |(kept, _)| kept);
    format!("{kept} …")
}
