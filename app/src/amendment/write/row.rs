//! The clauses of an article in the editor: words, place, and what comes after each.

use super::difference;
use super::ground::Ground;
use super::sent::fate_name;
use crate::i18n::T;
use crate::parts::choice::{Choice, pick};
use crate::parts::field::area;
use crate::site::forms::FormState;
use leptos::prelude::*;
use palier_domain::charter::clause::{ClauseKind, Party, content};
use palier_domain::charter::operation::BaseClause;
use palier_domain::charter::typed::{Added, Face, PlaceFate, Shape, Typed};
use palier_domain::id::ClauseId;

/// What the rows of a form are made of.
pub(super) struct Rows<'a> {
    /// The words of the page.
    pub t: T,
    /// The version.
    pub ground: &'a Ground,
    /// What is kept of the amendment.
    pub typed: &'a Typed,
    /// What was refused.
    pub form: &'a FormState,
}

/// A clause that comes to the text, as a form carries it.
struct Coming {
    nth: usize,
    after: i64,
    added: Added,
}

/// The clauses of some articles, each article under its name.
pub(super) fn show(rows: &Rows<'_>, heads: &[usize]) -> AnyView {
    let coming = coming(rows);
    let start = coming.iter().filter(|one| one.after == 0);
    let start = start.map(|one| added(rows, one)).collect_view();
    let articles = heads.iter().map(|head| {
        let name = rows.ground.name(rows.t, *head);
        let clauses = rows.ground.rows(*head).map(|at| {
            let handle = rows.ground.handle(at);
            let after = coming.iter().filter(|one| one.after == handle);
            let after = after.map(|one| added(rows, one)).collect_view();
            view! { {clause(rows, *head, at)} {after} {new(rows, handle)} }
        });
        view! {
            <section class="amended">
                <h2 lang="fr">{name}</h2>
                {clauses.collect_view()}
            </section>
        }
    });
    view! { {start} {articles.collect_view()} {elsewhere(rows, heads, &coming)} }.into_any()
}

/// Those that come to the text: of a refused form, those that it sent.
fn coming(rows: &Rows<'_>) -> Vec<Coming> {
    let ground = rows.ground;
    if !rows.form.is_refilled() {
        let all = rows.typed.added.iter().enumerate();
        return all
            .map(|(nth, added)| Coming {
                nth,
                after: handle_of(ground, added.after),
                added: added.clone(),
            })
            .collect();
    }
    let mut found = Vec::new();
    while let Some(words) = rows.form.value(&format!("n-{}", found.len())) {
        let nth = found.len();
        let value = |start: &str| {
            rows.form
                .value(&format!("{start}{nth}"))
                .unwrap_or_default()
        };
        let after: i64 = value("na-").parse().unwrap_or_default();
        found.push(Coming {
            nth,
            after,
            added: Added {
                after: None,
                shape: Shape::from_name(&value("nk-")).unwrap_or(Shape::Shared),
                words,
            },
        });
    }
    found
}

fn handle_of(ground: &Ground, clause: Option<ClauseId>) -> i64 {
    let at = clause.and_then(|clause| ground.place(clause));
    at.map_or(0, |at| ground.handle(at))
}

/// What is added under articles that are not shown travels along, so that nothing is lost.
fn elsewhere(rows: &Rows<'_>, heads: &[usize], coming: &[Coming]) -> AnyView {
    let shown: Vec<i64> = heads
        .iter()
        .flat_map(|head| rows.ground.rows(*head))
        .map(|at| rows.ground.handle(at))
        .collect();
    let hidden = coming
        .iter()
        .filter(|one| one.after != 0 && !shown.contains(&one.after));
    hidden.map(|one| added(rows, one)).collect_view().into_any()
}

/// What a clause is, in a label.
fn kind(t: T, clause: &BaseClause) -> &'static str {
    match clause.kind {
        ClauseKind::Title => t.amend_kind_title(),
        ClauseKind::Chapter => t.amend_kind_chapter(),
        ClauseKind::Article => t.amend_kind_article(),
        ClauseKind::Item => t.amend_kind_item(),
        ClauseKind::Paragraph => match content(clause.kind, clause.body()).party {
            Some(Party::Landlord) => t.amend_kind_landlord(),
            Some(Party::Tenants) => t.amend_kind_tenants(),
            None => t.amend_kind_paragraph(),
        },
    }
}

fn shape(t: T, shape: Shape) -> &'static str {
    match shape {
        Shape::Landlord => t.amend_kind_landlord(),
        Shape::Tenants => t.amend_kind_tenants(),
        Shape::Shared => t.amend_kind_paragraph(),
        Shape::Item => t.amend_kind_item(),
        Shape::Article => t.amend_kind_article(),
        Shape::Chapter => t.amend_kind_chapter(),
    }
}

fn clause(rows: &Rows<'_>, head: usize, at: usize) -> AnyView {
    let (t, ground) = (rows.t, rows.ground);
    let Some(one) = ground.clauses().get(at) else {
        return ().into_any();
    };
    let kept = rows.typed.of(one.clause);
    let was = Face::of(one.kind, one.body()).shown(one.kind);
    let words = kept.map_or_else(|| was.clone(), |kept| kept.words.clone());
    let fate = kept.map_or(PlaceFate::Stays, |kept| kept.fate);
    let handle = ground.handle(at);
    let nth = at - head;
    let label = if nth == 0 {
        kind(t, one).to_owned()
    } else {
        t.amend_nth(kind(t, one), nth)
    };
    let place_label = t.amend_place(&label);
    let place = places(rows, head, at, fate);
    let name = format!("c-{handle}");
    let now = rows.form.value(&name).unwrap_or_else(|| words.clone());
    let slot = difference::slot(t, one.kind, handle, &was, &now);
    view! {
        <div class="clause-edit">
            {area(t, rows.form, &name, &label, String::new(), words)}
            {slot}
            {pick(t, rows.form, &format!("f-{handle}"), &place_label, None, &fate_name(ground, fate), place)}
        </div>
    }
    .into_any()
}

/// Where a clause may go.
fn places(rows: &Rows<'_>, head: usize, at: usize, fate: PlaceFate) -> Vec<Choice> {
    let (t, ground) = (rows.t, rows.ground);
    let mut found = vec![Choice::new("", t.amend_place_stays())];
    let heading = at == head;
    let Some(one) = ground.clauses().get(at) else {
        return found;
    };
    match one.kind {
        ClauseKind::Title => return found,
        ClauseKind::Article => {
            found.push(Choice::new("whole", t.amend_place_whole_goes()));
            found.push(Choice::new("goes", t.amend_place_title_goes()));
        }
        ClauseKind::Chapter => found.push(Choice::new("goes", t.amend_place_title_goes())),
        ClauseKind::Paragraph | ClauseKind::Item => {
            found.push(Choice::new("goes", t.amend_place_goes()));
        }
    }
    if one.kind == ClauseKind::Chapter {
        return found;
    }
    if !heading {
        for other in ground
            .rows(head)
            .filter(|other| *other != at && other + 1 != at)
        {
            let value = format!("after-{}", ground.handle(other));
            let name = if other == head {
                t.amend_place_first().to_owned()
            } else {
                t.amend_place_after(ground.words(other))
            };
            found.push(Choice::new(value, name));
        }
    }
    for other in ground.heads() {
        if other == head {
            continue;
        }
        let last = ground.rows(other).end - 1;
        if heading && last + 1 == at {
            continue;
        }
        let name = ground.name(t, other);
        let handle = ground.handle(last);
        found.push(if heading {
            Choice::new(format!("all-{handle}"), t.amend_place_article_after(name))
        } else {
            Choice::new(format!("after-{handle}"), t.amend_place_end_of(name))
        });
    }
    // A place that another form chose stays to be chosen.
    let chosen = fate_name(ground, fate);
    if !found.iter().any(|choice| choice.value == chosen) {
        found.push(Choice::new(chosen, t.amend_place_chosen()));
    }
    found
}

fn shapes(t: T) -> Vec<Choice> {
    let all = Shape::ALL.into_iter();
    all.map(|one| Choice::new(one.name(), shape(t, one)))
        .collect()
}

/// A clause that comes to the text.
fn added(rows: &Rows<'_>, one: &Coming) -> AnyView {
    let t = rows.t;
    let (nth, after) = (one.nth, one.after);
    let label = t.amend_added(nth + 1);
    let which = t.amend_shape_of(&label);
    view! {
        <div class="clause-edit coming">
            <input type="hidden" name=format!("na-{nth}") value=after.to_string()/>
            {area(t, rows.form, &format!("n-{nth}"), &label, t.amend_added_hint().to_owned(), one.added.words.clone())}
            {pick(t, rows.form, &format!("nk-{nth}"), &which, None, one.added.shape.name(), shapes(t))}
        </div>
    }
    .into_any()
}

/// Where something is added after a clause.
fn new(rows: &Rows<'_>, handle: i64) -> AnyView {
    let (t, form) = (rows.t, rows.form);
    let (words, kind) = (format!("a-{handle}"), format!("ak-{handle}"));
    let open = form.value(&words).is_some_and(|words| !words.is_empty());
    view! {
        <details class="reply" open=open>
            <summary>{t.amend_add_here()}</summary>
            {area(t, form, &words, t.amend_new(), t.amend_new_hint().to_owned(), String::new())}
            {pick(t, form, &kind, t.amend_shape(), None, Shape::Shared.name(), shapes(t))}
        </details>
    }
    .into_any()
}
