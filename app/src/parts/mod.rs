//! Pieces that several pages are made of.

pub mod choice;
pub mod field;
pub mod icon;
pub mod progress;
pub mod qr;
pub mod steps;

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
