//! From the Markdown that people write to HTML that nobody needs to fear.
//!
//! The parser's events are filtered before they are written: raw HTML is shown as text, images
//! give way to their description, links go only where a reader can see that they go. Headings
//! become bold paragraphs, since the page around them has its own outline.

mod escape;
mod filter;
mod spacing;

use filter::Filter;
use pulldown_cmark::{Event, Options, Parser, TagEnd, html};

/// HTML of a clause or of a note by the landlord: paragraphs, lists, links.
#[must_use]
pub fn block(md: &str) -> String {
    write(Filter::new(parser(md)))
}

/// HTML of one line without a paragraph around it: emphasis, links, no blocks.
#[must_use]
pub fn inline(md: &str) -> String {
    // Behind a word, nothing can open a block: "1. Accueil" stays a title and is no list.
    let line = format!("{GUARD}{}", one_line(md));
    let html = write(Filter::new(parser(&line)).inline());
    html.strip_prefix(GUARD)
        .unwrap_or_default()
        .trim_end()
        .to_owned()
}

/// HTML of a comment: line ends are kept, and links tell search engines nothing.
#[must_use]
pub fn comment(md: &str) -> String {
    write(Filter::new(parser(md)).of_visitors())
}

/// The words alone, one line per paragraph or item: to be listened to, quoted, cut short.
#[must_use]
pub fn plain(md: &str) -> String {
    let mut text = String::with_capacity(md.len());
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in Filter::new(parser(md)) {
        match event {
            Event::Start(pulldown_cmark::Tag::List(first)) => {
                new_line(&mut text);
                numbers.push(first);
            }
            Event::Start(pulldown_cmark::Tag::Item) => {
                new_line(&mut text);
                if let Some(Some(number)) = numbers.last_mut() {
                    text.push_str(&format!("{number}. "));
                    *number = number.saturating_add(1);
                }
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
            }
            Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item) => new_line(&mut text),
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => new_line(&mut text),
            _ => {}
        }
    }
    text.trim().to_owned()
}

const GUARD: &str = "x ";

fn parser(md: &str) -> Parser<'_> {
    Parser::new_ext(md, Options::empty())
}

fn write<'a>(events: impl Iterator<Item = Event<'a>>) -> String {
    let mut out = String::new();
    let events = events.map(|event| match event {
        Event::Text(words) => Event::Text(spacing::held(&words).into_owned().into()),
        event => event,
    });
    html::push_html(&mut out, events);
    out
}

/// Line ends become spaces; non-breaking spaces stay what they are.
fn one_line(md: &str) -> String {
    md.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn new_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests;
