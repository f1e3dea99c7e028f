//! Applying what is compatible, in base order, in one pass.

use super::base::Base;
use super::plan::{Landing, Plan};
use super::typography;
use crate::charter::clause::ClauseKind;
use crate::charter::diff::Hunk;
use crate::charter::gap;
use crate::charter::operation::AmendmentOps;
use crate::charter::provenance::{Author, Span, spans};
use crate::charter::token::tokens;
use crate::id::{AmendmentId, ClauseId};
use std::collections::{BTreeMap, BTreeSet};

/// A clause of the merged text, before the white space around it is known.
pub(super) struct Laid<'a> {
    pub clause: ClauseId,
    /// Its place in the base.
    pub place: Option<usize>,
    pub kind: ClauseKind,
    pub body: String,
    /// The white space that stood after it.
    pub gap: &'a str,
    pub changed: bool,
    pub provenance: Vec<Span>,
    /// Who changed its words, or inserted it.
    pub changed_by: Vec<AmendmentId>,
    pub moved_by: Vec<AmendmentId>,
}

/// All that merged amendments do at one clause or one slot.
#[derive(Default)]
struct Doings<'p, 'a> {
    /// Changes of words, each once, with whoever makes it.
    hunks: BTreeMap<&'a Hunk, BTreeSet<AmendmentId>>,
    removed: bool,
    moved_by: Vec<AmendmentId>,
    landings: Vec<(AmendmentId, &'p [Landing<'a>])>,
}

/// Lays the clauses in order; the plans are compatible, and sorted by id.
pub(super) fn assemble<'a>(base: &Base<'a>, plans: &[&Plan<'a>]) -> Vec<Laid<'a>> {
    let count = base.clauses.len();
    let mut at: Vec<Doings<'_, 'a>> = Vec::with_capacity(count + 1);
    at.resize_with(count + 1, Doings::default);
    for plan in plans {
        for &place in &plan.deletes {
            at[place].removed = true;
        }
        for &place in plan.moves.keys() {
            at[place].moved_by.push(plan.id);
        }
        for (&slot, landings) in &plan.landings {
            at[slot].landings.push((plan.id, landings));
        }
    }
    for (place, hunks) in typography::hunks_by_clause(plans) {
        at[place].hunks = hunks;
    }
    let mut laid = Vec::with_capacity(count);
    // `at[n].landings` is slot n, which stands before the clause at n.
    for place in 0..=count {
        land(base, &at, &at[place].landings, &mut laid);
        if place < count && !at[place].removed && at[place].moved_by.is_empty() {
            laid.push(kept(base, place, &at[place]));
        }
    }
    laid
}

/// What comes in at a slot: all who land there say the same.
fn land<'a>(
    base: &Base<'a>,
    at: &[Doings<'_, 'a>],
    landings: &[(AmendmentId, &[Landing<'a>])],
    laid: &mut Vec<Laid<'a>>,
) {
    let Some((first, run)) = landings.first() else {
        return;
    };
    let by: Vec<AmendmentId> = landings.iter().map(|(id, _)| *id).collect();
    for (number, landing) in run.iter().enumerate() {
        match landing {
            Landing::Moved(place) => laid.push(kept(base, *place, &at[*place])),
            Landing::New { kind, nth, source } => {
                // Of several typographies the least, so that no order and no id decides.
                let sources = landings
                    .iter()
                    .filter_map(|(_, run)| match run.get(number) {
                        Some(Landing::New { source, .. }) => Some(*source),
                        _ => None,
                    });
                let source = sources.min().unwrap_or(source);
                let body = gap::body(source).to_owned();
                let span = Span {
                    start: 0,
                    end: tokens(&body).len(),
                    author: Author::Amendments(by.clone()),
                };
                laid.push(Laid {
                    clause: AmendmentOps::inserted_clause(*first, *nth),
                    place: None,
                    kind: *kind,
                    gap: gap::gap(source),
                    body,
                    changed: true,
                    provenance: vec![span],
                    changed_by: by.clone(),
                    moved_by: Vec::new(),
                });
            }
        }
    }
}

/// A clause of the base, with its changes in it.
fn kept<'a>(base: &Base<'a>, place: usize, doings: &Doings<'_, 'a>) -> Laid<'a> {
    let (clause, text) = (&base.clauses[place], &base.texts[place]);
    let mut laid = Laid {
        clause: clause.clause,
        place: Some(place),
        kind: clause.kind,
        body: text.body.to_owned(),
        gap: gap::gap(&clause.source),
        changed: false,
        provenance: Vec::new(),
        changed_by: Vec::new(),
        moved_by: doings.moved_by.clone(),
    };
    if doings.hunks.is_empty() {
        return laid;
    }
    let mut pieces: Vec<(&str, Option<Author>)> = Vec::new();
    let mut by_all = BTreeSet::new();
    let mut from = 0;
    for (hunk, by) in &doings.hunks {
        by_all.extend(by.iter().copied());
        pieces.push((&text.body[from..text.offsets[hunk.start_token]], None));
        let by = by.iter().copied().collect();
        pieces.push((&hunk.inserted, Some(Author::Amendments(by))));
        from = text.offsets[hunk.end_token];
    }
    pieces.push((&text.body[from..], None));
    let whole: String = pieces.iter().map(|(text, _)| *text).collect();
    gap::body(&whole).clone_into(&mut laid.body);
    laid.changed = laid.body != text.body;
    laid.provenance = clipped(spans(&pieces), &laid.body, &whole);
    laid.changed_by = by_all.into_iter().collect();
    laid
}

/// White space that changes leave at the end belongs to no clause.
fn clipped(mut spans: Vec<Span>, body: &str, whole: &str) -> Vec<Span> {
    if body.len() < whole.len() {
        let count = tokens(body).len();
        spans.retain(|span| span.start < count || span.start == span.end);
        for span in &mut spans {
            span.start = span.start.min(count);
            span.end = span.end.min(count);
        }
    }
    spans
}

/// The source of each clause: its body, and the white space before the next one.
pub(super) fn sources(base: &Base<'_>, laid: &[Laid<'_>]) -> Vec<String> {
    let last_gap = base.clauses.last().map(|clause| gap::gap(&clause.source));
    let mut loose = false;
    let mut sources = Vec::with_capacity(laid.len());
    for (number, clause) in laid.iter().enumerate() {
        let mut source = clause.body.clone();
        match laid.get(number + 1) {
            None => source.push_str(last_gap.unwrap_or(clause.gap)),
            Some(next) if neighbours(clause, next) => source.push_str(clause.gap),
            Some(next) => {
                if let Some(known) = known_loose(base, clause, next) {
                    loose = known;
                }
                let first = (clause.kind, clause.gap);
                source.push_str(&gap::between(first, next.kind, loose, base.line_end));
            }
        }
        sources.push(source);
    }
    sources
}

fn neighbours(first: &Laid<'_>, second: &Laid<'_>) -> bool {
    first
        .place
        .is_some_and(|place| second.place == Some(place + 1))
}

/// Whether the list that one of two items comes from has blank lines between its items.
fn known_loose(base: &Base<'_>, first: &Laid<'_>, second: &Laid<'_>) -> Option<bool> {
    let is_item = |place: usize| {
        let clause = base.clauses.get(place);
        clause.is_some_and(|clause| clause.kind == ClauseKind::Item)
    };
    let loose = |place: usize| {
        let two = is_item(place) && is_item(place + 1);
        two.then(|| gap::gap(&base.clauses[place].source).matches('\n').count() > 1)
    };
    let around = |place: usize| loose(place).or_else(|| loose(place.checked_sub(1)?));
    first
        .place
        .and_then(around)
        .or_else(|| second.place.and_then(around))
        .or_else(|| first.place.or(second.place).map(|_| false))
}
