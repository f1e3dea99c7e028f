//! What a single line is, by its first characters.

use crate::charter::clause::ClauseKind;

/// One line of a text, without its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    Blank,
    Heading {
        kind: ClauseKind,
        empty: bool,
    },
    /// `####` and deeper.
    TooDeep,
    Item {
        empty: bool,
    },
    /// `{: .. }`, with what stands between.
    Metadata(&'a str),
    /// `{:` without its `}`: shown as text it would puzzle readers.
    OpenMetadata,
    Text {
        indented: bool,
    },
}

impl<'a> Line<'a> {
    pub(super) fn read(raw: &'a str) -> Self {
        let text = raw.trim();
        if text.is_empty() {
            return Self::Blank;
        }
        if let Some(inner) = text.strip_prefix("{:") {
            return inner
                .strip_suffix('}')
                .map_or(Self::OpenMetadata, Self::Metadata);
        }
        // A mark alone is an item without words, whether or not a space follows it.
        if raw.starts_with(['-', '*']) && text.len() == 1 {
            return Self::Item { empty: true };
        }
        if raw.starts_with("- ") || raw.starts_with("* ") {
            return Self::Item { empty: false };
        }
        Self::heading(raw).unwrap_or_else(|| Self::Text {
            indented: raw.starts_with([' ', '\t']),
        })
    }

    /// A heading needs white space after its marks: `#5 rue des Lilas` is text.
    fn heading(raw: &str) -> Option<Self> {
        let rest = raw.trim_start_matches('#');
        let depth = raw.len() - rest.len();
        if depth == 0 || !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
            return None;
        }
        let kind = match depth {
            1 => ClauseKind::Title,
            2 => ClauseKind::Chapter,
            3 => ClauseKind::Article,
            _ => return Some(Self::TooDeep),
        };
        Some(Self::Heading {
            kind,
            empty: rest.trim().is_empty(),
        })
    }
}
