//! What the editor's form sends: fields named after the handles of clauses.

use super::ground::Ground;
use super::problem::WriteProblem;
use crate::site::forms::Complaint;
use palier_domain::charter::operation::Operation;
use palier_domain::charter::typed::{
    Added, Place, PlaceFate, Shape, Typed, TypedClause, operations,
};

/// The fields of a form, as they came.
pub(super) struct Sent(pub Vec<(String, String)>);

/// Names of fields that carry what was typed, each followed by a handle or a number.
const TYPED: [&str; 7] = ["c-", "f-", "n-", "nk-", "na-", "a-", "ak-"];
/// Names of the other fields that are kept when the form is refused.
const KEPT: [&str; 13] = [
    "title",
    "reasons",
    "public_name",
    "show_estate",
    "quality",
    "form_id",
    "articles",
    "source",
    "place",
    "heard_on",
    "association",
    "agreed",
    "de",
];

/// The most clauses that one form adds besides those next to a clause.
const MOST_ADDED: usize = 500;

impl Sent {
    /// A field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(other, _)| other == name)
    }

    /// What is kept of it when it is refused.
    pub fn fields(&self) -> Vec<(&str, &str)> {
        let kept =
            |name: &str| KEPT.contains(&name) || TYPED.iter().any(|start| name.starts_with(start));
        let fields = self.0.iter().filter(|(name, _)| kept(name));
        fields
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }

    /// What it does to the clauses.
    ///
    /// # Errors
    /// The first thing that is wrong, at its field.
    pub fn operations(&self, ground: &Ground) -> Result<Vec<Operation>, Complaint> {
        let (typed, names) = self.typed(ground);
        operations(ground.clauses(), &typed).map_err(|wrong| {
            let field = match wrong.at {
                Place::Clause(clause) => {
                    let at = ground.place(clause).unwrap_or_default();
                    format!("c-{}", ground.handle(at))
                }
                Place::Added(nth) => names.get(nth).cloned().unwrap_or_default(),
            };
            Complaint::about(&field, WriteProblem::from(wrong.what))
        })
    }

    /// What was typed, and the field of each clause that is added.
    fn typed(&self, ground: &Ground) -> (Typed, Vec<String>) {
        let mut typed = Typed::default();
        let mut names = Vec::new();
        for (at, clause) in ground.clauses().iter().enumerate() {
            let handle = ground.handle(at);
            if self.has(&format!("c-{handle}")) {
                typed.clauses.push(TypedClause {
                    clause: clause.clause,
                    words: self.get(&format!("c-{handle}")).to_owned(),
                    fate: fate(ground, self.get(&format!("f-{handle}"))),
                });
            }
        }
        for nth in 0..MOST_ADDED {
            if !self.has(&format!("n-{nth}")) {
                break;
            }
            let handle = self.get(&format!("na-{nth}")).parse().ok();
            let after = handle.and_then(|handle| ground.at(handle));
            self.add(
                (&mut typed, &mut names),
                ground,
                after,
                (format!("n-{nth}"), format!("nk-{nth}")),
            );
        }
        for at in 0..ground.clauses().len() {
            let handle = ground.handle(at);
            self.add(
                (&mut typed, &mut names),
                ground,
                Some(at),
                (format!("a-{handle}"), format!("ak-{handle}")),
            );
        }
        (typed, names)
    }

    fn add(
        &self,
        (typed, names): (&mut Typed, &mut Vec<String>),
        ground: &Ground,
        after: Option<usize>,
        (words, shape): (String, String),
    ) {
        let said = self.get(&words);
        if said.trim().is_empty() {
            return;
        }
        let after = after.and_then(|at| ground.clauses().get(at));
        typed.added.push(Added {
            after: after.map(|one| one.clause),
            shape: Shape::from_name(self.get(&shape)).unwrap_or(Shape::Shared),
            words: said.to_owned(),
        });
        names.push(words);
    }
}

/// What becomes of a clause's place, as the form names it.
fn fate(ground: &Ground, said: &str) -> PlaceFate {
    let clause = |handle: &str| {
        let at = ground.at(handle.parse().ok()?)?;
        ground.clauses().get(at).map(|one| one.clause)
    };
    match said.split_once('-') {
        None if said == "goes" => PlaceFate::Goes,
        None if said == "whole" => PlaceFate::GoesWhole,
        Some(("after", handle)) => clause(handle).map_or(PlaceFate::Stays, PlaceFate::Moves),
        Some(("all", handle)) => clause(handle).map_or(PlaceFate::Stays, PlaceFate::MovesWhole),
        _ => PlaceFate::Stays,
    }
}

/// The name of what becomes of a clause's place.
pub(super) fn fate_name(ground: &Ground, fate: PlaceFate) -> String {
    let handle = |clause| {
        let at = ground.place(clause).unwrap_or_default();
        ground.handle(at)
    };
    match fate {
        PlaceFate::Stays => String::new(),
        PlaceFate::Goes => "goes".to_owned(),
        PlaceFate::GoesWhole => "whole".to_owned(),
        PlaceFate::Moves(after) => format!("after-{}", handle(after)),
        PlaceFate::MovesWhole(after) => format!("all-{}", handle(after)),
    }
}
