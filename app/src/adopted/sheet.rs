//! The charter in force as a document: text, figures, hash, signatures.

use super::figures;
use super::load::InForce;
use super::signatures::{parties, signed};
use crate::i18n::T;
use crate::sheet::{Block, Sheet};
use palier_domain::charter::clause::{ClauseKind, Force, Party, content};
use palier_domain::markdown;
use palier_store::text::EntryRow;

/// Where somebody signs with a pen.
const LINE: &str = "………………………………………………………………………………………………………";

/// Writes it; the address is that of the page in force.
pub(super) fn write(t: T, of: &InForce<'_>, entries: &[EntryRow], address: &str) -> Sheet {
    let title = of.reader.found.title();
    let mut blocks = vec![
        Block::Text(of.reader.landlord.name.clone()),
        Block::Heading(1, title.clone()),
    ];
    let adopted = of.day().map(|day| t.adopted_on(t.date(day)));
    blocks.extend(adopted.map(Block::Strong));
    let revision = of.revision.map(|day| t.adopted_revision(t.date(day)));
    blocks.extend(revision.map(Block::Text));
    blocks.push(Block::Heading(2, t.adopted_by().to_owned()));
    blocks.push(Block::Facts(colleges(t, of)));
    blocks.extend(text(t, of, entries));
    blocks.push(Block::Heading(2, t.adopted_signatures().to_owned()));
    blocks.push(Block::Facts(signatures(t, of)));
    blocks.extend([
        Block::Heading(2, t.adopted_check().to_owned()),
        Block::Text(t.adopted_check_what().to_owned()),
        Block::Strong(of.hash()),
        Block::Text(t.adopted_check_address().to_owned()),
        Block::Strong(address.to_owned()),
        Block::Code {
            alt: t.adopted_code_alt(address),
            address: address.to_owned(),
        },
    ]);
    let version = t.charter_version(of.adoption.sequence);
    Sheet {
        lang: t.locale.tag(),
        title: format!("{title} – {version}"),
        poster: false,
        blocks,
    }
}

fn colleges(t: T, of: &InForce<'_>) -> Vec<(String, String)> {
    let rows = of.adoption.colleges.iter().map(|state| {
        let mut said = vec![format!("{}.", figures::line(t, state))];
        said.extend(figures::voices(t, state));
        let statement = state.ballots.last().map(|last| &last.statement);
        let statement = statement.filter(|words| !words.is_empty());
        said.extend(statement.map(|words| markdown::plain(words)));
        let name = figures::name(t, state.rule.college).to_owned();
        (name, said.join("\n"))
    });
    rows.collect()
}

fn signatures(t: T, of: &InForce<'_>) -> Vec<(String, String)> {
    let rows = parties(t, of).into_iter().map(|party| {
        let all = signed(t, of.adoption, &party);
        let said = if all.is_empty() {
            // A line of its own for the pen: one that holds nothing would be left out.
            format!("{}\n\u{a0}\n\u{a0}\n{LINE}", t.adopted_sign_here())
        } else {
            all.join("\n")
        };
        (party.name, said)
    });
    rows.collect()
}

/// The text, clause by clause in its order, so that nothing of what was voted is missing.
fn text(t: T, of: &InForce<'_>, entries: &[EntryRow]) -> Vec<Block> {
    let outline = &of.reader.found.outline;
    let mut blocks = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for entry in entries {
        let said = content(entry.kind, &entry.source);
        let words = markdown::plain(&said.markdown);
        if entry.kind == ClauseKind::Item {
            items.push(words);
            continue;
        }
        if !items.is_empty() {
            blocks.push(Block::Items(std::mem::take(&mut items)));
        }
        match entry.kind {
            ClauseKind::Title | ClauseKind::Item => {}
            ClauseKind::Chapter => {
                let of_it = |chapter: &&_| is(chapter, entry);
                let label = outline.chapters.iter().find(of_it);
                let label = label.map_or("", |chapter| chapter.label.as_str());
                blocks.push(Block::Heading(2, format!("{label}. {words}")));
            }
            ClauseKind::Article => {
                let label = outline.article_of(entry.handle);
                let label = label.map_or("", |(_, article)| article.label.as_str());
                blocks.push(Block::Heading(3, format!("{label} {words}")));
            }
            ClauseKind::Paragraph => blocks.push(Block::Text(match said.party {
                Some(Party::Landlord) => format!("{} {words}", t.adopted_party_landlord()),
                Some(Party::Tenants) => format!("{} {words}", t.adopted_party_tenants()),
                None => words,
            })),
        }
        blocks.extend(meta(t, &said.meta).map(Block::Text));
    }
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
    blocks
}

fn is(chapter: &palier_domain::charter::outline::Chapter, entry: &EntryRow) -> bool {
    chapter.at.handle == entry.handle
}

/// What the line below a clause says of it, in words.
fn meta(t: T, meta: &palier_domain::charter::clause::ClauseMeta) -> Option<String> {
    let force = meta.force.map(|force| match force {
        Force::Law => t.force_law().to_owned(),
        Force::Commitment => t.force_commitment().to_owned(),
        Force::Recommendation => t.force_recommendation().to_owned(),
    });
    let named = |name: &str, said: Option<String>| said.map(|said| t.adopted_meta(name, said));
    let all = [
        force.map(|force| format!("{force}.")),
        meta.plain
            .as_ref()
            .map(|plain| format!("{} {plain}", t.article_plainly())),
        named(t.article_source(), meta.source.clone()),
        named(t.article_indicator(), meta.indicator.clone()),
        named(t.commitment_owner(), meta.owner.clone()),
        named(t.commitment_due(), meta.due.map(|day| t.date(day))),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    (!all.is_empty()).then(|| all.join(" "))
}
