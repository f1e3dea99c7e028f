//! Lines of a fixed length, for paper: what a meeting cites by number.
//!
//! The layout is a function of the outline alone, so that two printouts of one version agree.

use super::clause::ClauseKind;
use super::outline::{Block, Outline};
use crate::markdown;

/// Characters in a line of words.
const WIDTH: usize = 68;

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The title of the text.
    Title,
    /// The title of a chapter.
    Chapter,
    /// The title of an article.
    Article,
    /// Words of a paragraph or item.
    Words,
    /// White space between paragraphs.
    Gap,
}

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1 over the whole text; gaps have none.
    pub number: Option<u32>,
    /// What it belongs to.
    pub kind: LineKind,
    /// Its words.
    pub text: String,
}

/// Lays a text out in numbered lines of at most 68 characters, words longer than that excepted.
#[must_use]
pub fn lay_out(outline: &Outline) -> Vec<Line> {
    let mut page = Page {
        lines: Vec::new(),
        next: 1,
    };
    if let Some((_, title)) = &outline.title {
        page.put(LineKind::Title, &markdown::plain(title));
    }
    page.blocks("", &outline.preamble);
    for chapter in &outline.chapters {
        if !chapter.title.is_empty() {
            let title = format!("{}. {}", chapter.label, markdown::plain(&chapter.title));
            page.put(LineKind::Chapter, &title);
        }
        page.blocks("", &chapter.intro);
        for article in &chapter.articles {
            let title = format!("{} {}", article.label, markdown::plain(&article.title));
            page.put(LineKind::Article, &title);
            page.blocks("Bailleur : ", &article.landlord);
            page.blocks("Locataires : ", &article.tenants);
            page.blocks("", &article.shared);
        }
    }
    page.lines
}

struct Page {
    lines: Vec<Line>,
    next: u32,
}

impl Page {
    fn put(&mut self, kind: LineKind, text: &str) {
        for text in wrap(text) {
            self.lines.push(Line {
                number: Some(self.next),
                kind,
                text,
            });
            self.next += 1;
        }
    }

    fn blocks(&mut self, party: &str, blocks: &[Block]) {
        for (i, block) in blocks.iter().enumerate() {
            let mark = match (i, block.kind) {
                (_, ClauseKind::Item) => "- ",
                (0, _) => party,
                _ => "",
            };
            self.put(
                LineKind::Words,
                &format!("{mark}{}", markdown::plain(&block.content.markdown)),
            );
            self.lines.push(Line {
                number: None,
                kind: LineKind::Gap,
                text: String::new(),
            });
        }
    }
}

/// Breaks a text between words; a no-break space holds its words together.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let breaking = |c: char| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}';
    for word in text.split(breaking).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_lost_and_no_line_is_long() {
        let text = "un deux trois ".repeat(40);
        let lines = wrap(&text);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        let joined: Vec<&str> = lines.iter().flat_map(|line| line.split(' ')).collect();
        assert_eq!(joined, text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn a_no_break_space_does_not_break() {
        let text = format!("{} 30\u{a0}jours", "x".repeat(64));
        assert_eq!(wrap(&text)[1], "30\u{a0}jours");
    }
}
