//! The clauses that a refusal reopens, and whether an amendment keeps to them.

use crate::charter::clause::ClauseKind;
use crate::charter::operation::Operation;
use crate::id::ClauseId;
use std::collections::BTreeSet;

/// The clauses that reopen: those refused, and what stands under a heading that was refused.
#[must_use]
pub fn reopened(
    clauses: &[(ClauseId, ClauseKind)],
    refused: &BTreeSet<ClauseId>,
) -> BTreeSet<ClauseId> {
    let mut open = BTreeSet::new();
    // The rank of the refused heading under which a clause stands.
    let mut under: Option<u8> = None;
    for (clause, kind) in clauses {
        let rank = rank(*kind);
        if let (Some(rank), Some(above)) = (rank, under)
            && rank <= above
        {
            under = None;
        }
        if refused.contains(clause) {
            under = under.or(rank);
            open.insert(*clause);
        } else if under.is_some() {
            open.insert(*clause);
        }
    }
    open
}

/// The rank of a heading under which others stand; a title stands for itself.
fn rank(kind: ClauseKind) -> Option<u8> {
    match kind {
        ClauseKind::Chapter => Some(1),
        ClauseKind::Article => Some(2),
        ClauseKind::Title | ClauseKind::Paragraph | ClauseKind::Item => None,
    }
}

/// Whether an amendment changes nothing but what is open: each clause that it edits, deletes, moves
/// or retitles, and that after which it puts one.
#[must_use]
pub fn keeps_to(operations: &[Operation], open: &BTreeSet<ClauseId>) -> bool {
    let is_open = |clause: Option<ClauseId>| clause.is_some_and(|clause| open.contains(&clause));
    operations.iter().all(|one| is_open(place(one)))
}

fn place(operation: &Operation) -> Option<ClauseId> {
    match operation {
        Operation::Insert { after, .. } => *after,
        other => other.target().map(|target| target.clause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::operation::Target;
    use crate::id::RevisionId;
    use uuid::Uuid;

    fn id(number: u128) -> ClauseId {
        ClauseId(Uuid::from_u128(number))
    }

    fn text() -> Vec<(ClauseId, ClauseKind)> {
        use ClauseKind::{Article, Chapter, Item, Paragraph, Title};
        let kinds = [
            Title, Chapter, Article, Paragraph, Item, Article, Paragraph, Chapter, Article,
        ];
        (1..).map(id).zip(kinds).collect()
    }

    fn opened(refused: &[u128]) -> Vec<u128> {
        let refused = refused.iter().map(|one| id(*one)).collect();
        let open = reopened(&text(), &refused);
        open.iter().map(|one| one.0.as_u128()).collect()
    }

    #[test]
    fn a_refused_article_reopens_with_what_stands_under_it() {
        assert_eq!(opened(&[3]), [3, 4, 5]);
        assert_eq!(opened(&[4]), [4], "a paragraph for itself");
        assert_eq!(
            opened(&[2]),
            [2, 3, 4, 5, 6, 7],
            "a chapter with its articles"
        );
        assert_eq!(opened(&[1]), [1], "a title is not the whole text");
        assert_eq!(opened(&[2, 3]), [2, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn an_amendment_keeps_to_what_is_open() {
        let open = [id(3), id(4)].into();
        let delete = |number| Operation::Delete {
            at: Target {
                clause: id(number),
                base: RevisionId(Uuid::nil()),
            },
        };
        let insert = |after| Operation::Insert {
            after,
            kind: ClauseKind::Paragraph,
            source: "Oui.".to_owned(),
        };
        assert!(keeps_to(&[delete(3), insert(Some(id(4)))], &open));
        assert!(!keeps_to(&[delete(3), delete(5)], &open));
        assert!(!keeps_to(&[insert(None)], &open));
    }
}
