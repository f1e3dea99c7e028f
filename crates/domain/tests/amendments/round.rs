//! Random rounds: up to forty amendments of one base.

use crate::french::{base, body, number, sentences, words};
use palier_domain::charter::clause::ClauseKind;
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation, Target};
use palier_domain::charter::token::tokens;
use palier_domain::id::AmendmentId;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::HashSet;

/// What somebody wants, before it is known of which base.
#[derive(Clone, Debug)]
enum Wish {
    Words(Index, Vec<(Index, Index, String)>),
    Anew(Index, String),
    Typography(Index),
    Delete(Index),
    Move(Index, Index),
    Insert(Index, ClauseKind, String),
}

fn wish() -> impl Strategy<Value = Wish> {
    let change = (
        any::<Index>(),
        any::<Index>(),
        prop_oneof![Just(String::new()), words()],
    );
    prop_oneof![
        8 => (any::<Index>(), vec(change, 1..4)).prop_map(|(at, changes)| Wish::Words(at, changes)),
        1 => (any::<Index>(), sentences()).prop_map(|(at, anew)| Wish::Anew(at, anew)),
        1 => any::<Index>().prop_map(Wish::Typography),
        1 => any::<Index>().prop_map(Wish::Delete),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(at, after)| Wish::Move(at, after)),
        2 => (any::<Index>(), body()).prop_map(|(at, (kind, body))| Wish::Insert(at, kind, body)),
    ]
}

/// A base and a round of amendments of it.
pub fn round() -> impl Strategy<Value = (Vec<BaseClause>, Vec<AmendmentOps>)> {
    let wishes = prop_oneof![vec(vec(wish(), 1..4), 1..6), vec(vec(wish(), 1..3), 1..41)];
    (base(), wishes).prop_map(|(base, wishes)| {
        let amendments = (1..)
            .zip(wishes)
            .map(|(id, wishes)| amendment(AmendmentId(number(id)), &base, wishes));
        let amendments = amendments.collect();
        (base, amendments)
    })
}

fn amendment(id: AmendmentId, base: &[BaseClause], wishes: Vec<Wish>) -> AmendmentOps {
    let mut taken = HashSet::new();
    let operations = wishes.into_iter().filter_map(|wish| {
        let operation = operation(base, wish)?;
        let free = operation.target().is_none_or(|at| taken.insert(at.clause));
        free.then_some(operation)
    });
    AmendmentOps {
        amendment: id,
        operations: operations.collect(),
    }
}

fn operation(base: &[BaseClause], wish: Wish) -> Option<Operation> {
    let pick = |at: Index| &base[at.index(base.len())];
    let target = |clause: &BaseClause| Target {
        clause: clause.clause,
        base: clause.revision,
    };
    let after = |at: Index| {
        let at = at.index(base.len() + 1);
        at.checked_sub(1).map(|at| base[at].clause)
    };
    match wish {
        Wish::Words(at, changes) => {
            let clause = pick(at);
            Operation::edit(clause, &changed(clause.body(), changes))
        }
        Wish::Anew(at, anew) => Operation::edit(pick(at), &format!("Or {anew}")),
        Wish::Typography(at) => {
            let clause = pick(at);
            Operation::edit(
                clause,
                &clause.body().replace('\u{a0}', " ").replace('’', "'"),
            )
        }
        Wish::Delete(at) => Some(Operation::Delete {
            at: target(pick(at)),
        }),
        Wish::Move(at, to) => Some(Operation::Move {
            at: target(pick(at)),
            after: after(to),
        }),
        Wish::Insert(at, kind, body) => Some(Operation::Insert {
            after: after(at),
            kind,
            source: format!("{body}\n\n"),
        }),
    }
}

/// Some words for others; what tells what a clause is mostly stays.
fn changed(body: &str, changes: Vec<(Index, Index, String)>) -> String {
    let mut pieces: Vec<String> = tokens(body).iter().map(|t| t.text.to_owned()).collect();
    for (from, length, words) in changes {
        let from = from.index(pieces.len() + 1);
        let end = (from + length.index(4)).min(pieces.len());
        pieces.splice(from..end, [words]);
    }
    pieces.concat()
}
