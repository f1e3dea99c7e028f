//! The spaces that French keeps before : ; ? ! and inside « », where no line may break.

use std::borrow::Cow;

/// Holds such spaces; a text without them is given back as it is.
pub(super) fn held(text: &str) -> Cow<'_, str> {
    const PAIRS: [(&str, &str); 6] = [
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
        (" :", "\u{a0}:"),
        (" ;", "\u{202f};"),
        (" ?", "\u{202f}?"),
        (" !", "\u{202f}!"),
    ];
    let mut held = Cow::Borrowed(text);
    for (free, bound) in PAIRS {
        if held.contains(free) {
            held = Cow::Owned(held.replace(free, bound));
        }
    }
    held
}

#[cfg(test)]
mod tests {
    use super::held;

    #[test]
    fn a_line_never_begins_with_a_question_mark() {
        assert_eq!(
            held("Qui « paie » ? Nous !"),
            "Qui «\u{a0}paie\u{a0}» ? Nous\u{202f}!".replace(" ?", "\u{202f}?")
        );
        assert_eq!(held("10:30 http://a"), "10:30 http://a");
    }
}
