//! Reading a text into its clauses, byte for byte.
//!
//! A clause is a heading (`# ` title, `## ` chapter, `### ` article), a paragraph, or an item
//! (`- ` or `* `, with the indented lines below it). Blank lines separate paragraphs; headings and
//! items also end what stands before them. A line `{: key="value" .. }` right after a clause is
//! its metadata. Each clause keeps its exact bytes, with its metadata and the blank lines after
//! it, so that printing gives the file back: line endings, trailing spaces and all.

mod error;
mod line;
pub(super) mod metadata;

pub use error::{GrammarError, GrammarProblem};

use super::clause::ClauseKind;
use line::Line;

/// A text cut into clauses; nothing of the source is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedText {
    /// What stands before the first clause: a byte order mark, blank lines.
    pub prefix: String,
    /// The clauses in order; never empty.
    pub clauses: Vec<ParsedClause>,
}

/// A clause as it stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedClause {
    /// What it is.
    pub kind: ClauseKind,
    /// Its exact bytes, with its metadata line and the blank lines that follow.
    pub source: String,
}

impl ParsedText {
    /// The very source that was parsed.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = self.prefix.clone();
        for clause in &self.clauses {
            text.push_str(&clause.source);
        }
        text
    }
}

/// Cuts a text into clauses, or names every line that breaks the grammar.
pub fn parse(source: &str) -> Result<ParsedText, Vec<GrammarError>> {
    let mut reader = Reader::default();
    let (mark, body) = match source.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", source),
    };
    reader.prefix.push_str(mark);
    for (at, raw) in body.split_inclusive('\n').enumerate() {
        reader.take(at + 1, raw);
    }
    if reader.clauses.is_empty() && reader.errors.is_empty() {
        reader.errors.push(GrammarError {
            line: 1,
            problem: GrammarProblem::NoClause,
        });
    }
    if reader.errors.is_empty() {
        Ok(ParsedText {
            prefix: reader.prefix,
            clauses: reader.clauses,
        })
    } else {
        Err(reader.errors)
    }
}

/// What the next line may still belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Expecting {
    /// After a blank line, or at the start: a new clause.
    #[default]
    Clause,
    /// Right after a heading: its metadata, or a new clause.
    AfterHeading,
    /// Inside a paragraph: more of it, or its metadata.
    InParagraph,
    /// Inside an item: an indented line of it, or its metadata.
    InItem,
    /// Right after a metadata line: a new clause, but no metadata.
    AfterMetadata,
}

#[derive(Default)]
struct Reader {
    prefix: String,
    clauses: Vec<ParsedClause>,
    errors: Vec<GrammarError>,
    expecting: Expecting,
    titled: bool,
}

impl Reader {
    /// Takes one line, with its line ending.
    fn take(&mut self, number: usize, raw: &str) {
        match Line::read(raw) {
            Line::Blank => {
                self.continues(raw);
                self.expecting = Expecting::Clause;
            }
            Line::Metadata(inner) => self.metadata(number, raw, inner),
            Line::OpenMetadata => self.refuse(number, GrammarProblem::UnclosedMetadata),
            Line::TooDeep => {
                self.refuse(number, GrammarProblem::HeadingTooDeep);
                self.expecting = Expecting::AfterHeading;
            }
            Line::Heading { kind, empty } => self.heading(number, raw, kind, empty),
            Line::Item { empty } => {
                if empty {
                    self.refuse(number, GrammarProblem::EmptyItem);
                }
                self.begins(ClauseKind::Item, raw, Expecting::InItem);
            }
            Line::Text { indented } => match self.expecting {
                Expecting::InParagraph => self.continues(raw),
                Expecting::InItem if indented => self.continues(raw),
                _ => self.begins(ClauseKind::Paragraph, raw, Expecting::InParagraph),
            },
        }
    }

    fn heading(&mut self, number: usize, raw: &str, kind: ClauseKind, empty: bool) {
        if empty {
            self.refuse(number, GrammarProblem::EmptyHeading);
        }
        if kind == ClauseKind::Title && std::mem::replace(&mut self.titled, true) {
            self.refuse(number, GrammarProblem::SecondTitle);
        }
        self.begins(kind, raw, Expecting::AfterHeading);
    }

    fn metadata(&mut self, number: usize, raw: &str, inner: &str) {
        match self.expecting {
            Expecting::Clause => self.refuse(number, GrammarProblem::MetadataWithoutClause),
            Expecting::AfterMetadata => self.refuse(number, GrammarProblem::SecondMetadata),
            _ => {
                if let Err(problem) = metadata::read(inner) {
                    self.refuse(number, problem);
                }
                self.continues(raw);
            }
        }
        self.expecting = Expecting::AfterMetadata;
    }

    fn begins(&mut self, kind: ClauseKind, raw: &str, expecting: Expecting) {
        self.clauses.push(ParsedClause {
            kind,
            source: raw.to_owned(),
        });
        self.expecting = expecting;
    }

    fn continues(&mut self, raw: &str) {
        match self.clauses.last_mut() {
            Some(clause) => clause.source.push_str(raw),
            None => self.prefix.push_str(raw),
        }
    }

    fn refuse(&mut self, line: usize, problem: GrammarProblem) {
        self.errors.push(GrammarError { line, problem });
    }
}

#[cfg(test)]
mod tests;
