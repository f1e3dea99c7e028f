//! Which of the parser's events pass, and what becomes of the others.

use super::escape;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::VecDeque;

/// Events that are safe to write as HTML.
pub(super) struct Filter<I> {
    events: I,
    /// A heading gives two events for one.
    waiting: VecDeque<Event<'static>>,
    /// Whether each open link was let through.
    links: Vec<bool>,
    of_visitors: bool,
    inline: bool,
}

impl<'a, I: Iterator<Item = Event<'a>>> Filter<I> {
    pub(super) fn new(events: I) -> Self {
        let (waiting, links) = (VecDeque::new(), Vec::new());
        Self {
            events,
            waiting,
            links,
            of_visitors: false,
            inline: false,
        }
    }

    /// For what anybody may write: keeps line ends, marks links as unvouched for.
    pub(super) fn of_visitors(self) -> Self {
        Self {
            of_visitors: true,
            ..self
        }
    }

    /// For one line: drops the paragraph around it.
    pub(super) fn inline(self) -> Self {
        Self {
            inline: true,
            ..self
        }
    }

    fn start(&mut self, tag: Tag<'a>) -> Option<Event<'a>> {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock if self.inline => None,
            Tag::Heading { .. } => {
                self.waiting.push_back(Event::Start(Tag::Strong));
                Some(Event::Start(Tag::Paragraph))
            }
            Tag::HtmlBlock => Some(Event::Start(Tag::Paragraph)),
            // The language of a code block would become a class.
            Tag::CodeBlock(_) => Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let link = self.link(link_type, &dest_url);
                self.links.push(link.is_some());
                link
            }
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Emphasis
            | Tag::Strong => Some(Event::Start(tag)),
            // An image's description stands between its events and passes as text. The rest are
            // extensions, none of which is switched on.
            _ => None,
        }
    }

    fn end(&mut self, tag: TagEnd) -> Option<Event<'a>> {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock if self.inline => None,
            TagEnd::Heading(_) => {
                self.waiting.push_back(Event::End(TagEnd::Paragraph));
                Some(Event::End(TagEnd::Strong))
            }
            TagEnd::HtmlBlock => Some(Event::End(TagEnd::Paragraph)),
            TagEnd::Link => match self.links.pop() {
                Some(true) => Some(Event::InlineHtml(CowStr::Borrowed("</a>"))),
                _ => None,
            },
            TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong => Some(Event::End(tag)),
            _ => None,
        }
    }

    fn link(&self, link_type: LinkType, url: &str) -> Option<Event<'a>> {
        let url = match link_type {
            LinkType::Email => format!("mailto:{url}"),
            _ => url.to_owned(),
        };
        if !is_welcome(&url) {
            return None;
        }
        let rel = if self.of_visitors {
            " rel=\"nofollow ugc noopener\""
        } else {
            ""
        };
        let open = format!("<a href=\"{}\"{rel}>", escape::attribute(&url));
        Some(Event::InlineHtml(open.into()))
    }
}

/// Whether a link goes to the web, to a mailbox, or to a page of this site.
fn is_welcome(url: &str) -> bool {
    // Browsers drop tabs and line ends in addresses, and read "\" as "/".
    if url
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
    {
        return false;
    }
    if url.starts_with('/') {
        return !url.starts_with("//");
    }
    let scheme = url
        .split(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => url[scheme.len()..].starts_with("://"),
        "mailto" => url.len() > "mailto:".len(),
        _ => false,
    }
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Filter<I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(event) = self.waiting.pop_front() {
            return Some(event);
        }
        loop {
            let passed = match self.events.next()? {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
                Event::SoftBreak if self.of_visitors => Some(Event::HardBreak),
                Event::Rule if self.inline => None,
                event @ (Event::Text(_)
                | Event::Code(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::Rule) => Some(event),
                _ => None,
            };
            if passed.is_some() {
                return passed;
            }
        }
    }
}
