//! What a clause is: its kind, the side it binds, and what is said about it.

use super::grammar::metadata;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The place of a clause in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ClauseKind {
    /// `# ` the title of the text.
    Title,
    /// `## ` a chapter.
    Chapter,
    /// `### ` an article: what people comment on and vote on.
    Article,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
}

/// The side that a paragraph of an article binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// `**Bailleur :**`
    Landlord,
    /// `**Locataires :**`
    Tenants,
}

/// Whether an article recalls the law, commits, or recommends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Force {
    /// `kind=law`: recalls a rule that binds anyway.
    Law,
    /// `kind=commitment`: binds those who adopt the text.
    Commitment,
    /// `kind=recommendation`: advice.
    Recommendation,
}

/// What the line `{: ...}` after a clause says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseMeta {
    /// Whether it recalls the law, commits, or recommends.
    pub force: Option<Force>,
    /// Where it comes from: an article of law, a recommendation, a protocol.
    pub source: Option<String>,
    /// How one will see that it is kept.
    pub indicator: Option<String>,
    /// Who keeps it, where it commits.
    pub owner: Option<String>,
    /// By which day, where it commits.
    pub due: Option<NaiveDate>,
    /// The same in plain words, one sentence.
    pub plain: Option<String>,
}

/// What a clause says, without the marks that say what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseContent {
    /// The side that it binds, where it is marked.
    pub party: Option<Party>,
    /// Its words, as Markdown, lines ended by line feeds.
    pub markdown: String,
    /// What its metadata line says.
    pub meta: ClauseMeta,
}

/// Takes a clause apart: party, words, metadata.
///
/// `source` is a clause as [`super::grammar::parse`] gives it; of any other text it makes what
/// sense it can, and metadata that cannot be read counts as none.
#[must_use]
pub fn content(kind: ClauseKind, source: &str) -> ClauseContent {
    let mut lines: Vec<&str> = source.trim_end().lines().collect();
    let meta = match lines.last().and_then(|line| metadata_of(line)) {
        Some(inner) => {
            lines.pop();
            metadata::read(inner).unwrap_or_default()
        }
        None => ClauseMeta::default(),
    };
    let (party, markdown) = match kind {
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => (
            None,
            heading_words(lines.first().copied().unwrap_or_default()),
        ),
        ClauseKind::Item => (None, item_words(&lines)),
        ClauseKind::Paragraph => party_words(lines.join("\n").trim()),
    };
    ClauseContent {
        party,
        markdown,
        meta,
    }
}

fn metadata_of(line: &str) -> Option<&str> {
    line.trim().strip_prefix("{:")?.strip_suffix('}')
}

/// `### Le chauffage ###` says "Le chauffage"; `### C#` says "C#" (`CommonMark`, 4.2).
fn heading_words(line: &str) -> String {
    let words = line.trim_start_matches('#').trim();
    let unclosed = words.trim_end_matches('#');
    if unclosed.ends_with(char::is_whitespace) {
        unclosed.trim_end()
    } else {
        words
    }
    .to_owned()
}

/// Lines below the first lose the indentation that ties them to the item, and keep what is deeper.
fn item_words(lines: &[&str]) -> String {
    let mut words = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let inner = if at == 0 {
            line.trim_start_matches(['-', '*']).trim_start()
        } else {
            let tie = if line.starts_with('\t') { "\t" } else { "  " };
            line.strip_prefix(tie).unwrap_or_else(|| line.trim_start())
        };
        words.push(inner);
    }
    words.join("\n").trim().to_owned()
}

/// `**Bailleur :** Nous ...` binds the landlord and says "Nous ...".
fn party_words(text: &str) -> (Option<Party>, String) {
    for (name, party) in [
        ("**Bailleur", Party::Landlord),
        ("**Locataires", Party::Tenants),
    ] {
        let words = text
            .strip_prefix(name)
            .map(|rest| rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']))
            .and_then(|rest| rest.strip_prefix(":**"));
        if let Some(words) = words {
            return (Some(party), words.trim_start().to_owned());
        }
    }
    (None, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(kind: ClauseKind, source: &str) -> String {
        content(kind, source).markdown
    }

    #[test]
    fn headings_lose_their_marks() {
        assert_eq!(
            words(ClauseKind::Article, "### Le chauffage ###\r\n\r\n"),
            "Le chauffage"
        );
        assert_eq!(words(ClauseKind::Article, "### Le C#\n"), "Le C#");
        assert_eq!(
            words(ClauseKind::Title, "# #5, rue des Lilas"),
            "#5, rue des Lilas"
        );
    }

    #[test]
    fn an_item_keeps_what_is_nested_in_it() {
        let source = "- l’eau :\n  froide\n  - chaude\n\n";
        assert_eq!(words(ClauseKind::Item, source), "l’eau :\nfroide\n- chaude");
        assert_eq!(
            words(ClauseKind::Item, "* **gras** et maigre"),
            "**gras** et maigre"
        );
        assert_eq!(words(ClauseKind::Item, "- -5 degrés"), "-5 degrés");
    }

    #[test]
    fn a_side_is_marked_with_or_without_a_space() {
        for space in ["", " ", "\u{a0}", "\u{202f}"] {
            let tenants = content(
                ClauseKind::Paragraph,
                &format!("**Locataires{space}:** Oui.\n"),
            );
            assert_eq!(tenants.party, Some(Party::Tenants));
            assert_eq!(tenants.markdown, "Oui.");
        }
        assert_eq!(
            content(ClauseKind::Paragraph, "**Locataire :** Oui.").party,
            None
        );
        assert_eq!(
            content(ClauseKind::Item, "- **Bailleur :** Oui.").party,
            None
        );
    }

    #[test]
    fn a_hard_line_end_stays_hard() {
        assert_eq!(
            words(ClauseKind::Paragraph, "un  \ndeux  \n\n"),
            "un  \ndeux"
        );
    }

    #[test]
    fn an_empty_value_says_nothing() {
        let meta = content(
            ClauseKind::Title,
            "# T\n{: plain=\"\" source=\" \" kind=law}",
        )
        .meta;
        assert_eq!(
            meta,
            ClauseMeta {
                force: Some(Force::Law),
                ..ClauseMeta::default()
            }
        );
    }
}
