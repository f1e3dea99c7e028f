//! The white space between clauses, when clauses come, go and move.
//!
//! It belongs to the file, not to what is said: two neighbours of the base keep theirs; for new
//! neighbours it follows from what they are, so that each is read as a clause of its own.

use super::clause::ClauseKind;

/// What a clause says, without the white space after it.
pub(super) fn body(source: &str) -> &str {
    source.trim_end()
}

/// The white space after a clause.
pub(super) fn gap(source: &str) -> &str {
    &source[body(source).len()..]
}

/// How lines end in a text.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The white space between two clauses that were no neighbours.
///
/// `own` stood after the first one. Items follow each other on the next line unless their list is
/// `loose`; else a blank line separates, and headings keep what they had.
pub(super) fn between(
    (first, own): (ClauseKind, &str),
    second: ClauseKind,
    loose: bool,
    line_end: &str,
) -> String {
    let lines = own.matches('\n').count();
    let heading = !matches!(first, ClauseKind::Paragraph | ClauseKind::Item);
    if first == ClauseKind::Item && second == ClauseKind::Item {
        return line_end.repeat(if loose { 2 } else { 1 });
    }
    if lines >= 2 || heading && lines == 1 {
        // White space of an unfinished last line would indent what comes next.
        own[..own.rfind('\n').map_or(0, |end| end + 1)].to_owned()
    } else {
        line_end.repeat(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_unfinished_line_indents_what_comes_next() {
        let own = |kind, own| between((kind, own), ClauseKind::Item, false, "\n");
        assert_eq!(own(ClauseKind::Title, "\n "), "\n");
        assert_eq!(own(ClauseKind::Paragraph, "\r\n\r\n\u{b}"), "\r\n\r\n");
        assert_eq!(own(ClauseKind::Paragraph, "  "), "\n\n");
    }
}
