//! What an amendment changes, clause by clause: sentences and words.

use super::base::{Base, Spot};
use super::{diff, sentence};
use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::diff::{Hunk, apply};
use palier_domain::charter::operation::{BaseClause, Operation};
use palier_domain::charter::shown::{Run, shown, shown_hunks};
use palier_domain::id::ClauseId;

/// What one operation changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The clause that it changes, or after which it puts one.
    pub clause: Option<ClauseId>,
    /// The article in which that is.
    pub article: Option<Spot>,
    /// What it does, in plain sentences.
    pub sentences: Vec<String>,
    /// The words; empty where the version that it was written against is another one.
    pub runs: Vec<Run>,
}

/// What operations change, in order.
#[must_use]
pub fn changes(t: T, base: &Base, operations: &[Operation]) -> Vec<Change> {
    operations.iter().map(|one| change(t, base, one)).collect()
}

/// What one of them changes.
#[must_use]
pub fn change(t: T, base: &Base, operation: &Operation) -> Change {
    let clause = match operation {
        Operation::Insert { after, .. } => *after,
        other => other.target().map(|at| at.clause),
    };
    let place = clause.and_then(|clause| base.place(clause));
    Change {
        clause,
        article: place.and_then(|place| place.article()).cloned(),
        sentences: sentence::sentences(t, base, operation),
        runs: runs(base, operation),
    }
}

fn runs(base: &Base, operation: &Operation) -> Vec<Run> {
    if let Operation::Insert { source, .. } = operation {
        return vec![Run::Inserted(source.trim_end().to_owned())];
    }
    let Some(at) = operation.target() else {
        return Vec::new();
    };
    let Some(clause) = base.clause(at.clause).filter(|one| one.revision == at.base) else {
        return Vec::new();
    };
    let body = clause.body();
    match operation {
        Operation::ReplaceText { hunks, .. } | Operation::Retitle { hunks, .. } => {
            edited(clause, hunks)
        }
        Operation::Delete { .. } => vec![Run::Deleted(body.to_owned())],
        Operation::Move { .. } | Operation::Insert { .. } => vec![Run::Same(body.to_owned())],
    }
}

/// The words of an edited clause; what its metadata line says is read in words where it changes.
fn edited(clause: &BaseClause, hunks: &[Hunk]) -> Vec<Run> {
    let (kind, old) = (clause.kind, clause.body());
    let Ok(new) = apply(hunks, old) else {
        return shown_hunks(old, hunks);
    };
    let (before, after) = (content(kind, old).meta, content(kind, &new).meta);
    if before == after {
        return shown_hunks(old, hunks);
    }
    shown(&in_words(kind, old), &in_words(kind, &new))
}

/// A clause with its metadata in words: those of the text, in its language.
fn in_words(kind: ClauseKind, source: &str) -> String {
    let said = content(kind, source);
    let mut words = said.markdown;
    for (name, value) in [
        ("En clair", said.meta.plain),
        ("D’où ça vient", said.meta.source),
        ("Comment on le vérifie", said.meta.indicator),
    ] {
        if let Some(value) = value {
            words.push_str(&format!("\n{name}\u{a0}: {value}"));
        }
    }
    words
}

/// The sentences of several changes, each once.
#[must_use]
pub fn said_once(changes: &[Change]) -> AnyView {
    let mut all: Vec<&String> = Vec::new();
    for sentence in changes.iter().flat_map(|change| &change.sentences) {
        if !all.contains(&sentence) {
            all.push(sentence);
        }
    }
    let items = all.into_iter().map(|one| view! { <li>{one.clone()}</li> });
    view! { <ul class="said-plainly">{items.collect_view()}</ul> }.into_any()
}

/// The sentences of a change, as a list when there are several.
#[must_use]
pub fn sentences(change: &Change) -> AnyView {
    match &change.sentences[..] {
        [] => ().into_any(),
        [only] => view! { <p class="said-plainly">{only.clone()}</p> }.into_any(),
        several => {
            let items = several.iter().map(|one| view! { <li>{one.clone()}</li> });
            view! { <ul class="said-plainly">{items.collect_view()}</ul> }.into_any()
        }
    }
}

/// All changes, one below the other: what each does, then the words.
#[must_use]
pub fn show(t: T, changes: &[Change], extent: diff::Extent) -> AnyView {
    let all = changes.iter().map(|change| {
        view! {
            <div class="change">
                {sentences(change)}
                {diff::show(t, &change.runs, extent)}
            </div>
        }
    });
    all.collect_view().into_any()
}
