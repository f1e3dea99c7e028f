//! Putting clauses in their places, one after the other.

use super::{Article, Block, Chapter, ClauseRef, Entry, Outline};
use crate::charter::clause::{ClauseContent, ClauseKind, Party, content};

/// Arranges the clauses of a version; each one is found again somewhere in the outline.
#[must_use]
pub fn outline<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Outline {
    let mut builder = Builder::default();
    for entry in entries {
        builder.take(entry);
    }
    builder.outline
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    /// Chapters with a heading so far.
    numbered: usize,
    /// The side that an item would belong to here.
    party: Option<Party>,
}

impl Builder {
    fn take(&mut self, entry: Entry<'_>) {
        let at = ClauseRef {
            clause: entry.clause,
            handle: entry.handle,
        };
        let content = content(entry.kind, entry.source);
        match entry.kind {
            ClauseKind::Title if self.outline.title.is_none() => {
                self.outline.title = Some((at, content.markdown));
            }
            ClauseKind::Chapter => {
                self.numbered += 1;
                self.chapter(at, self.numbered.to_string(), content.markdown);
            }
            ClauseKind::Article => self.article(at, content),
            kind => self.block(Block { at, kind, content }),
        }
    }

    fn chapter(&mut self, at: ClauseRef, label: String, title: String) {
        let (intro, articles) = (Vec::new(), Vec::new());
        self.outline.chapters.push(Chapter {
            at,
            label,
            title,
            intro,
            articles,
        });
        self.party = None;
    }

    fn article(&mut self, at: ClauseRef, content: ClauseContent) {
        if self.outline.chapters.is_empty() {
            self.chapter(at, String::new(), String::new());
        }
        if let Some(chapter) = self.outline.chapters.last_mut() {
            let number = chapter.articles.len() + 1;
            let label = match chapter.label.as_str() {
                "" => number.to_string(),
                chapter => format!("{chapter}.{number}"),
            };
            chapter.articles.push(Article {
                at,
                label,
                title: content.markdown,
                meta: content.meta,
                landlord: Vec::new(),
                tenants: Vec::new(),
                shared: Vec::new(),
            });
        }
        self.party = None;
    }

    fn block(&mut self, block: Block) {
        // Items belong to the paragraph right before them, and so to its side.
        if block.kind != ClauseKind::Item {
            self.party = block.content.party;
        }
        let party = self.party;
        let place = match self.outline.chapters.last_mut() {
            None => &mut self.outline.preamble,
            Some(chapter) => match (chapter.articles.last_mut(), party) {
                (None, _) => &mut chapter.intro,
                (Some(article), Some(Party::Landlord)) => &mut article.landlord,
                (Some(article), Some(Party::Tenants)) => &mut article.tenants,
                (Some(article), None) => &mut article.shared,
            },
        };
        place.push(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::grammar::{ParsedText, parse};
    use crate::id::ClauseId;
    use uuid::Uuid;

    fn outline_of(text: &ParsedText) -> Outline {
        outline((1..).zip(&text.clauses).map(|(handle, clause)| Entry {
            clause: ClauseId(Uuid::from_u128(u128::try_from(handle).unwrap())),
            handle,
            kind: clause.kind,
            source: &clause.source,
        }))
    }

    fn read(source: &str) -> Outline {
        outline_of(&parse(source).unwrap())
    }

    fn handles(blocks: &[Block]) -> Vec<i64> {
        blocks.iter().map(|block| block.at.handle).collect()
    }

    #[test]
    fn items_go_with_the_paragraph_before_them() {
        let source = "## C\n\n### A\n\n- 3\n\n**Bailleur :** 4\n\n- 5\n- 6\n\n7\n\n- 8\n\n\
            **Locataires :** 9\n\n- 10\n\n### B\n\n- 12\n";
        let outline = read(source);
        let articles = &outline.chapters[0].articles;
        assert_eq!(handles(&articles[0].landlord), [4, 5, 6]);
        assert_eq!(handles(&articles[0].tenants), [9, 10]);
        assert_eq!(handles(&articles[0].shared), [3, 7, 8]);
        assert_eq!(handles(&articles[1].shared), [12]);
    }

    #[test]
    fn chapters_and_articles_are_numbered() {
        let outline = read("# T\n\np\n\n## Un\n\nintro\n\n### a\n### b\n## Deux\n### c\n");
        let labels: Vec<_> = outline.articles().map(|(_, a)| a.label.as_str()).collect();
        assert_eq!(labels, ["1.1", "1.2", "2.1"]);
        assert_eq!(
            outline.title.as_ref().map(|(_, title)| title.as_str()),
            Some("T")
        );
        assert_eq!(handles(&outline.preamble), [2]);
        assert_eq!(handles(&outline.chapters[0].intro), [4]);
        assert_eq!(outline.chapters[1].label, "2");
    }

    #[test]
    fn articles_before_any_chapter_are_not_lost() {
        let outline = read("### a\n\nx\n\n## Un\n\n### b\n");
        let labels: Vec<_> = outline
            .articles()
            .map(|(c, a)| (c.label.as_str(), &*a.label))
            .collect();
        assert_eq!(labels, [("", "1"), ("1", "1.1")]);
        assert_eq!(outline.chapters[0].title, "");
    }

    #[test]
    fn an_article_is_found_by_any_clause_in_it() {
        let outline = read("# T\n\n## C\n\n### A\n\n**Bailleur :** x\n\n- y\n\n### B\n");
        let label = |handle| {
            outline
                .article_of(handle)
                .map(|(_, article)| article.label.clone())
        };
        assert_eq!(label(3).as_deref(), Some("1.1"));
        assert_eq!(label(5).as_deref(), Some("1.1"));
        assert_eq!(label(6).as_deref(), Some("1.2"));
        assert_eq!((label(1), label(2), label(9)), (None, None, None));
    }
}
