//! A clause as somebody edits it: its words alone, the marks that say what it is kept aside.

use crate::charter::clause::ClauseKind;

/// The body of a clause in three pieces; together they are the very body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face<'a> {
    /// The marks before the words: `### `, `- `, `**Bailleur :** `.
    pub lead: &'a str,
    /// The words.
    pub words: &'a str,
    /// The metadata line after them, with the line end before it.
    pub tail: &'a str,
}

impl<'a> Face<'a> {
    /// Takes a body apart.
    #[must_use]
    pub fn of(kind: ClauseKind, body: &'a str) -> Self {
        let (head, tail) = body.split_at(tail_at(kind, body));
        let (lead, words) = head.split_at(lead_of(kind, head));
        Self { lead, words, tail }
    }

    /// The words as they are shown to be edited: the lines below the first of an item lose the
    /// indentation that ties them to it.
    #[must_use]
    pub fn shown(&self, kind: ClauseKind) -> String {
        let words = self.words.replace("\r\n", "\n");
        if kind != ClauseKind::Item {
            return words.trim().to_owned();
        }
        let lines: Vec<&str> = words
            .lines()
            .enumerate()
            .map(|(at, line)| {
                if at == 0 {
                    line
                } else {
                    let tie = if line.starts_with('\t') { "\t" } else { "  " };
                    line.strip_prefix(tie).unwrap_or_else(|| line.trim_start())
                }
            })
            .collect();
        lines.join("\n").trim().to_owned()
    }
}

/// Where the metadata begins, with the line end before it; for a heading, all below its first line.
fn tail_at(kind: ClauseKind, body: &str) -> usize {
    let heading = !matches!(kind, ClauseKind::Paragraph | ClauseKind::Item);
    let end = if heading {
        body.find('\n')
    } else {
        body.rfind('\n').filter(|at| {
            let last = body[at + 1..].trim();
            last.starts_with("{:") && last.ends_with('}')
        })
    };
    let end = end.unwrap_or(body.len());
    body[..end].strip_suffix('\r').map_or(end, str::len)
}

fn lead_of(kind: ClauseKind, head: &str) -> usize {
    let rest = match kind {
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => {
            head.trim_start_matches('#').trim_start()
        }
        ClauseKind::Item => head.trim_start_matches(['-', '*']).trim_start(),
        ClauseKind::Paragraph => party(head).unwrap_or(head),
    };
    head.len() - rest.len()
}

/// What comes after `**Bailleur :**` or `**Locataires :**`.
fn party(head: &str) -> Option<&str> {
    ["**Bailleur", "**Locataires"].into_iter().find_map(|name| {
        let rest = head.strip_prefix(name)?;
        let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        Some(rest.strip_prefix(":**")?.trim_start())
    })
}

/// What was typed as it stands in a text: line ends as there, no white space around, the lines of
/// an item tied to it, a heading on one line.
pub(super) fn typed(kind: ClauseKind, typed: &str, line_end: &str) -> String {
    let lines = typed.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = lines.trim().lines().map(str::trim_end).collect();
    match kind {
        ClauseKind::Item => {
            let full = lines.iter().filter(|line| !line.is_empty());
            full.copied()
                .collect::<Vec<_>>()
                .join(&format!("{line_end}  "))
        }
        ClauseKind::Paragraph => lines.join(line_end),
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => {
            let words = lines.iter().flat_map(|line| line.split(' '));
            let words = words.filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(" ")
        }
    }
}
