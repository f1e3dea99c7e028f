//! The commitments that stand in the clauses of a text.

use crate::charter::clause::{Force, Party, content};
use crate::charter::operation::BaseClause;
use crate::id::{ClauseId, RevisionId};
use chrono::NaiveDate;

/// A commitment as a clause says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The clause.
    pub clause: ClauseId,
    /// Its words.
    pub revision: RevisionId,
    /// Who keeps it; the side that it binds where the text names nobody, else empty.
    pub owner: String,
    /// How one will see that it is kept; may be empty.
    pub indicator: String,
    /// By when, where the text says so.
    pub due_on: Option<NaiveDate>,
}

/// The commitments of a text, in its order.
#[must_use]
pub fn drawn(clauses: &[BaseClause]) -> Vec<Drawn> {
    clauses.iter().filter_map(of).collect()
}

fn of(clause: &BaseClause) -> Option<Drawn> {
    let said = content(clause.kind, &clause.source);
    if said.meta.force != Some(Force::Commitment) {
        return None;
    }
    let side = match said.party {
        Some(Party::Landlord) => "Bailleur",
        Some(Party::Tenants) => "Locataires",
        None => "",
    };
    Some(Drawn {
        clause: clause.clause,
        revision: clause.revision,
        owner: said.meta.owner.unwrap_or_else(|| side.to_owned()),
        indicator: said.meta.indicator.unwrap_or_default(),
        due_on: said.meta.due,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charter::clause::ClauseKind;
    use uuid::Uuid;

    fn clause(kind: ClauseKind, source: &str) -> BaseClause {
        BaseClause {
            clause: ClauseId(Uuid::nil()),
            revision: RevisionId(Uuid::nil()),
            kind,
            source: source.to_owned(),
        }
    }

    #[test]
    fn a_commitment_is_drawn_with_owner_indicator_and_day() {
        let said = clause(
            ClauseKind::Article,
            "### Ascenseurs\n{: kind=commitment owner=\"Direction technique\" \
             indicator=\"heures d’arrêt\" due=\"2031-06-30\"}\n",
        );
        let law = clause(ClauseKind::Article, "### Loi\n{: kind=law}\n");
        let found = drawn(&[said, law]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].owner, "Direction technique");
        assert_eq!(found[0].indicator, "heures d’arrêt");
        assert_eq!(found[0].due_on, NaiveDate::from_ymd_opt(2031, 6, 30));
    }

    #[test]
    fn a_side_keeps_what_its_paragraph_commits_to() {
        let said = clause(
            ClauseKind::Paragraph,
            "**Bailleur :** Nous répondons en dix jours.\n{: kind=commitment}\n",
        );
        let found = drawn(&[said]);
        assert_eq!(
            (found[0].owner.as_str(), found[0].due_on),
            ("Bailleur", None)
        );
    }
}
