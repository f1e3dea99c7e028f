//! What a clause is called where it has no page: by the number of its article and its place in it.

use palier_domain::charter::clause::{ClauseKind, content};

/// "1.2 Le chauffage, paragraph 3": the numbers are those of the site.
#[derive(Default)]
pub(super) struct Names {
    chapters: usize,
    articles: usize,
    heading: String,
    paragraphs: usize,
    items: usize,
}

impl Names {
    /// The names of some clauses, in order.
    pub(super) fn of<'a>(clauses: impl Iterator<Item = (ClauseKind, &'a str)>) -> Vec<String> {
        let mut names = Self::default();
        clauses
            .map(|(kind, source)| names.next(kind, source))
            .collect()
    }

    fn next(&mut self, kind: ClauseKind, source: &str) -> String {
        let number = match kind {
            ClauseKind::Paragraph => {
                (self.paragraphs, self.items) = (self.paragraphs + 1, 0);
                return self.inside(&format!("paragraph {}", self.paragraphs));
            }
            ClauseKind::Item => {
                self.items += 1;
                let item = format!("item {}", self.items);
                return match self.paragraphs {
                    0 => self.inside(&item),
                    above => self.inside(&format!("paragraph {above}, {item}")),
                };
            }
            ClauseKind::Title => "title".to_owned(),
            ClauseKind::Chapter => {
                (self.chapters, self.articles) = (self.chapters + 1, 0);
                self.chapters.to_string()
            }
            ClauseKind::Article => {
                self.articles += 1;
                match self.chapters {
                    0 => self.articles.to_string(),
                    chapter => format!("{chapter}.{}", self.articles),
                }
            }
        };
        (self.paragraphs, self.items) = (0, 0);
        let title = content(kind, source).markdown;
        let name = format!("{number} {title}");
        self.heading = if kind == ClauseKind::Title {
            String::new()
        } else {
            name.clone()
        };
        name
    }

    fn inside(&self, place: &str) -> String {
        match self.heading.as_str() {
            "" => place.to_owned(),
            heading => format!("{heading}, {place}"),
        }
    }
}
