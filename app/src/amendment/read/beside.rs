//! Amendments that cannot stand beside each other: while they wait, each says with which ones it
//! will be voted as alternatives.

use crate::i18n::T;
use leptos::prelude::*;
use palier_domain::charter::amendment::lifecycle::Lifecycle;
use palier_domain::charter::merge::merge;
use palier_domain::charter::operation::{AmendmentOps, BaseClause, Operation};
use palier_domain::id::AmendmentId;
use palier_store::amendment::Amendment;
use std::collections::{BTreeSet, HashMap};

/// The numbers of those with which each amendment cannot stand.
pub type Rivals = HashMap<AmendmentId, BTreeSet<i64>>;

/// Whether it waits for a vote, in words of its own. An amendment to an amendment is no rival of it.
fn waits(one: &Amendment) -> bool {
    let waits = matches!(
        one.state.lifecycle,
        Lifecycle::Submitted | Lifecycle::UnderDiscussion | Lifecycle::ToVote
    );
    waits && one.parent_id.is_none() && one.state.text.applies()
}

/// Finds them among amendments of one base, with what each changes.
#[must_use]
pub fn rivals(base: &[BaseClause], all: &[(&Amendment, &[Operation])]) -> Rivals {
    let all = all.iter().filter(|(one, _)| waits(one));
    let numbers: HashMap<AmendmentId, i64> = all
        .clone()
        .filter_map(|(one, _)| Some((one.id, one.number?)))
        .collect();
    let ops: Vec<AmendmentOps> = all
        .filter(|(one, _)| numbers.contains_key(&one.id))
        .map(|(one, operations)| AmendmentOps {
            amendment: one.id,
            operations: operations.to_vec(),
        })
        .collect();
    let mut found = Rivals::new();
    if ops.len() < 2 {
        return found;
    }
    for conflict in merge(base, &ops).conflicts {
        for (one, other) in [
            (conflict.first, conflict.second),
            (conflict.second, conflict.first),
        ] {
            let number = numbers.get(&other).copied();
            found.entry(one).or_default().extend(number);
        }
    }
    found
}

/// The sentence, with links; nothing where it has none.
#[must_use]
pub fn show(t: T, one: &Amendment, rivals: &Rivals) -> AnyView {
    let Some(numbers) = rivals.get(&one.id).filter(|all| !all.is_empty()) else {
        return ().into_any();
    };
    let links = numbers.iter().map(|number| {
        let href = format!("/{}/charte/amendements/{number}", one.landlord_slug);
        view! { <a href=href>{t.amendment_card_number(*number)}</a> " " }
    });
    view! {
        <p class="note">
            <strong>{t.amendment_read_beside()}</strong> " " {links.collect_view()}
            <br/>
            {t.amendment_read_beside_how()}
        </p>
    }
    .into_any()
}
