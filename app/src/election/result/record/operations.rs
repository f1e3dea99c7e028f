//! The record's second part: what was done, checked, observed and signed.

use super::Material;
use crate::election::paper::count::settled;
use crate::election::result::say::{check, count, seal};
use crate::election::words;
use crate::i18n::T;
use crate::sheet::Block;
use palier_domain::election::official_record::entry::EntryKind;
use palier_store::election::record::RecordEntry;

pub(super) fn write(t: T, all: &Material) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(2, t.record_part_operations().to_owned())];
    blocks.extend(checks(t, all));
    blocks.extend(paper(t, all));
    blocks.extend(steps(t, all));
    blocks.extend(fingerprints(t, all));
    blocks.extend(asked(t, all));
    for (kind, title, none) in [
        (
            EntryKind::Observation,
            t.record_observations(),
            t.record_no_observation(),
        ),
        (
            EntryKind::Incident,
            t.record_incidents(),
            t.record_no_incident(),
        ),
        (
            EntryKind::Intervention,
            t.record_interventions(),
            t.record_no_intervention(),
        ),
    ] {
        blocks.extend(entries(t, all, kind, title, none));
    }
    blocks.extend(signatures(t, all));
    blocks
}

/// Valid and blank online are the marks, and everything else that must agree.
fn checks(t: T, all: &Material) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(3, t.record_checks().to_owned())];
    if let Some(online) = &all.known.figures().online {
        let valid: u64 = online.votes.iter().sum();
        blocks.push(Block::Text(t.record_check_online(
            count(t, online.ballots),
            count(t, online.blank),
            count(t, online.marks),
            count(t, valid),
        )));
    }
    if all.failed.is_empty() {
        blocks.push(Block::Strong(t.record_checks_hold().to_owned()));
    } else {
        blocks.push(Block::Strong(t.record_checks_fail().to_owned()));
        let failed = all.failed.iter().map(|failed| check(t, failed));
        blocks.push(Block::Items(failed.collect()));
    }
    blocks
}

/// What two operators counted alike, or how their difference was settled.
fn paper(t: T, all: &Material) -> Vec<Block> {
    if all.paper.is_empty() {
        return Vec::new();
    }
    let said = all.paper.iter().map(|one| settled(t, one));
    vec![
        Block::Heading(3, t.record_paper().to_owned()),
        Block::Items(said.collect()),
    ]
}

fn steps(t: T, all: &Material) -> Vec<Block> {
    let zone = &all.known.found.landlord.zone;
    let rows = all.steps.iter().map(|taken| {
        let at = format!(
            "{}, {}",
            t.date(crate::site::dates::local(taken.taken_at, zone).date_naive()),
            t.time(taken.taken_at, zone)
        );
        (words::step(t, taken.step).to_owned(), at)
    });
    vec![
        Block::Heading(3, t.record_steps().to_owned()),
        Block::Facts(rows.collect()),
    ]
}

fn fingerprints(t: T, all: &Material) -> Vec<Block> {
    let mut facts: Vec<(String, String)> = all
        .seals
        .iter()
        .map(|one| (seal(t, &one.name), one.value.clone()))
        .collect();
    if let Some(head) = &all.head {
        facts.push((t.record_head().to_owned(), head.clone()));
    }
    vec![
        Block::Heading(3, t.record_fingerprints().to_owned()),
        Block::Text(t.record_fingerprints_what().to_owned()),
        Block::Facts(facts),
    ]
}

/// What online voters answered who were asked by letter, if some were.
fn asked(t: T, all: &Material) -> Vec<Block> {
    let Some(letters) = all.did_you_vote else {
        return Vec::new();
    };
    vec![
        Block::Heading(3, t.record_letters().to_owned()),
        Block::Text(t.record_letters_said(
            t.number(letters.asked),
            t.number(letters.no),
            t.number(letters.yes),
        )),
    ]
}

fn entries(t: T, all: &Material, kind: EntryKind, title: &str, none: &str) -> Vec<Block> {
    let zone = &all.known.found.landlord.zone;
    let mut blocks = vec![Block::Heading(3, title.to_owned())];
    let mut of_kind = all.entries.iter().filter(|one| one.kind == kind).peekable();
    if of_kind.peek().is_none() {
        blocks.push(Block::Text(none.to_owned()));
    }
    for one in of_kind {
        blocks.push(Block::Strong(who(t, all, one, zone)));
        blocks.push(Block::Text(one.words.clone()));
    }
    blocks
}

/// Who entered it, for which list, when it happened.
fn who(t: T, all: &Material, entry: &RecordEntry, zone: &str) -> String {
    let entered = t.instant(entry.entered_at, zone);
    let list = all
        .outcome
        .lists
        .iter()
        .find(|list| Some(list.id) == entry.list_id);
    match (list, entry.happened_at) {
        (Some(list), _) => t.record_said_for(&entry.author, entered, &list.title),
        (None, Some(at)) => t.record_said_of(&entry.author, entered, t.instant(at, zone)),
        (None, None) => t.record_said(&entry.author, entered),
    }
}

fn signatures(t: T, all: &Material) -> Vec<Block> {
    let zone = &all.known.found.landlord.zone;
    let mut blocks = vec![
        Block::Heading(3, t.record_signatures().to_owned()),
        Block::Text(t.record_signed_print(all.fingerprint())),
    ];
    if all.signatures.is_empty() {
        blocks.push(Block::Text(t.record_no_signature().to_owned()));
        return blocks;
    }
    let rows = all.signatures.iter().map(|one| {
        let at = t.instant(one.signed_at, zone);
        (one.name.clone(), format!("{}, {at}", one.quality))
    });
    blocks.push(Block::Facts(rows.collect()));
    blocks
}
