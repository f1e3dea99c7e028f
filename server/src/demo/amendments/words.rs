//! What an amendment of the files changes in its article.

use super::cast::Ground;
use super::failed;
use super::file::{Edit, Story};
use crate::cli::Failure;
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::{BaseClause, Operation, Target};

/// What stands before the first chapter.
const PREAMBLE: &str = "préambule";

impl Ground<'_> {
    /// The clauses of an article, its title first; or what stands before the first chapter.
    pub fn clauses(&self, label: &str) -> Result<&[BaseClause], Failure> {
        if label == PREAMBLE {
            let mut all = self.base.iter();
            let first = all.position(|one| one.kind == ClauseKind::Chapter);
            return Ok(&self.base[..first.unwrap_or(self.base.len())]);
        }
        let title = self.article(label)?;
        let start = self.base.iter().position(|one| one.clause == title);
        let rest = &self.base[start.unwrap_or_default()..];
        let next = rest
            .iter()
            .skip(1)
            .position(|one| matches!(one.kind, ClauseKind::Article | ClauseKind::Chapter));
        Ok(&rest[..next.map_or(rest.len(), |next| next + 1)])
    }

    /// All that it does.
    pub fn operations(&self, story: &Story) -> Result<Vec<Operation>, Failure> {
        let mut all = self.edits(&story.article, &story.edit)?;
        if let Some(source) = &story.add {
            let last = self.clauses(&story.article)?.last();
            all.push(Operation::Insert {
                after: last.map(|one| one.clause),
                kind: ClauseKind::Paragraph,
                source: source.clone(),
            });
        }
        if let Some(start) = &story.delete {
            let mut clauses = self.clauses(&story.article)?.iter();
            let gone = clauses.find(|one| one.source.starts_with(start));
            let gone = gone.ok_or_else(|| failed(format!("nothing begins by « {start} »")))?;
            all.push(Operation::Delete {
                at: Target {
                    clause: gone.clause,
                    base: gone.revision,
                },
            });
        }
        Ok(all)
    }

    /// The edits of an article, one operation for each clause that they change.
    pub fn edits(&self, label: &str, edits: &[Edit]) -> Result<Vec<Operation>, Failure> {
        let clauses = self.clauses(label)?;
        for edit in edits {
            if !clauses.iter().any(|one| one.source.contains(&edit.find)) {
                return Err(failed(format!("article {label} lacks « {} »", edit.find)));
            }
        }
        let edited = clauses.iter().filter_map(|one| {
            let amended = edits.iter().fold(one.source.clone(), |source, edit| {
                source.replace(&edit.find, &edit.put)
            });
            Operation::edit(one, &amended)
        });
        Ok(edited.collect())
    }
}
