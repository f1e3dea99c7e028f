//! What an amendment changes, as plain sentences.

use super::base::{Base, Place};
use crate::i18n::T;
use crate::parts::excerpt;
use palier_domain::charter::clause::{ClauseKind, content};
use palier_domain::charter::diff::apply;
use palier_domain::charter::operation::{BaseClause, Operation};
use palier_domain::charter::wording::{Wording, wordings};
use palier_domain::id::ClauseId;

/// Letters of a quotation in a sentence: the whole of it stands in the difference below.
const QUOTED: usize = 220;

/// What an operation says, a sentence for each thing to do.
#[must_use]
pub fn sentences(t: T, base: &Base, operation: &Operation) -> Vec<String> {
    let target = operation.target();
    let clause = target.and_then(|at| base.clause(at.clause));
    // Words of another version than this one cannot be quoted from it.
    let current = clause.filter(|one| target.is_some_and(|at| at.base == one.revision));
    let of = target.map(|at| at.clause);
    wordings(operation, current)
        .iter()
        .map(|wording| {
            capital(&said(
                t,
                base,
                (of, keeps_title(operation, current)),
                wording,
            ))
        })
        .collect()
}

/// Whether the words of a title stay: then what changes is said of it, on its metadata line.
fn keeps_title(operation: &Operation, clause: Option<&BaseClause>) -> bool {
    let (Operation::Retitle { hunks, .. }, Some(clause)) = (operation, clause) else {
        return false;
    };
    let words = |source: &str| content(clause.kind, source).markdown;
    apply(hunks, clause.body()).is_ok_and(|new| words(&new) == words(clause.body()))
}

fn said(t: T, base: &Base, (of, kept): (Option<ClauseId>, bool), wording: &Wording) -> String {
    let within = || inside(t, of.and_then(|clause| base.place(clause)));
    let own = || {
        if kept {
            return within();
        }
        titled(t, of.and_then(|clause| base.place(clause)))
    };
    match wording {
        Wording::Replace { old, new } => t.diff_replace(quote(new), quote(old), own()),
        Wording::Remove { old } => t.diff_remove(quote(old), own()),
        Wording::Insert { new, after } if after.is_empty() => {
            t.diff_insert_first(quote(new), own())
        }
        Wording::Insert { new, after } => t.diff_insert(quote(after), quote(new), own()),
        Wording::Rewrite { new } => t.diff_rewrite(quote(new), own()),
        Wording::Typography => t.diff_typography(own()),
        Wording::Add { kind, new, after } => added(t, base, *kind, new, *after),
        Wording::Delete { kind } => deleted(t, *kind, within()),
        Wording::Move { kind, after } => {
            let to = behind(t, after.and_then(|clause| base.place(clause)));
            moved(t, *kind, within(), to)
        }
    }
}

fn added(t: T, base: &Base, kind: ClauseKind, new: &str, after: Option<ClauseId>) -> String {
    let place = after.and_then(|clause| base.place(clause));
    let new = quote(new);
    match kind {
        ClauseKind::Title => t.diff_add_title(new),
        ClauseKind::Chapter => t.diff_add_chapter(new, behind(t, place)),
        ClauseKind::Article => t.diff_add_article(new, behind(t, place)),
        ClauseKind::Paragraph => t.diff_add_paragraph(new, inside(t, place)),
        ClauseKind::Item => t.diff_add_item(new, inside(t, place)),
    }
}

fn deleted(t: T, kind: ClauseKind, place: String) -> String {
    match kind {
        ClauseKind::Paragraph => t.diff_delete_paragraph(place),
        ClauseKind::Item => t.diff_delete_item(place),
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => t.diff_delete_title(place),
    }
}

fn moved(t: T, kind: ClauseKind, place: String, to: String) -> String {
    match kind {
        ClauseKind::Paragraph => t.diff_move_paragraph(place, to),
        ClauseKind::Item => t.diff_move_item(place, to),
        ClauseKind::Title | ClauseKind::Chapter | ClauseKind::Article => {
            t.diff_move_title(place, to)
        }
    }
}

/// "à l’article 4.2", or "au titre de l’article 4.2".
fn titled(t: T, place: Option<&Place>) -> String {
    match place {
        Some(Place::Title) => t.diff_at_title().to_owned(),
        Some(Place::Chapter(spot)) => t.diff_at_chapter_title(&spot.label),
        Some(Place::ArticleTitle(spot)) => t.diff_at_article_title(&spot.label),
        other => inside(t, other),
    }
}

/// "à l’article 4.2", for its title too.
fn inside(t: T, place: Option<&Place>) -> String {
    match place {
        Some(Place::Preamble | Place::Title) => t.diff_at_preamble().to_owned(),
        Some(Place::Chapter(spot) | Place::Intro(spot)) => t.diff_at_chapter(&spot.label),
        Some(Place::ArticleTitle(spot) | Place::Article(spot)) => t.diff_at_article(&spot.label),
        None => t.diff_at_text().to_owned(),
    }
}

/// "après l’article 4.2".
fn behind(t: T, place: Option<&Place>) -> String {
    match place {
        Some(Place::Preamble | Place::Title) => t.diff_after_preamble().to_owned(),
        Some(Place::Chapter(spot) | Place::Intro(spot)) => t.diff_after_chapter(&spot.label),
        Some(Place::ArticleTitle(spot) | Place::Article(spot)) => t.diff_after_article(&spot.label),
        None => t.diff_after_nothing().to_owned(),
    }
}

fn quote(words: &str) -> String {
    excerpt(&words.replace("**", ""), QUOTED)
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
