//! What an amendment of an amendment changes of it: the words of both, side by side.

use super::base::Base;
use super::change::{self, Change};
use super::diff;
use crate::i18n::T;
use crate::site::{context::Ctx, error::AppError};
use leptos::prelude::*;
use palier_domain::charter::diff::apply;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::shown::shown;
use palier_domain::id::ClauseId;
use palier_store::amendment::{self, Amendment};

/// What comes to the words of an amendment, and what falls from it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// Where the two say different words of one clause, and what only the later one does.
    pub changes: Vec<Change>,
    /// What only the former one does.
    pub left: Vec<Change>,
}

/// Compares an amendment with one of it, both of the same version.
#[must_use]
pub fn against(t: T, base: &Base, former: &[Operation], own: &[Operation]) -> Against {
    let mut found = Against::default();
    let mut met = vec![false; former.len()];
    for operation in own {
        let same = former.iter().position(|one| one == operation);
        if let Some(at) = same {
            met[at] = true;
            continue;
        }
        let twin = former
            .iter()
            .zip(&met)
            .position(|(one, met)| !met && is_of_the_same(one, operation));
        let mut change = change::change(t, base, operation);
        if let Some(at) = twin {
            met[at] = true;
            let (was, is) = (words(base, &former[at]), words(base, operation));
            if let (Some(was), Some(is)) = (was, is) {
                // The sentences of a change speak of the charter, not of the other amendment.
                change.sentences.clear();
                change.runs = shown(&was, &is);
            }
        }
        found.changes.push(change);
    }
    let left = former.iter().zip(&met).filter(|(_, met)| !**met);
    found.left = left.map(|(one, _)| change::change(t, base, one)).collect();
    found
}

/// Whether two operations say different words in one place.
fn is_of_the_same(one: &Operation, other: &Operation) -> bool {
    match (one, other) {
        (
            Operation::Insert { after, kind, .. },
            Operation::Insert {
                after: there,
                kind: that,
                ..
            },
        ) => after == there && kind == that,
        (Operation::Insert { .. }, _) | (_, Operation::Insert { .. }) => false,
        _ => edits(one).is_some() && edits(one) == edits(other),
    }
}

/// The clause whose words are changed.
fn edits(operation: &Operation) -> Option<ClauseId> {
    match operation {
        Operation::ReplaceText { at, .. } | Operation::Retitle { at, .. } => Some(at.clause),
        _ => None,
    }
}

/// What an operation makes of its clause.
fn words(base: &Base, operation: &Operation) -> Option<String> {
    match operation {
        Operation::Insert { source, .. } => Some(source.trim_end().to_owned()),
        Operation::ReplaceText { at, hunks } | Operation::Retitle { at, hunks } => {
            let clause = base
                .clause(at.clause)
                .filter(|one| one.revision == at.base)?;
            apply(hunks, clause.body()).ok()
        }
        Operation::Delete { .. } | Operation::Move { .. } => None,
    }
}

/// What an amendment of an amendment changes of it, under a title; nothing for any other.
///
/// # Errors
/// When the database does not answer.
pub async fn section(
    ctx: &Ctx,
    base: &Base,
    amendment: &Amendment,
    own: &[Operation],
) -> Result<Option<Section>, AppError> {
    let (t, db) = (ctx.t, &ctx.site.db);
    let Some(id) = amendment.parent_id else {
        return Ok(None);
    };
    let Some(parent) = amendment::get(db, id).await? else {
        return Ok(None);
    };
    let former = amendment::operations(db, id).await?;
    Ok(Some(Section {
        number: parent.number.unwrap_or_default(),
        against: against(t, base, &former, own),
    }))
}

/// The comparison with an amendment of a number.
pub struct Section {
    number: i64,
    against: Against,
}

impl Section {
    /// Title and comparison.
    #[must_use]
    pub fn show(&self, t: T, extent: diff::Extent) -> AnyView {
        view! {
            <section>
                <h2>{t.amendment_read_against(self.number)}</h2>
                {show(t, &self.against, extent)}
            </section>
        }
        .into_any()
    }
}

/// The comparison; a word where the two say the same.
fn show(t: T, against: &Against, extent: diff::Extent) -> AnyView {
    if against.changes.is_empty() && against.left.is_empty() {
        return view! { <p class="empty">{t.amendment_read_against_nothing()}</p> }.into_any();
    }
    let left = (!against.left.is_empty()).then(|| {
        view! {
            <h3>{t.amendment_read_against_left()}</h3>
            {change::show(t, &against.left, extent)}
        }
    });
    view! { {change::show(t, &against.changes, extent)} {left} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;
    use palier_domain::charter::clause::ClauseKind;
    use palier_domain::charter::operation::{BaseClause, Target};
    use palier_domain::charter::outline::Outline;
    use palier_domain::charter::shown::Run;
    use palier_domain::id::RevisionId;
    use uuid::Uuid;

    const T_FR: T = T { locale: Locale::Fr };

    fn clause(n: u128, words: &str) -> BaseClause {
        BaseClause {
            clause: ClauseId(Uuid::from_u128(n)),
            revision: RevisionId(Uuid::from_u128(n)),
            kind: ClauseKind::Paragraph,
            source: format!("{words}\n\n"),
        }
    }

    fn base() -> Base {
        let clauses = vec![clause(1, "Sous trente jours."), clause(2, "Une visite.")];
        Base::new(clauses, &Outline::default())
    }

    fn says(base: &Base, at: usize, words: &str) -> Operation {
        Operation::edit(&base.clauses[at], words).unwrap()
    }

    #[test]
    fn two_wordings_of_a_clause_are_compared_with_each_other() {
        let base = base();
        let former = [says(&base, 0, "Sous quinze jours.")];
        let own = [says(&base, 0, "Sous huit jours.")];
        let found = against(T_FR, &base, &former, &own);
        let gone = Run::Deleted("quinze".to_owned());
        assert!(found.changes[0].runs.contains(&gone), "{found:?}");
        assert!(found.left.is_empty());
    }

    #[test]
    fn what_both_do_is_no_change_and_what_one_leaves_out_is_told() {
        let base = base();
        let both = [says(&base, 0, "Sous quinze jours.")];
        let deletes = Operation::Delete {
            at: Target {
                clause: base.clauses[1].clause,
                base: base.clauses[1].revision,
            },
        };
        let former = [both[0].clone(), deletes];
        let found = against(T_FR, &base, &former, &both);
        assert!(found.changes.is_empty());
        assert_eq!(found.left.len(), 1);
        let none = against(T_FR, &base, &both, &both);
        assert_eq!(none, Against::default());
    }
}
