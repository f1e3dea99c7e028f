//! What becomes of an amendment that could not follow a new version, as its author chooses.

use super::diff::apply;
use super::operation::{BaseClause, Operation, Target};
use super::rebase::{Rebase, TextStatus};

/// Her words on the new version: a clause that changed says again what she wrote of it, whole.
#[must_use]
pub fn kept(rebase: &Rebase, old: &[BaseClause], new: &[BaseClause]) -> Vec<Operation> {
    let all = rebase.operations.iter();
    all.filter_map(|one| {
        if one.status <= TextStatus::Rebased {
            return Some(one.operation.clone());
        }
        let was = one.operation.target()?;
        let is = new.iter().find(|clause| clause.clause == was.clause)?;
        let at = Target {
            clause: is.clause,
            base: is.revision,
        };
        match &one.operation {
            Operation::ReplaceText { hunks, .. } | Operation::Retitle { hunks, .. } => {
                let clause = old.iter().find(|clause| clause.clause == was.clause)?;
                let hers = apply(hunks, clause.body()).ok()?;
                Operation::edit(is, &hers)
            }
            Operation::Delete { .. } => Some(Operation::Delete { at }),
            Operation::Move { after, .. } => Some(Operation::Move { at, after: *after }),
            Operation::Insert { .. } => None,
        }
    })
    .collect()
}

/// What the new version says where the two meet, and the rest of hers.
#[must_use]
pub fn adopted(rebase: &Rebase) -> Vec<Operation> {
    let all = rebase.operations.iter();
    all.filter(|one| one.status <= TextStatus::Rebased)
        .map(|one| one.operation.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::clause::ClauseKind;
    use crate::charter::operation::AmendmentOps;
    use crate::charter::rebase::rebase;
    use crate::id::{AmendmentId, ClauseId, RevisionId};
    use uuid::Uuid;

    fn text(said: [&str; 2], revision: u128) -> Vec<BaseClause> {
        said.into_iter()
            .zip(1_u128..)
            .map(|(said, n)| BaseClause {
                clause: ClauseId(Uuid::from_u128(n)),
                revision: RevisionId(Uuid::from_u128(revision + n)),
                kind: ClauseKind::Paragraph,
                source: format!("{said}\n\n"),
            })
            .collect()
    }

    #[test]
    fn she_keeps_her_words_or_goes_along() {
        let old = text(["Sous trente jours.", "Par lettre simple."], 10);
        let new = text(["Sous vingt jours.", "Par lettre simple, toujours."], 20);
        let hers = [
            Operation::edit(&old[0], "Sous quinze jours."),
            Operation::edit(&old[1], "Par courriel simple."),
        ];
        let ops = AmendmentOps {
            amendment: AmendmentId(Uuid::from_u128(1)),
            operations: hers.into_iter().flatten().collect(),
        };
        let found = rebase(&ops, &old, &new);
        assert_eq!(found.status, TextStatus::NeedsRebase);
        let first = Operation::edit(&new[0], "Sous quinze jours.").unwrap();
        let kept = kept(&found, &old, &new);
        assert_eq!((kept.len(), &kept[0]), (2, &first));
        assert_eq!(adopted(&found), &kept[1..]);
    }
}
